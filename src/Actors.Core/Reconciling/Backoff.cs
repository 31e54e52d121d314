namespace Actors.Reconciling;

/// <summary>How long to wait before a failed reconcile is tried again: exponential, with jitter, one object at a time.</summary>
public sealed record Backoff
{
    /// <summary>The wait after the first failure, doubled at each further one; default 5 ms, as in client-go.</summary>
    public TimeSpan Min { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>The longest wait before jitter; default 16 min 40 s, as in client-go.</summary>
    public TimeSpan Max { get; init; } = TimeSpan.FromSeconds(1000);

    /// <summary>The share of the wait that chance adds at most, 0 to 1; default 0.2. What failed together does not come back together.</summary>
    public double Jitter { get; init; } = 0.2;

    /// <summary>The wait after so many failures in a row.</summary>
    /// <param name="failures">How many, 1 or more.</param>
    /// <param name="random">For jitter.</param>
    public TimeSpan After(int failures, Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        ArgumentOutOfRangeException.ThrowIfLessThan(failures, 1);

        // By doubling and not by a power: no number of failures overflows.
        var wait = Min;
        for (var doubled = 1; doubled < failures && wait < Max; doubled++) wait *= 2;
        if (wait > Max) wait = Max;
        return wait * (1 + (Jitter * random.NextDouble()));
    }
}
