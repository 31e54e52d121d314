using Actors.Engine;
using Actors.Kernel;
using BenchmarkDotNet.Attributes;

namespace Actors.Benchmarks.Kernel;

/// <summary>
/// An actor sets a keyed timer and cancels it again while 1,000,000 others are armed; an operation is one set and one cancel. The baseline is told
/// the same by one thread.
/// </summary>
[MemoryDiagnoser]
public class TimerBenchmark
{
    private const int Armed = 1_000_000;
    private const int Pairs = 200_000;
    private const int Keys = 1_000;

    private static readonly object Message = new();
    private readonly ManualResetEventSlim _done = new();
    private readonly object[] _keys = [.. Enumerable.Range(0, Keys).Select(i => (object)$"key-{i}")];
    private readonly TimeSpan[] _delays = new TimeSpan[Pairs];
    private PriorityQueueTimers? _queue;
    private ActorSystem? _system;
    private ActorRef? _setter;

    [GlobalSetup(Target = nameof(PriorityQueueUnderLock))]
    public void FillQueue()
    {
        DrawDelays();
        _queue = new PriorityQueueTimers();
        var random = new Random(2);
        for (var i = 0; i < Armed; i++) _queue.Set(this, $"armed-{i}", Message, Delay(random));
    }

    [GlobalSetup(Target = nameof(ActorTimers))]
    public void ArmActors()
    {
        DrawDelays();
        _system = new ActorSystem();
        Crowd.Spawn(_system, Armed, Props.Create(static () => new ArmedActor()));
        _setter = _system.Spawn(Props.Create(this, static benchmark => new Setter(benchmark)));
    }

    [GlobalCleanup]
    public void Stop() => _system?.DisposeAsync().AsTask().GetAwaiter().GetResult();

    [Benchmark(Baseline = true, OperationsPerInvoke = Pairs)]
    public void PriorityQueueUnderLock()
    {
        for (var i = 0; i < Pairs; i++)
        {
            var key = _keys[i % Keys];
            _queue!.Set(this, key, Message, _delays[i]);
            _queue.Cancel(this, key);
        }
    }

    [Benchmark(OperationsPerInvoke = Pairs)]
    public void ActorTimers()
    {
        _done.Reset();
        _setter!.Tell(Message);
        _done.Wait();
    }

    private static TimeSpan Delay(Random random) => TimeSpan.FromMilliseconds(60_000 + random.Next(3_600_000));

    private void DrawDelays()
    {
        var random = new Random(1);
        for (var i = 0; i < Pairs; i++) _delays[i] = Delay(random);
    }

    private sealed class ArmedActor : Actor
    {
        protected override void PreStart(ActorContext context) => context.StartTimer(Message, Message, Delay(context.Random));

        protected override void Receive(object message, ActorContext context) { }
    }

    private sealed class Setter(TimerBenchmark benchmark) : Actor
    {
        protected override void Receive(object message, ActorContext context)
        {
            for (var i = 0; i < Pairs; i++)
            {
                var key = benchmark._keys[i % Keys];
                context.StartTimer(key, Message, benchmark._delays[i]);
                context.CancelTimer(key);
            }

            benchmark._done.Set();
        }
    }
}
