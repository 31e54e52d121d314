namespace Actors.Ingest.Tests;

public sealed class ShardSelectorTests
{
    [Fact]
    public void It_is_written_as_servers_read_it()
    {
        var halves = new ShardSelector(ShardField.Uid, new HashRange(0, 0x8000000000000000), new HashRange(0x8000000000000000, 0));
        Assert.Equal(
            "shardRange(object.metadata.uid, '0x0000000000000000', '0x8000000000000000') || shardRange(object.metadata.uid, '0x8000000000000000', '0x10000000000000000')",
            halves.ToString());
        Assert.StartsWith("shardRange(object.metadata.namespace, ", new ShardSelector(ShardField.Namespace, new HashRange(1, 2)).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0UL, 5UL, 0UL, true)]
    [InlineData(0UL, 5UL, 5UL, false)]
    [InlineData(5UL, 0UL, ulong.MaxValue, true)]
    [InlineData(5UL, 0UL, 4UL, false)]
    public void A_range_holds_its_start_and_not_its_end(ulong start, ulong end, ulong hash, bool holds) => Assert.Equal(holds, new HashRange(start, end).Contains(hash));

    [Fact]
    public void Halves_share_all_objects_out_and_none_twice()
    {
        var (low, high) = (new ShardSelector(ShardField.Uid, new HashRange(0, 1UL << 63)), new ShardSelector(ShardField.Uid, new HashRange(1UL << 63, 0)));
        var (random, bytes, inLow) = (new Random(1), new byte[16], 0);
        for (var number = 0; number < 1000; number++)
        {
            random.NextBytes(bytes);
            var subject = Databases.Make("a", 1, new Guid(bytes).ToString());
            Assert.NotEqual(low.Matches(subject), high.Matches(subject));
            if (low.Matches(subject)) inLow++;
        }

        Assert.InRange(inLow, 400, 600);
    }

    [Fact]
    public void Empty_ranges_are_refused()
    {
        Assert.Contains("one range or more", Assert.Throws<ArgumentException>(() => new ShardSelector(ShardField.Uid)).Message, StringComparison.Ordinal);
        Assert.Contains("0x0000000000000005 to 0x0000000000000005 is empty", Assert.Throws<ArgumentException>(() => new ShardSelector(ShardField.Uid, new HashRange(5, 5))).Message, StringComparison.Ordinal);
    }
}
