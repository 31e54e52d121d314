namespace Actors.Ingest.Tests;

public sealed class ShardSelectorTextTests
{
    [Fact]
    public void What_is_written_can_be_read()
    {
        foreach (var field in Enum.GetValues<ShardField>())
        {
            var text = new ShardSelector(field, new HashRange(0, 1UL << 62), new HashRange(3UL << 62, 0)).ToString();
            var read = ShardSelectorText.Parse(text);
            Assert.Equal(field, read.Field);
            Assert.Equal(text, read.ToString());
        }
    }

    [Theory]
    [InlineData("", "is expected")]
    [InlineData("shardRange(object.metadata.uid, '0x0000000000000000')", "3 arguments")]
    [InlineData("shardRange(object.metadata.name, '0x0000000000000000', '0x8000000000000000')", "none of the fields")]
    [InlineData("shardRange(object.metadata.uid, '0x0', '0x8000000000000000')", "16 hexadecimal digits")]
    [InlineData("shardRange(object.metadata.uid, 0x0000000000000000, '0x8000000000000000')", "in quotes")]
    [InlineData("shardRange(object.metadata.uid, '0x8000000000000000', '0x8000000000000000')", "is empty")]
    [InlineData("shardRange(object.metadata.uid, '0x0000000000000000', '0x8000000000000000') || shardRange(object.metadata.namespace, '0x0000000000000000', '0x8000000000000000')", "one field")]
    public void What_is_none_is_refused_with_what_is_wrong(string text, string what) =>
        Assert.Contains(what, Assert.Throws<FormatException>(() => ShardSelectorText.Parse(text)).Message, StringComparison.Ordinal);
}
