using Actors.Cluster;

namespace Actors.Simulation;

/// <summary>The server holds another shard map; null for none.</summary>
internal sealed record MapStored(string? Text);

/// <summary>The server holds another version of a Lease; no holder if it is gone.</summary>
internal sealed record LeaseStored(string Name, string? Holder, long Seen = 0, bool IsByHand = false);

/// <summary>A replica's requests are let through under that ownership from now on, and under no other.</summary>
internal sealed record FenceSet(Machine Machine, Ownership Ownership);

/// <summary>The author's code for an object has begun.</summary>
internal sealed record RunBegun(string Uid, Ownership Ownership, long Run, Machine Machine)
{
    public string Replica => Ownership.Replica;
}

/// <summary>It has ended: nothing more is done in its name.</summary>
internal sealed record RunOver(string Uid, long Run);

/// <summary>The server has taken a write that was made for an object.</summary>
internal sealed record WriteTaken(string Uid, string Replica);

/// <summary>A replica that was to end has given up all it had.</summary>
internal sealed record ReplicaLeft;

/// <summary>Faults have ended so long ago that all must be as it should be.</summary>
internal sealed record FleetEnds;
