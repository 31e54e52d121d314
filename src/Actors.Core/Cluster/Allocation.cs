namespace Actors.Cluster;

/// <summary>
/// Spreads shards over replicas: the counts are those of the weights, rounded up or down, the moves as few as there can be for that, and neighbours come together
/// where that costs no move. The same input gives the same result on every replica.
/// </summary>
internal static class Allocation
{
    /// <summary>Says whose each shard should be.</summary>
    /// <param name="holders">Whose each is now; null, or a replica that is not among <paramref name="replicas"/>, for one that must be given to somebody.</param>
    /// <param name="replicas">Who can have shards, by weight, 1 or more each. At least one.</param>
    /// <param name="mayBalance">Whether shards may also be moved only to make the counts even; otherwise only those move that must.</param>
    public static string[] Allocate(IReadOnlyList<string?> holders, IReadOnlyDictionary<string, int> replicas, bool mayBalance)
    {
        var result = holders.Select(holder => holder is not null && replicas.ContainsKey(holder) ? holder : null).ToArray();
        var counts = replicas.Keys.ToDictionary(static one => one, one => result.Count(held => held == one), StringComparer.Ordinal);
        var quotas = Quotas(counts, replicas, result.Length);
        if (mayBalance)
        {
            foreach (var (replica, count) in counts.OrderBy(static one => one.Key, StringComparer.Ordinal))
                GiveUp(result, replica, count - quotas[replica]);
        }

        GiveOut(result, Room(result, quotas, replicas));
        return result!;
    }

    /// <summary>How many each should have: the exact share rounded down, and the rest one each to those who have more than that already, as they then need not give any up.</summary>
    private static Dictionary<string, int> Quotas(Dictionary<string, int> counts, IReadOnlyDictionary<string, int> replicas, int shards)
    {
        var total = replicas.Values.Sum(static weight => (long)weight);
        var quotas = replicas.ToDictionary(static one => one.Key, one => (int)(shards * (long)one.Value / total), StringComparer.Ordinal);
        var left = shards - quotas.Values.Sum();
        var roundedUp =
            from one in replicas
            let rest = shards * (long)one.Value % total
            where rest > 0
            orderby counts[one.Key] > quotas[one.Key] descending, rest descending, one.Key
            select one.Key;
        foreach (var replica in roundedUp.Take(left).ToArray()) quotas[replica]++;
        return quotas;
    }

    /// <summary>Takes shards from a replica: its shortest runs of neighbours first, and of the last one the end.</summary>
    private static void GiveUp(string?[] shards, string replica, int surplus)
    {
        if (surplus <= 0) return;
        foreach (var (from, length) in RunsOf(shards, replica).OrderBy(static run => run.Length).ThenBy(static run => run.From).ToArray())
        {
            var taken = Math.Min(surplus, length);
            Array.Fill(shards, null, from + length - taken, taken);
            surplus -= taken;
            if (surplus == 0) return;
        }
    }

    /// <summary>How many more each can take. Where nobody gives up what he has too many of, those furthest below their share take what there is, in proportion.</summary>
    private static Dictionary<string, int> Room(string?[] shards, Dictionary<string, int> quotas, IReadOnlyDictionary<string, int> replicas)
    {
        var counts = quotas.Keys.ToDictionary(static one => one, one => shards.Count(held => held == one), StringComparer.Ordinal);
        var room = quotas.Keys.ToDictionary(static one => one, static _ => 0, StringComparer.Ordinal);
        for (var free = shards.Count(static held => held is null); free > 0; free--)
        {
            var neediest = counts.MinBy(one => (one.Value >= quotas[one.Key], (one.Value + 1.0) / replicas[one.Key], one.Key)).Key;
            counts[neediest]++;
            room[neediest]++;
        }

        return room;
    }

    private static void GiveOut(string?[] shards, Dictionary<string, int> room)
    {
        foreach (var (from, length) in RunsOf(shards, null).ToArray())
        {
            var end = from + length;
            var at = Fill(shards, from, end, from > 0 ? shards[from - 1] : null, room);
            if (end < shards.Length) end = FillBack(shards, at, end, shards[end], room);
            while (at < end) at = Fill(shards, at, end, room.MinBy(static one => (-one.Value, one.Key)).Key, room);
        }
    }

    private static int Fill(string?[] shards, int from, int end, string? replica, Dictionary<string, int> room)
    {
        if (replica is null || !room.TryGetValue(replica, out var left)) return from;
        var taken = Math.Min(left, end - from);
        Array.Fill(shards, replica, from, taken);
        room[replica] -= taken;
        return from + taken;
    }

    private static int FillBack(string?[] shards, int from, int end, string? replica, Dictionary<string, int> room)
    {
        if (replica is null || !room.TryGetValue(replica, out var left)) return end;
        var taken = Math.Min(left, end - from);
        Fill(shards, end - taken, end, replica, room);
        return end - taken;
    }

    private static IEnumerable<(int From, int Length)> RunsOf(string?[] shards, string? replica)
    {
        for (var from = 0; from < shards.Length;)
        {
            var to = from + 1;
            while (to < shards.Length && shards[to] == shards[from]) to++;
            if (shards[from] == replica) yield return (from, to - from);
            from = to;
        }
    }
}
