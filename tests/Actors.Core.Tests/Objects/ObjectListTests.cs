using System.Text;
using System.Text.Json.Nodes;

namespace Actors.Objects.Tests;

public sealed class ObjectListTests
{
    [Fact]
    public void What_a_server_sent_is_read()
    {
        var expected = JsonNode.Parse(Recorded.ListPage)!;
        var read = ObjectList.Parse(Recorded.ListPage);
        Assert.Equal((string?)expected["metadata"]!["resourceVersion"], read.ResourceVersion);
        Assert.Equal((string?)expected["metadata"]!["continue"], read.Continue);
        Assert.Equal((long?)expected["metadata"]!["remainingItemCount"], read.RemainingItemCount);
        Assert.Equal(expected["items"]!.AsArray().Count, read.Items.Count);
        foreach (var (item, node) in read.Items.Zip(expected["items"]!.AsArray())) Oracle.Check(item, node!.AsObject(), item.ToString());
    }

    [Theory]
    [InlineData(ObjectContent.Whole)]
    [InlineData(ObjectContent.WithoutManagedFields)]
    [InlineData(ObjectContent.MetadataOnly)]
    public void Items_of_built_in_lists_get_the_type_they_come_without(ObjectContent content)
    {
        var list = """{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"7"},"items":[{"metadata":{"managedFields":[1],"name":"a"},"spec":{}},{"metadata":{"name":"b"}}]}"""u8;
        var read = ObjectList.Parse(list, content);
        Assert.Equal(["Pod a@", "Pod b@"], read.Items.Select(item => item.ToString()));
        foreach (var item in read.Items)
        {
            var json = JsonNode.Parse(item.Json.Span)!;
            Assert.Equal(("v1", "Pod", item.Name), ((string?)json["apiVersion"], (string?)json["kind"], (string?)json["metadata"]!["name"]));
        }
    }

    [Fact]
    public void Items_keep_the_type_they_come_with()
    {
        var read = ObjectList.Parse("""{"items":[{"kind":"Pod","apiVersion":"v1"},{"kind":"Node"}],"kind":"List","apiVersion":"v2"}"""u8);
        Assert.Equal([("v1", "Pod"), ("v2", "Node")], read.Items.Select(item => (item.ApiVersion, item.Kind)));
    }

    [Fact]
    public void Page_and_shard_are_said()
    {
        var read = ObjectList.Parse("""{"metadata":{"continue":"next","remainingItemCount":25,"resourceVersion":"7","shardInfo":{"selector":"shardRange(object.metadata.uid, '0x0000000000000000', '0x8000000000000000')"}},"items":null}"""u8);
        Assert.Equal(("7", "next", 25L, 0), (read.ResourceVersion, read.Continue, read.RemainingItemCount, read.Items.Count));
        Assert.Equal("shardRange(object.metadata.uid, '0x0000000000000000', '0x8000000000000000')", read.ShardSelector);
    }

    [Theory]
    [InlineData("{}", "a list with items")]
    [InlineData("""{"items":{}}""", "items as an array")]
    [InlineData("""{"items":[{}""", "the end of what begins at byte 9")]
    [InlineData("""{"items":[1]}""", "an object")]
    [InlineData("""{"items":[]}x""", "the end of the list")]
    public void What_is_no_list_is_refused(string json, string expected)
    {
        var failure = Assert.Throws<MalformedObjectException>(() => ObjectList.Parse(Encoding.UTF8.GetBytes(json)));
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }
}
