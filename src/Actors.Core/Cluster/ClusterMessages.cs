using Actors.Kernel;

namespace Actors.Cluster;

/// <summary>To the region: what it is to own, prepare for and give away, from now on.</summary>
/// <param name="Replica">The replica, as the map names it.</param>
/// <param name="Ownership">What it does it does under this; null if it may do nothing, whatever the map says.</param>
/// <param name="Map">The map; null if there is none that can be used.</param>
/// <param name="Addresses">Where replicas can be reached, by name.</param>
internal sealed record Assigned(string Replica, Ownership? Ownership, ShardMap? Map, IReadOnlyDictionary<string, string> Addresses);

/// <summary>From the region: it works on no shard whose move away was ordered at this epoch or before.</summary>
internal sealed record HandedOver(string Replica, long Epoch);

/// <summary>From the region of a replica that is to get shards to the region that has them: all their objects are there.</summary>
/// <param name="Replica">Who is ready for them.</param>
/// <param name="Shards">Which, with the epochs at which the moves were ordered.</param>
internal sealed record ShardsPrepared(string Replica, IReadOnlyList<(int Shard, long OrderedAt)> Shards);

/// <summary>From the region that has worked on a shard to the one that is to: what the map and the objects do not say.</summary>
/// <param name="Shard">Which.</param>
/// <param name="OrderedAt">The epoch at which the move was ordered.</param>
/// <param name="Tries">What became of objects that have failed.</param>
internal sealed record ShardHandover(int Shard, long OrderedAt, IReadOnlyList<Reconciling.TryState> Tries);

/// <summary>The replica is to end: it gives its shards away and then its lease. Answered with <see cref="FleetLeft"/>.</summary>
internal sealed record LeaveFleet;

/// <summary>The replica owns nothing any more.</summary>
internal sealed record FleetLeft;

/// <summary>What is this replica's part in the fleet? Answered with <see cref="ClusterSnapshot"/>.</summary>
internal sealed record GetCluster : INotInfluenceReceiveTimeout;

/// <summary>A replica's part in the fleet.</summary>
/// <param name="Replica">Its name.</param>
/// <param name="Ownership">What it acts under; null if it may not.</param>
/// <param name="IsCoordinator">Whether it writes the shard map.</param>
/// <param name="IsLeaving">Whether it is about to end.</param>
/// <param name="Map">The map it knows.</param>
/// <param name="Leases">All Leases when it read them last.</param>
/// <param name="LeaseLeft">How long it may rely on its Lease; zero if it may not.</param>
internal sealed record ClusterSnapshot(
    string Replica, Ownership? Ownership, bool IsCoordinator, bool IsLeaving, ShardMap? Map, IReadOnlyList<HeldLease> Leases, TimeSpan LeaseLeft = default)
{
    /// <summary>How many shards it may work on now.</summary>
    public int OwnedShards => Ownership is null || Map is null ? 0 : Map.Shards.Count(place => place.Owner == Replica);
}

/// <summary>
/// To the coordinator: a shard is to move. Answered with <see cref="MoveOrdered"/> or <see cref="MoveRefused"/>. Whatever makes the counts uneven is made even again in time, be it by another
/// shard.
/// </summary>
/// <param name="Shard">Which, from 0.</param>
/// <param name="To">The replica's full name.</param>
internal sealed record MoveShard(int Shard, string To);

/// <summary>The map that orders the move is being written.</summary>
/// <param name="Epoch">Its epoch.</param>
internal sealed record MoveOrdered(long Epoch);

/// <summary>The shard is not moved.</summary>
/// <param name="Problem">Why.</param>
internal sealed record MoveRefused(string Problem);

/// <summary>What the fleet's part of a replica is made with.</summary>
/// <param name="Name">The replica's name, such as its pod's: what else tells it from its former lives is drawn at start.</param>
/// <param name="Address">Where other replicas reach it.</param>
/// <param name="Ingests">The kinds one replica watches for all.</param>
/// <param name="Options">How.</param>
internal sealed record ClusterSettings(string Name, string Address, IReadOnlyList<string> Ingests, Settings.ClusterOptions Options);
