using Actors.Ingest;
using Actors.Kernel;

namespace Actors.Sharding.Tests;

public sealed class ShardRangeTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(256)]
    [InlineData(1000)]
    public void A_shard_is_a_contiguous_range_of_hashes_and_all_get_about_as_many(int shards)
    {
        var counts = new int[shards];
        for (var number = 0; number < 20_000; number++) counts[ShardRange.ShardOf($"3f2c{number:x8}-1111-2222", shards)]++;
        Assert.All(counts, count => Assert.InRange(count, 20_000 / shards * 0.3, (20_000 / shards * 1.7) + 5));
        for (var number = 0; number < 1000; number++)
        {
            var uid = $"uid-{number}";
            var shard = (ulong)ShardRange.ShardOf(uid, shards);
            var range = new HashRange(Bound(shard, shards), Bound(shard + 1, shards));
            Assert.True(range.Contains(Fnv1a.Hash(uid)), uid);
        }
    }

    /// <summary>The first hash of a shard: 2^64 × shard ÷ shards, rounded up.</summary>
    private static ulong Bound(ulong shard, int shards) => (ulong)((((System.UInt128)shard << 64) + (ulong)shards - 1) / (ulong)shards);
}
