namespace Actors.Operators.Telemetry;

/// <summary>Counts durations by size, on any thread and without a lock: it is used twice or three times in each reconcile.</summary>
internal sealed class DurationHistogram
{
    private readonly long[] _bounds;
    private readonly long[] _counts;
    private long _sum;

    /// <param name="bounds">The upper bounds, in seconds, rising.</param>
    public DurationHistogram(IReadOnlyList<double> bounds)
    {
        Bounds = bounds;
        _bounds = [.. bounds.Select(static one => (long)(one * TimeSpan.TicksPerSecond))];
        _counts = new long[bounds.Count + 1];
    }

    public IReadOnlyList<double> Bounds { get; }

    /// <summary>What all take together.</summary>
    public TimeSpan Sum => new(Volatile.Read(ref _sum));

    /// <summary>How many are within each bound, and last how many there are.</summary>
    public IReadOnlyList<long> Cumulative
    {
        get
        {
            var all = new long[_counts.Length];
            var count = 0L;
            for (var at = 0; at < all.Length; at++) all[at] = count += Volatile.Read(ref _counts[at]);
            return all;
        }
    }

    public void Record(TimeSpan duration)
    {
        var at = 0;
        while (at < _bounds.Length && duration.Ticks > _bounds[at]) at++;
        Interlocked.Increment(ref _counts[at]);
        Interlocked.Add(ref _sum, duration.Ticks);
    }
}
