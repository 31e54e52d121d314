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
    public void Whatever_is_written_is_read()
    {
        for (var seed = 0; seed < 800; seed++)
        {
            var text = new ObjectGenerator(seed).NextList();
            var expected = JsonNode.Parse(text)!.AsObject();
            foreach (var content in Enum.GetValues<ObjectContent>())
                CheckList(ObjectList.Parse(Encoding.UTF8.GetBytes(text), content), expected, $"seed {seed}, {content}: {text}");
        }
    }

    [Fact]
    public void What_is_cut_off_anywhere_is_refused()
    {
        for (var seed = 0; seed < 12; seed++)
        {
            var text = Encoding.UTF8.GetBytes(new ObjectGenerator(seed).NextList());
            for (var length = 0; length < text.Length; length++)
            {
                var part = text[..length];
                Assert.True(Record.Exception(() => ObjectList.Parse(part)) is MalformedObjectException, $"seed {seed}, first {length} bytes of {Encoding.UTF8.GetString(text)}");
            }
        }
    }

    [Fact]
    public void Of_two_lists_of_items_the_last_counts()
    {
        var read = ObjectList.Parse("""{"items":[{"kind":"Pod"}],"items":[{"kind":"Node"}],"apiVersion":"v1"}"""u8);
        Assert.Equal([("v1", "Node")], read.Items.Select(item => (item.ApiVersion, item.Kind)));
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

    private static void CheckList(ObjectList actual, JsonObject expected, string where)
    {
        var version = (string?)expected["apiVersion"];
        var kind = (string?)expected["kind"];
        if (kind?.EndsWith("List", StringComparison.Ordinal) == true) kind = kind[..^"List".Length];
        var metadata = expected["metadata"];
        Assert.True(((string?)metadata?["resourceVersion"] ?? "") == actual.ResourceVersion && ((string?)metadata?["continue"] ?? "") == actual.Continue, where);
        Assert.True((long?)metadata?["remainingItemCount"] == actual.RemainingItemCount, where);
        Assert.True(expected["items"]!.AsArray().Count == actual.Items.Count, where);
        foreach (var (item, node) in actual.Items.Zip(expected["items"]!.AsArray()))
        {
            var typed = (JsonObject)node!.DeepClone();
            if (typed["apiVersion"] is null && version is not null) typed["apiVersion"] = version;
            if (typed["kind"] is null && kind is not null) typed["kind"] = kind;
            Oracle.Check(item, typed, where);
        }
    }
}
