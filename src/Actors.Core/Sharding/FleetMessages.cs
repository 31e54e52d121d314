using Actors.Cluster;
using Actors.Kernel;
using Actors.Reconciling;

namespace Actors.Sharding;

/// <summary>From an ingest: it is there, and wants to know which shards the region follows.</summary>
internal sealed record IngestStarted;

/// <summary>To each ingest: tell about the objects of these shards, and of no others; of those that are new, tell what there is.</summary>
/// <param name="Number">One higher each time.</param>
/// <param name="Shards">Whether each shard is followed. An array that is not changed any more.</param>
internal sealed record FollowShards(long Number, bool[] Shards);

/// <summary>From an ingest: what comes from here on is told by <see cref="FollowShards"/> of that number.</summary>
internal sealed record FollowBegun(long Number);

/// <summary>From an ingest: all it holds of the shards followed since that number was told.</summary>
internal sealed record FollowDone(long Number);

/// <summary>
/// Has kinds read where the map says: at the replica it names for each, which reads it for all. The outcome is <see cref="IngestsPlaced"/>.
/// </summary>
/// <param name="Replica">This replica, as the map names it.</param>
/// <param name="Map">The map.</param>
/// <param name="Addresses">Where replicas can be reached, by name.</param>
internal sealed record PlaceIngests(string Replica, ShardMap Map, IReadOnlyDictionary<string, string> Addresses) : Effect;

/// <summary>They are read there from now on.</summary>
internal sealed record IngestsPlaced;

/// <summary>To a shard: nothing new is to be started. Answered with <see cref="ShardQuiet"/> when nothing runs any more.</summary>
/// <param name="Number">Given back with the answer; another one each time.</param>
/// <param name="Cancels">Whether what runs is to be cancelled.</param>
internal sealed record HoldShard(long Number, bool Cancels);

/// <summary>From a shard: nothing of it runs.</summary>
/// <param name="Number">Of the last <see cref="HoldShard"/>.</param>
/// <param name="Tries">Objects that have failed.</param>
internal sealed record ShardQuiet(long Number, IReadOnlyList<TryState> Tries);

/// <summary>To the region: nothing is to be started any more, whatever the map says. Answered with <see cref="Retired"/> when nothing runs.</summary>
internal sealed record Retire;

/// <summary>Nothing of the replica runs.</summary>
internal sealed record Retired;

/// <summary>What a region needs to share shards with those of other replicas.</summary>
/// <param name="RegionAt">The region of the replica at an address.</param>
/// <param name="Ingests">How many ingests tell this region about objects.</param>
/// <param name="HandoffTimeout">How long a next owner gets to prepare, and then reconciles to end by themselves.</param>
internal sealed record RegionFleet(Func<string, ActorRef> RegionAt, int Ingests, TimeSpan HandoffTimeout);

/// <summary>What a shard is to a replica.</summary>
internal enum ShardRole
{
    /// <summary>Nothing: it is another's.</summary>
    None,

    /// <summary>It is to get it: takes its objects in, starts nothing.</summary>
    Prepare,

    /// <summary>It works on it.</summary>
    Own,

    /// <summary>It works on it until the next owner is prepared, then no more.</summary>
    GiveAway,
}
