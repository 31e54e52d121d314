using System.Diagnostics;
using System.Globalization;
using Actors.Load.Objects;
using Actors.Load.Records;

namespace Actors.Load.Subjects;

/// <summary>What the reconciler of a load run does: notes that it was called, takes as long as it is to, and fails as often as it is to.</summary>
internal sealed class Recorder : IDisposable
{
    private const int WaitsMax = 2_000_000;

    // Arrays that are small to the garbage collector: one of 16 MB has it go through the whole heap before the first list is read.
    private const int WaitsEach = 4_000;

    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly double[]?[] _waits = new double[WaitsMax / WaitsEach][];
    private readonly RecordFile _file;
    private readonly TimeSpan _work;
    private readonly double _failing;
    private int _waitCount;

    /// <param name="file">Where reconciles are noted.</param>
    /// <param name="work">How long one takes beside that.</param>
    /// <param name="failing">Which share of them fails.</param>
    /// <param name="isOpen">Whether they may run at once.</param>
    public Recorder(string file, TimeSpan work, double failing, bool isOpen)
    {
        (_file, _work, _failing) = (new RecordFile(file), work, failing);
        if (isOpen) Open();
    }

    /// <summary>How many reconciles have begun.</summary>
    public int Reconciled => _file.Count;

    /// <summary>Ends when reconciles may run: before that, what is enqueued stays so.</summary>
    public Task Gate => _gate.Task;

    /// <summary>How long objects have waited in the process's own queue, since it was asked last.</summary>
    public Latencies TakeWaits()
    {
        var count = Math.Min(Interlocked.Exchange(ref _waitCount, 0), WaitsMax);
        return Latencies.Of(_waits.SelectMany(static some => some ?? []).Take(count));
    }

    public void Open() => _gate.TrySetResult();

    /// <summary>Reconciles an object. Ends at once if it is to take no time.</summary>
    /// <exception cref="InvalidOperationException">It is one of those that fail.</exception>
    public Task ReconcileAsync(LoadDatabase database, CancellationToken cancellation)
    {
        if (!Gate.IsCompleted) return LaterAsync(database, cancellation);
        var place = Begin(database);
        if (_work > TimeSpan.Zero) return WorkAsync(place, cancellation);
        End(place);
        return Task.CompletedTask;
    }

    /// <summary>An object has waited so long in the process's own queue.</summary>
    public void Wait(TimeSpan waited)
    {
        var at = Interlocked.Increment(ref _waitCount) - 1;
        if (at >= WaitsMax) return;
        ref var some = ref _waits[at / WaitsEach];
        (some ?? Interlocked.CompareExchange(ref some, new double[WaitsEach], null) ?? some!)[at % WaitsEach] = waited.TotalMilliseconds;
    }

    public void Dispose() => _file.Dispose();

    private async Task LaterAsync(LoadDatabase database, CancellationToken cancellation)
    {
        await Gate.WaitAsync(cancellation);
        await ReconcileAsync(database, cancellation);
    }

    private async Task WorkAsync(int place, CancellationToken cancellation)
    {
        try
        {
            await Task.Delay(_work, cancellation);
        }
        catch (OperationCanceledException)
        {
            _file.End(place, Stopwatch.GetTimestamp(), isFailed: true);
            throw;
        }

        End(place);
    }

    private int Begin(LoadDatabase database) =>
        _file.Begin(LoadDatabase.NumberOf(database.Metadata.Name!), database.Spec!.Stamp, Stopwatch.GetTimestamp());

    private void End(int place)
    {
        var isFailed = _failing > 0 && Random.Shared.NextDouble() < _failing;
        _file.End(place, Stopwatch.GetTimestamp(), isFailed);
        if (isFailed) throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"this is one of the {_failing:P0} that are to fail"));
    }
}
