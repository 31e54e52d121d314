namespace Actors.Cli.Up.Chaos;

/// <summary>A reconcile, as a replica has noted it. Times are nanoseconds of the machine's clock.</summary>
/// <param name="Replica">Whose.</param>
/// <param name="Uid">Of which object.</param>
/// <param name="Name">The object's name.</param>
/// <param name="From">When it began.</param>
/// <param name="To">When it ended; if that was not noted, until when it certainly ran.</param>
internal sealed record ReconcileRun(string Replica, string Uid, string Name, long From, long To);
