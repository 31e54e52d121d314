namespace Actors.Cluster.Tests;

public sealed class ShardMapTextTests
{
    private const string Text = "shards/v1 epoch=17 shards=256\n0-84 pod-a_x1\n85-90 pod-b_y2 > pod-a_x1 @17\n91 -\n92-255 pod-b_y2\ningest databases.example.com pod-a_x1\n";

    [Fact]
    public void It_is_written_as_it_was_read()
    {
        Assert.True(ShardMapText.TryRead(Text, out var map, out _));
        Assert.Equal(Text, map.ToString());
        Assert.Equal(17, map.Epoch);
        Assert.Equal(new ShardPlace("pod-a_x1"), map.Shards[84]);
        Assert.Equal(new ShardPlace("pod-b_y2", "pod-a_x1", 17), map.Shards[90]);
        Assert.Equal(new ShardPlace(null), map.Shards[91]);
        Assert.Equal("pod-a_x1", map.Ingests["databases.example.com"]);
        Assert.Equal(["pod-a_x1", "pod-b_y2"], map.Replicas.Order());
    }

    [Fact]
    public void Any_map_can_be_read_again()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var map = Maps.Draw(new Random(seed));
            Assert.True(ShardMapText.TryRead(map.ToString(), out var again, out var error), $"seed {seed}: {error}");
            Assert.True(map.Equals(again), $"seed {seed}");
        }
    }

    [Theory]
    [InlineData("shards/v2 epoch=1 shards=1\n0 a", true)]
    [InlineData("\n shards/v12\n", true)]
    [InlineData("shards/v1 epoch=x", false)]
    [InlineData("shards/v0", false)]
    [InlineData("shards/vx", false)]
    [InlineData("shards/v99999999999", false)]
    [InlineData("shards", false)]
    [InlineData("", false)]
    public void A_newer_format_is_told_apart_from_nonsense(string text, bool isNewer)
    {
        Assert.Equal(isNewer, ShardMapText.IsNewer(text));
        Assert.False(ShardMapText.TryRead(text, out _, out _));
    }

    [Theory]
    [InlineData("", "The shard map is empty: 'shards/v1 epoch=… shards=…' is expected in its first line")]
    [InlineData("hello", "Line 1 of the shard map, 'hello': 'shards/v1 epoch=… shards=…' is expected")]
    [InlineData("shards/v2 epoch=1 shards=1\n0 a", "format v2 is not known here, v1 is")]
    [InlineData("shards/v1 epoch=0 shards=1\n0 a", "epoch=… must be a number, 1 to 9007199254740992")]
    [InlineData("shards/v1 epoch=9223372036854775807 shards=1\n0 a", "epoch=… must be a number, 1 to 9007199254740992")]
    [InlineData("shards/v1 epoch=1 shards=5000\n0 a", "shards=… must be a number, 1 to 4096")]
    [InlineData("shards/v1 epoch=1 shards=2\n0 a", "no shards from 1 to 1")]
    [InlineData("shards/v1 epoch=1 shards=2\n1 a\n0 a", "Line 2 of the shard map, '1 a': the range must begin with 0")]
    [InlineData("\nshards/v1 epoch=1 shards=2\n\n  \n1 a\n0 a", "Line 5 of the shard map, '1 a'")]
    [InlineData("shards/v1 epoch=1 shards=2\n0-2 a", "end before 2")]
    [InlineData("shards/v1 epoch=1 shards=2\n0-x a", "'FROM-TO OWNER' or")]
    [InlineData("shards/v1 epoch=1 shards=2\n0-1 a > b", "'OWNER > NEXT @EPOCH'")]
    [InlineData("shards/v1 epoch=1 shards=2\n0-1 a > b @2", "an epoch not above the map's")]
    [InlineData("shards/v1 epoch=1 shards=2\n0-1 - > b @1", "'OWNER > NEXT @EPOCH'")]
    [InlineData("shards/v1 epoch=1 shards=2\n0-1 a > - @1", "'OWNER > NEXT @EPOCH'")]
    [InlineData("shards/v1 epoch=1 shards=2\n0-1 a > a @1", "of two replicas")]
    [InlineData("shards/v1 epoch=1 shards=1\n0 a\ningest x", "'ingest KIND REPLICA' is expected")]
    [InlineData("shards/v1 epoch=1 shards=1\n0 a\ningest x a\ningest x b", "Line 4")]
    public void What_is_wrong_is_said_with_its_line(string text, string said)
    {
        Assert.False(ShardMapText.TryRead(text, out var map, out var error));
        Assert.Null(map);
        Assert.Contains(said, error, StringComparison.Ordinal);
    }
}
