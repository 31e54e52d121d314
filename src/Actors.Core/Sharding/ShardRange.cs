using Actors.Ingest;
using Actors.Kernel;
using Actors.Objects;

namespace Actors.Sharding;

/// <summary>Cuts the space of hashes into as many ranges as there are shards: what <c>shardRange()</c> of a server does with the same bounds (KEP-5866).</summary>
internal static class ShardRange
{
    /// <summary>The shard of a uid, from 0.</summary>
    public static int ShardOf(string uid, int numberOfShards) => ShardOf(Fnv1a.Hash(uid), numberOfShards);

    /// <summary>The shard of an object by a field of it; -1 if it has none.</summary>
    public static int ShardOf(KubernetesObject subject, ShardField field, int numberOfShards)
    {
        var key = ShardSelector.KeyOf(subject, field);
        return key.IsEmpty ? -1 : ShardOf(Fnv1a.Hash(key), numberOfShards);
    }

    /// <summary>The hashes of some shards, neighbours in one range. None for no shard.</summary>
    public static IReadOnlyList<HashRange> RangesOf(ReadOnlySpan<bool> shards)
    {
        var ranges = new List<HashRange>();
        for (var first = 0; first < shards.Length; first++)
        {
            if (!shards[first]) continue;
            var behind = first;
            while (behind < shards.Length && shards[behind]) behind++;
            ranges.Add(new HashRange(StartOf(first, shards.Length), behind == shards.Length ? 0 : StartOf(behind, shards.Length)));
            first = behind;
        }

        return ranges;
    }

    /// <summary>These shards and as few others as it takes to have no more than <paramref name="max"/> ranges of neighbours.</summary>
    public static bool[] Cover(bool[] shards, int max)
    {
        var covered = (bool[])shards.Clone();
        var gaps = GapsOf(shards);
        gaps.Sort(static (one, other) => (one.Behind - one.First).CompareTo(other.Behind - other.First));
        foreach (var (first, behind) in gaps.Take(Math.Max(0, gaps.Count + 1 - max))) covered.AsSpan(first, behind - first).Fill(true);
        return covered;
    }

    /// <summary>What lies between the ranges.</summary>
    private static List<(int First, int Behind)> GapsOf(bool[] shards)
    {
        var gaps = new List<(int, int)>();
        var last = -1;
        for (var shard = 0; shard < shards.Length; shard++)
        {
            if (!shards[shard]) continue;
            if (last >= 0 && shard - last > 1) gaps.Add((last + 1, shard));
            last = shard;
        }

        return gaps;
    }

    private static int ShardOf(ulong hash, int numberOfShards) => (int)Math.BigMul(hash, (ulong)numberOfShards, out _);

    /// <summary>The first hash of a shard: the least one that, times their number, comes to that shard.</summary>
    private static ulong StartOf(int shard, int numberOfShards) => (ulong)((((UInt128)shard << 64) + (UInt128)(numberOfShards - 1)) / (UInt128)numberOfShards);
}
