using Actors.Kernel;

namespace Actors.Sharding;

/// <summary>Cuts the space of hashes into as many ranges as there are shards: what <c>shardRange()</c> of a server does with the same bounds (KEP-5866).</summary>
internal static class ShardRange
{
    /// <summary>The shard of a uid, from 0.</summary>
    public static int ShardOf(string uid, int numberOfShards) => (int)Math.BigMul(Fnv1a.Hash(uid), (ulong)numberOfShards, out _);
}
