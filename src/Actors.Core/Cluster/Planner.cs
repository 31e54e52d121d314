namespace Actors.Cluster;

/// <summary>A replica that has a lease.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Weight">How many shards it is to have, in proportion.</param>
/// <param name="IsLeaving">Whether it wants to be rid of its shards.</param>
/// <param name="Acknowledged">The epoch up to which it has given away what it was to.</param>
internal sealed record Member(string Name, int Weight, bool IsLeaving, long Acknowledged);

/// <summary>
/// Decides what the next shard map says. It needs nothing but the present map, the leases and who is dead for certain, so any coordinator can go on where another one
/// has stopped.
/// </summary>
internal static class Planner
{
    /// <summary>A map in which nobody owns anything.</summary>
    public static ShardMap Empty(long epoch, int numberOfShards) => new(epoch, new ShardPlace[numberOfShards], new Dictionary<string, string>(StringComparer.Ordinal));

    /// <summary>The map that should follow; null if the present one is as it should be, or nobody can own anything.</summary>
    /// <param name="current">The present map.</param>
    /// <param name="members">Who has a lease.</param>
    /// <param name="isDead">Whether a replica has no lease any more for certain and can never get it back. One that is neither a member nor dead is left alone.</param>
    /// <param name="ingests">The kinds one replica watches for all.</param>
    /// <param name="mayBalance">Whether shards may also be moved only to make the counts even.</param>
    public static ShardMap? Plan(ShardMap current, IReadOnlyCollection<Member> members, Func<string, bool> isDead, IReadOnlyList<string> ingests, bool mayBalance)
    {
        var targets = members.Where(static one => !one.IsLeaving).ToDictionary(static one => one.Name, static one => one.Weight, StringComparer.Ordinal);
        if (targets.Count == 0) return null;
        var byName = members.ToDictionary(static one => one.Name, StringComparer.Ordinal);
        var settled = current.Shards.Select(place => Settle(place, byName, targets, isDead)).ToArray();
        var wanted = Allocation.Allocate([.. settled.Select(static place => place.Next ?? place.Owner)], targets, mayBalance);
        var places = settled.Select((place, shard) => Direct(place, wanted[shard], current.Epoch + 1)).ToArray();
        var next = new ShardMap(current.Epoch + 1, places, Place(current, ingests, targets, mayBalance));
        return next.SaysTheSameAs(current) ? null : next;
    }

    /// <summary>Whether a move could be completed now while others are still to come: then it is worth to wait a little, and write once.</summary>
    public static bool HasMoreToCome(ShardMap current, ShardMap next) =>
        current.Shards.Zip(next.Shards).Any(static pair => pair.First.Next is not null && pair.Second.Owner == pair.First.Next)
        && next.Shards.Any(place => place.Next is not null && place.OrderedAt <= current.Epoch);

    /// <summary>What has become of a shard: its move is over, or cannot be any more, or goes on.</summary>
    private static ShardPlace Settle(ShardPlace place, Dictionary<string, Member> members, Dictionary<string, int> targets, Func<string, bool> isDead)
    {
        var next = place.Next is { } wanted && targets.ContainsKey(wanted) ? wanted : null;
        if (place.Owner is not { } owner || isDead(owner)) return new ShardPlace(next);
        if (next is null) return new ShardPlace(owner);
        return members.TryGetValue(owner, out var known) && known.Acknowledged >= place.OrderedAt ? new ShardPlace(next) : place;
    }

    private static ShardPlace Direct(ShardPlace place, string wanted, long epoch)
    {
        if (place.Owner is null || place.Owner == wanted) return new ShardPlace(wanted);
        return place.Next == wanted ? place : place with { Next = wanted, OrderedAt = epoch };
    }

    /// <summary>Two replicas that watch the same kind for a while do no harm, so ingests are given over at once.</summary>
    private static Dictionary<string, string> Place(ShardMap current, IReadOnlyList<string> ingests, Dictionary<string, int> targets, bool mayBalance)
    {
        string[] kinds = [.. ingests.Order(StringComparer.Ordinal)];
        var placed = Allocation.Allocate([.. kinds.Select(kind => current.Ingests.GetValueOrDefault(kind))], targets, mayBalance);
        return kinds.Zip(placed).ToDictionary(static one => one.First, static one => one.Second, StringComparer.Ordinal);
    }
}
