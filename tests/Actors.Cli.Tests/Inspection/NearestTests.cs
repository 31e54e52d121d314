using Actors.Cli.Inspection;

namespace Actors.Cli.Tests.Inspection;

public sealed class NearestTests
{
    [Theory]
    [InlineData("shrads", "shards")]
    [InlineData("shard", "shards")]
    [InlineData("SHARDS", "shards")]
    [InlineData("clstr", null)]
    [InlineData("cluser", "cluster")]
    [InlineData("ing", "ingest")]
    [InlineData("x", null)]
    [InlineData("completely", null)]
    public void The_nearest_word_is_found_and_none_that_is_far(string word, string? near) =>
        Assert.Equal(near, Nearest.Of(word, ["cluster", "shards", "ingest", "actors", "limits", "top", "tail"]));

    [Fact]
    public void Of_nothing_nothing_is_near() => Assert.Null(Nearest.Of("word", []));
}
