using System.Text;
using System.Text.Json.Nodes;

namespace Actors.Objects.Tests;

public sealed class WatchEventTests
{
    [Fact]
    public void What_a_server_sent_is_read()
    {
        foreach (var line in Recorded.WatchLines)
        {
            var expected = JsonNode.Parse(line)!;
            var read = WatchEvent.Parse(line);
            Assert.Equal((string?)expected["type"], read.Type.ToString().ToUpperInvariant());
            Oracle.Check(read.Object, expected["object"]!.AsObject(), Encoding.UTF8.GetString(line));
        }

        Assert.Single(Recorded.WatchLines, line => WatchEvent.Parse(line).EndsInitialEvents);
        Assert.Contains(Recorded.WatchLines, line => WatchEvent.Parse(line) is { Type: WatchEventType.Bookmark, EndsInitialEvents: false });
    }

    [Theory]
    [InlineData("ADDED", WatchEventType.Added)]
    [InlineData("MODIFIED", WatchEventType.Modified)]
    [InlineData("DELETED", WatchEventType.Deleted)]
    [InlineData("BOOKMARK", WatchEventType.Bookmark)]
    [InlineData("ERROR", WatchEventType.Error)]
    public void Members_may_come_in_any_order_with_space_around(string type, WatchEventType expected)
    {
        var read = WatchEvent.Parse(Encoding.UTF8.GetBytes($$""" { "object" : {"kind":"Pod"} , "more": [1], "type" : "{{type}}" } """ + "\r\n"));
        Assert.Equal((expected, "Pod"), (read.Type, read.Object.Kind));
    }

    [Theory]
    [InlineData("""{"type":"CHANGED","object":{}}""", "ADDED, MODIFIED, DELETED, BOOKMARK or ERROR")]
    [InlineData("""{"type":"ADDED"}""", "a watch event with type and object")]
    [InlineData("""{"object":{}}""", "a watch event with type and object")]
    [InlineData("""{"type":"ADDED","object":{}} {}""", "the end of the event")]
    [InlineData("""{"type":"ADDED","object":{}""", "',' or the end")]
    [InlineData("\"ADDED\"", "a watch event")]
    public void What_is_no_event_is_refused(string line, string expected)
    {
        var failure = Assert.Throws<MalformedObjectException>(() => WatchEvent.Parse(Encoding.UTF8.GetBytes(line)));
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_event_allocates_its_object_and_nothing_else()
    {
        var line = Recorded.WatchLines[0];
        const int Header = 68;
        var size = Header + WatchEvent.Parse(line).Object.Json.Length;
        const int ArrayOverhead = 24;
        const int Rounds = 1000;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < Rounds; round++) WatchEvent.Parse(line);
        var each = (GC.GetAllocatedBytesForCurrentThread() - before) / Rounds;
        Assert.InRange(each, size, size + ArrayOverhead + 8);
    }
}
