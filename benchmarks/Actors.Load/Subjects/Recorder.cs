using System.Diagnostics;

namespace Actors.Load.Subjects;

/// <summary>The reconciler that does nothing: counts, and notes how long the change was on its way.</summary>
internal sealed class Recorder
{
    private const int LatenciesMax = 2_000_000;

    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly double[] _latencies = new double[LatenciesMax];
    private readonly double[] _waits = new double[LatenciesMax];
    private int _latencyCount;
    private int _waitCount;
    private long _reconciled;

    /// <summary>How many reconciles have begun.</summary>
    public long Reconciled => Interlocked.Read(ref _reconciled);

    /// <summary>Ends when reconciles may run: before that, what is enqueued stays so.</summary>
    public Task Gate => _gate.Task;

    public void Open() => _gate.TrySetResult();

    /// <summary>A reconcile begins.</summary>
    /// <param name="stamp">When the change was sent; 0 if that is not known.</param>
    public void Reconcile(long stamp)
    {
        if (stamp > 0) Note(_latencies, ref _latencyCount, Stopwatch.GetElapsedTime(stamp));
        Interlocked.Increment(ref _reconciled);
    }

    /// <summary>An object has waited so long in the process's own queue.</summary>
    public void Wait(TimeSpan waited) => Note(_waits, ref _waitCount, waited);

    public void Reset() => (_reconciled, _latencyCount, _waitCount) = (0, 0, 0);

    /// <summary>From sending a change to the start of its reconcile.</summary>
    public Distribution Latencies => Distribution.Of(_latencies.AsSpan(0, Math.Min(_latencyCount, LatenciesMax)));

    /// <summary>In the process's own queue.</summary>
    public Distribution Waits => Distribution.Of(_waits.AsSpan(0, Math.Min(_waitCount, LatenciesMax)));

    private static void Note(double[] all, ref int count, TimeSpan value)
    {
        var at = Interlocked.Increment(ref count) - 1;
        if (at < all.Length) all[at] = value.TotalMilliseconds;
    }
}

/// <summary>Times in milliseconds.</summary>
internal sealed record Distribution(int Count, double P50, double P99, double Max)
{
    public static Distribution Of(ReadOnlySpan<double> values)
    {
        if (values.IsEmpty) return new Distribution(0, 0, 0, 0);
        double[] sorted = [.. values];
        Array.Sort(sorted);
        return new Distribution(sorted.Length, sorted[sorted.Length / 2], sorted[(int)(sorted.Length * 0.99)], sorted[^1]);
    }
}
