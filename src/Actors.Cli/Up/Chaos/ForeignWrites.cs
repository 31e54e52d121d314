using Actors.Cluster;
using Actors.Operators.Fleet;
using Actors.Sharding;

namespace Actors.Cli.Up.Chaos;

/// <summary>
/// Finds writes of replicas that did not own the object by the map that was in force when the server accepted them. A shard that moves is still its owner's.
/// </summary>
internal static class ForeignWrites
{
    public static IReadOnlyList<string> Find(IEnumerable<FleetWrite> writes)
    {
        var found = new List<string>();
        ShardMap? map = null;
        // A write that changed nothing has the version of the one before it.
        foreach (var write in writes.OrderBy(static write => write.Version).ThenBy(static write => write is MapWrite ? 0 : 1))
        {
            if (write is MapWrite mapped) map = mapped.Map;
            else if (write is ObjectWrite written && Wrong(written, map) is { } wrong)
                found.Add(FormattableString.Invariant($"version {written.Version}: {written.What} by {written.Replica}, {wrong}"));
        }

        return found;
    }

    private static string? Wrong(ObjectWrite write, ShardMap? map)
    {
        if (map is null) return "before there was a shard map";
        var shard = ShardRange.ShardOf(write.Uid, map.Shards.Count);
        var owner = map.Shards[shard].Owner;
        if (owner is not null && FleetNames.ReplicaOf(owner) == write.Replica) return null;
        return FormattableString.Invariant($"and shard {shard} was {(owner is null ? "nobody's" : $"of {owner}")} by the map of epoch {map.Epoch}");
    }
}
