namespace Actors.Cli.Up.Chaos;

/// <summary>What was done to a replica.</summary>
/// <param name="At">When, in nanoseconds of the machine's clock.</param>
/// <param name="Replica">To which.</param>
/// <param name="Action">What.</param>
internal sealed record ChaosEvent(long At, string Replica, ChaosAction Action);

/// <summary>A replica stood still.</summary>
/// <param name="Replica">Which.</param>
/// <param name="From">From before the signal, in nanoseconds of the machine's clock.</param>
/// <param name="To">Until after the signal that ended it.</param>
internal sealed record ReplicaPause(string Replica, long From, long To);
