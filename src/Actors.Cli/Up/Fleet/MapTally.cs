using Actors.Cluster;
using Actors.Operators.Fleet;

namespace Actors.Cli.Up.Fleet;

/// <summary>Counts what changes from one shard map to the next.</summary>
internal sealed class MapTally
{
    private long _moves;
    private long _updates;

    /// <summary>The last; null before there was one.</summary>
    public ShardMap? Map { get; private set; }

    /// <summary>A map that was written. One that was seen already, or is older, is passed over.</summary>
    public void Add(ShardMap map)
    {
        if (map.Epoch <= (Map?.Epoch ?? 0)) return;
        if (Map is { } before && before.Shards.Count == map.Shards.Count)
            _moves += before.Shards.Zip(map.Shards).LongCount(static pair => pair.First.Owner is { } owner && pair.Second.Owner != owner && pair.Second.Owner is not null);
        (Map, _updates) = (map, _updates + 1);
    }

    public FleetProgress? Progress(string? coordinator) => Map is not { } map ? null : new FleetProgress(
        map.Epoch, map.Shards.Count, map.Shards.Count(static place => place.Owner is null), map.Shards.Count(static place => place.Next is not null), _moves, _updates, coordinator);

    /// <summary>How many shards are a replica's.</summary>
    public int OwnedBy(string replica) => Map?.Shards.Count(place => place.Owner is { } owner && FleetNames.ReplicaOf(owner) == replica) ?? 0;
}
