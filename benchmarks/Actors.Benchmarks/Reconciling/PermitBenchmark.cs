using Actors.Engine;
using Actors.Kernel;
using Actors.Objects;
using Actors.Reconciling;
using BenchmarkDotNet.Attributes;

namespace Actors.Benchmarks.Reconciling;

/// <summary>A permit is taken and given back, by one thread; an operation is both.</summary>
[MemoryDiagnoser]
public class PermitBenchmark
{
    private const int Pairs = 100_000;
    private const int Waiting = 1_000;

    private readonly SemaphoreSlim _semaphore = new(64);
    private readonly SemaphoreSlim _semaphoreOfAll = new(64);
    private readonly ControllerSpec _controller = new() { Name = "databases", Kind = new GroupKind("example.com", "Database"), MaxConcurrent = 64 };
    private readonly ConcurrencyLimit[] _limits = [new("node-1", 4)];
    private readonly object[] _objects = [.. Enumerable.Range(0, Waiting + 4).Select(static _ => new object())];
    private Permits _permits = null!;
    private PermitDesk<object> _desk = null!;
    private Instant _now;

    [GlobalSetup]
    public void Make()
    {
        _permits = new Permits(64, [_controller], static max => new AtomicQuota(max));
        var options = new LimitsOptions();
        _desk = new PermitDesk<object>(new AtomicQuota(64), options.Weights, options.Patience);
        foreach (var one in _objects) _desk.Ask(one, WorkClass.Event, null, _limits, _now);
        while (_desk.TryGrant(_now, out var running)) _running.Enqueue(running);
    }

    private readonly Queue<object> _running = new();

    /// <summary>The baseline: one semaphore for the replica, one for the controller.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Pairs)]
    public void TwoSemaphores()
    {
        for (var pair = 0; pair < Pairs; pair++)
        {
            _semaphore.Wait(0);
            _semaphoreOfAll.Wait(0);
            _semaphoreOfAll.Release();
            _semaphore.Release();
        }
    }

    /// <summary>As nearly all objects do it: nobody waits, and there is no limit by key.</summary>
    [Benchmark(OperationsPerInvoke = Pairs)]
    public void InPassing()
    {
        var own = _permits[_controller];
        for (var pair = 0; pair < Pairs; pair++)
        {
            _permits.TryTake(own);
            _permits.GiveBack(own);
        }
    }

    /// <summary>A key of four is full and 1,000 wait for it: one gives its permit back, the next gets it, the first gets in line again.</summary>
    [Benchmark(OperationsPerInvoke = Pairs)]
    public void AtTheDesk()
    {
        for (var pair = 0; pair < Pairs; pair++)
        {
            _now += TimeSpan.FromMicroseconds(1);
            var ended = _running.Dequeue();
            _desk.Return(ended);
            _desk.Ask(ended, WorkClass.Event, null, _limits, _now);
            while (_desk.TryGrant(_now, out var running)) _running.Enqueue(running);
        }
    }
}
