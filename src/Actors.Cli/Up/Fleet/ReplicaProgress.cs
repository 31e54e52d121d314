namespace Actors.Cli.Up.Fleet;

/// <summary>How a replica gets on.</summary>
/// <param name="Name">Its name.</param>
/// <param name="State">Where its process stands.</param>
/// <param name="Pid">Its process, or the last it had.</param>
/// <param name="Shards">How many shards the map says are its own; 0 before there is a map.</param>
/// <param name="Reconciles">How many reconciles have ended, in all its lives.</param>
/// <param name="Errors">How many of them in an error.</param>
/// <param name="ReconcilesPerSecond">Since the time before.</param>
/// <param name="Processors">How many processors it has used since then; null where that is not known.</param>
internal sealed record ReplicaProgress(
    string Name, ReplicaState State, int Pid, int Shards, long Reconciles, long Errors, double ReconcilesPerSecond, double? Processors);
