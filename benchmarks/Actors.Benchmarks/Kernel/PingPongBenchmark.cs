using Actors.Engine;
using Actors.Kernel;
using BenchmarkDotNet.Attributes;

namespace Actors.Benchmarks.Kernel;

/// <summary>Two actors pass one message to and fro; an operation is one message.</summary>
[MemoryDiagnoser]
public class PingPongBenchmark
{
    private const int MessageCount = 1_000_000;

    private readonly ManualResetEventSlim _done = new();
    private ActorSystem? _system;
    private ActorRef? _ping;
    private ChannelActor? _channelPing;
    private ChannelActor? _channelPong;
    private int _left;

    [GlobalSetup(Target = nameof(Channels))]
    public void MakeChannels()
    {
        _channelPong = new ChannelActor(message => Bounce(message, _channelPing!));
        _channelPing = new ChannelActor(message => Bounce(message, _channelPong));
    }

    [GlobalSetup(Target = nameof(ActorsTold))]
    public void MakeActors()
    {
        _system = new ActorSystem();
        var pong = _system.Spawn(Props.Create(() => new Bouncer(this, null)));
        _ping = _system.Spawn(Props.Create(() => new Bouncer(this, pong)));
    }

    [GlobalCleanup]
    public void Stop()
    {
        _channelPing?.Stop();
        _channelPong?.Stop();
        _system?.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = MessageCount)]
    public void Channels()
    {
        Start();
        _channelPing!.Tell(this);
        _done.Wait();
    }

    [Benchmark(OperationsPerInvoke = MessageCount)]
    public void ActorsTold()
    {
        Start();
        _ping!.Tell(this);
        _done.Wait();
    }

    private void Start()
    {
        _left = MessageCount;
        _done.Reset();
    }

    private void Bounce(object message, ChannelActor other)
    {
        if (--_left <= 0) _done.Set();
        else other.Tell(message);
    }

    private sealed class Bouncer(PingPongBenchmark benchmark, ActorRef? partner) : Actor
    {
        protected override void Receive(object message, ActorContext context)
        {
            if (--benchmark._left <= 0) benchmark._done.Set();
            else context.Tell(partner ?? context.Sender, message);
        }
    }
}
