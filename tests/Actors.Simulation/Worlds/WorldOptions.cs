namespace Actors.Simulation;

/// <summary>What holds for all machines of a world.</summary>
public sealed record WorldOptions
{
    /// <summary>The longest time between a message's arrival and its turn; each turn waits a random part of it, which is what interleaves actors.</summary>
    public TimeSpan TurnDelayMax { get; init; } = TimeSpan.FromMicroseconds(100);

    /// <summary>How many messages an actor may stash.</summary>
    public int StashCapacity { get; init; } = 1000;

    /// <summary>How many trace events are kept for the report of a failure.</summary>
    public int RingCapacity { get; init; } = 64;

    /// <summary>How links behave that were given no options of their own.</summary>
    public LinkOptions Links { get; init; } = new();
}
