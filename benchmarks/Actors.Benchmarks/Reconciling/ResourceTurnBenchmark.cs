using Actors.Benchmarks.Kernel;
using Actors.Reconciling;
using BenchmarkDotNet.Attributes;

namespace Actors.Benchmarks.Reconciling;

/// <summary>What lies between an event and the end of a reconcile that does nothing, 20,000 objects in turn; an operation is one object: of the baseline add, get and done.</summary>
[MemoryDiagnoser]
public class ResourceTurnBenchmark
{
    private const int Objects = 20_000;

    private readonly Countdown _done = new();
    private readonly CancellationTokenSource _stop = new();
    private WorkQueue<string>? _queue;
    private string[] _keys = [];
    private RegionUnderTest? _region;
    private ReconcileRequested[] _requests = [];

    [GlobalSetup(Target = nameof(WorkQueue))]
    public void StartWorkers()
    {
        _queue = new WorkQueue<string>();
        _keys = [.. Enumerable.Range(0, Objects).Select(RegionUnderTest.UidOf)];
        for (var worker = 0; worker < Environment.ProcessorCount; worker++) _ = Task.Run(WorkAsync);
    }

    [GlobalSetup(Target = nameof(ResourceActors))]
    public void MakeObjects()
    {
        _region = new RegionUnderTest(_ => _done.Signal());
        _done.Start(Objects);
        for (var number = 0; number < Objects; number++) _region.Tell(_region.Changed(number, version: 1));
        _done.Wait();
        _requests = [.. Enumerable.Range(0, Objects).Select(number => new ReconcileRequested(_region.Controller, RegionUnderTest.UidOf(number), false))];
    }

    [GlobalCleanup]
    public void Stop()
    {
        _stop.Cancel();
        _region?.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Objects)]
    public void WorkQueue()
    {
        _done.Start(Objects);
        foreach (var key in _keys) _queue!.Add(key);
        _done.Wait();
    }

    [Benchmark(OperationsPerInvoke = Objects)]
    public void ResourceActors()
    {
        _done.Start(Objects);
        foreach (var request in _requests) _region!.Tell(request);
        _done.Wait();
    }

    private async Task WorkAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            var key = await _queue!.GetAsync(_stop.Token).ConfigureAwait(false);
            _queue.Done(key);
            _done.Signal();
        }
    }
}
