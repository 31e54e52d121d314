using Actors.Ingest;
using Actors.Kernel;

namespace Actors.Cluster;

/// <summary>
/// Writes a Lease: creates it, or updates it if it still is of that version. The outcome is <see cref="LeaseWritten"/> or <see cref="LeaseRefused"/>, in time.
/// </summary>
/// <param name="Lease">What it is to say.</param>
/// <param name="Version">The version it must have; null to create it.</param>
/// <param name="Timeout">How long the request may take.</param>
internal sealed record WriteLease(LeaseRecord Lease, string? Version, TimeSpan Timeout) : Effect;

/// <summary>The server has taken a Lease.</summary>
/// <param name="Name">Which.</param>
/// <param name="Version">Its version now.</param>
internal sealed record LeaseWritten(string Name, string Version);

/// <summary>The server has not taken a Lease, or it is not known whether it has.</summary>
internal sealed record LeaseRefused(string Name, RequestFailure Failure);

/// <summary>Deletes a Lease nobody needs any more, if it still is of that version. The outcome is <see cref="LeaseDeleted"/>, whatever came of it.</summary>
internal sealed record DeleteLease(string Name, string Version, TimeSpan Timeout) : Effect;

/// <summary>A Lease was deleted, or could not be.</summary>
internal sealed record LeaseDeleted(string Name);

/// <summary>
/// Reads the shard map and then all Leases of the fleet, each as the server holds it then, not from a cache; when a watch has shown a Lease as it is comes with it. The outcome is <see cref="FleetRead"/> or <see cref="FleetUnread"/>, in time.
/// </summary>
internal sealed record ReadFleet(TimeSpan Timeout) : Effect;

/// <summary>The outcome of <see cref="ReadFleet"/>.</summary>
/// <param name="Leases">All Leases, the coordinator's among them.</param>
/// <param name="Map">The shard map's text; null if there is none.</param>
/// <param name="MapVersion">Its resourceVersion; null if there is none.</param>
internal sealed record FleetRead(IReadOnlyList<HeldLease> Leases, string? Map, string? MapVersion);

/// <summary>The fleet could not be read.</summary>
internal sealed record FleetUnread(RequestFailure Failure);

/// <summary>
/// Waits until the shard map has changed, or something in a Lease other than the time of its renewal. The outcome is <see cref="FleetChanged"/>, which is a hint and no
/// more: it may come for nothing, and what it misses is seen with the next renewal.
/// </summary>
internal sealed record AwaitFleetChange : Effect;

/// <summary>Something may have changed.</summary>
internal sealed record FleetChanged;

/// <summary>
/// Writes the shard map: creates it, or updates it if it still is of that version. The outcome is <see cref="ShardMapWritten"/> or <see cref="ShardMapRefused"/>, in time.
/// </summary>
internal sealed record WriteShardMap(string Text, string? Version, TimeSpan Timeout) : Effect;

/// <summary>The server has taken the shard map.</summary>
internal sealed record ShardMapWritten(string Version);

/// <summary>The server has not taken the shard map, or it is not known whether it has.</summary>
internal sealed record ShardMapRefused(RequestFailure Failure);

/// <summary>
/// Lets requests under an ownership through until a point of the host's clock, and those under earlier ones no more. The outcome is <see cref="FenceKept"/>.
/// </summary>
internal sealed record KeepFence(Ownership Ownership, Instant Until) : Effect;

/// <summary>The fence is where it was wanted.</summary>
internal sealed record FenceKept(Ownership Ownership);

/// <summary>Says in the log what has become of this replica's part in the fleet. The outcome is <see cref="FleetReported"/>.</summary>
/// <param name="News">What.</param>
/// <param name="Detail">Whom it concerns, or what is wrong.</param>
/// <param name="Replica">This replica's full name; empty before it has one.</param>
/// <param name="About">Whose Lease it is about; empty where it is none.</param>
internal sealed record ReportFleet(FleetNews News, string Detail, string Replica = "", string About = "") : Effect;

/// <summary>It is in the log.</summary>
internal sealed record FleetReported;

/// <summary>What can become of a replica's part in the fleet.</summary>
internal enum FleetNews
{
    /// <summary>It has a lease of its own.</summary>
    Joined,

    /// <summary>It may act for what the map gives it.</summary>
    Active,

    /// <summary>It could not renew its lease in time and has stopped all work.</summary>
    Fenced,

    /// <summary>Others have taken its lease: it begins anew, as another replica.</summary>
    Expelled,

    /// <summary>It coordinates the fleet.</summary>
    Leading,

    /// <summary>The shard map cannot be used, by nobody.</summary>
    MapUnusable,

    /// <summary>The shard map is in a format that came after those this replica reads.</summary>
    MapTooNew,

    /// <summary>The shard map has another number of shards than this replica.</summary>
    ShardCountDiffers,

    /// <summary>The shard map can be used again.</summary>
    MapUsable,

    /// <summary>Another replica gets no shards, as it could not use the map.</summary>
    CannotOwn,

    /// <summary>It has taken the lease of a replica that was silent too long.</summary>
    TookLease,

    /// <summary>It has given up all it had.</summary>
    Left,
}
