namespace Actors.Simulation;

/// <summary>Which faults happen in a world, and how often. An interval of zero means never.</summary>
public sealed record FaultOptions
{
    /// <summary>The mean time between crashes, over all machines.</summary>
    public TimeSpan CrashInterval { get; init; }

    /// <summary>The longest time a machine is down.</summary>
    public TimeSpan DownMax { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The mean time between pauses, over all machines.</summary>
    public TimeSpan PauseInterval { get; init; }

    /// <summary>The longest time a machine is paused.</summary>
    public TimeSpan PauseMax { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The mean time between breaks of the network.</summary>
    public TimeSpan PartitionInterval { get; init; }

    /// <summary>The longest time a break lasts.</summary>
    public TimeSpan PartitionMax { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Which machines may crash; by default all.</summary>
    public Func<Machine, bool> MayCrash { get; init; } = static _ => true;

    /// <summary>
    /// Draws options at random. Each kind of fault is off in some seeds ("swarm testing"): a fault that is always there hides the bugs that need
    /// its absence.
    /// </summary>
    public static FaultOptions Draw(Random random, TimeSpan meanInterval) => new()
    {
        CrashInterval = Interval(random, meanInterval),
        PauseInterval = Interval(random, meanInterval),
        PartitionInterval = Interval(random, meanInterval),
    };

    private static TimeSpan Interval(Random random, TimeSpan mean) => random.Chance(0.4) ? TimeSpan.Zero : mean * (0.25 + (1.5 * random.NextDouble()));
}
