using System.Runtime.InteropServices;
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

    [Theory]
    [InlineData("ADDED")]
    [InlineData("MODIFIED")]
    [InlineData("DELETED")]
    [InlineData("BOOKMARK")]
    [InlineData("ERROR")]
    public void An_event_written_as_servers_do_is_read_as_any_other(string type)
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var json = new ObjectGenerator(seed).Next();
            var usual = WatchEvent.Parse(Encoding.UTF8.GetBytes($$"""{"type":"{{type}}","object":{{json}}}"""));
            Oracle.Check(usual.Object, JsonNode.Parse(json)!.AsObject(), $"seed {seed}: {json}");
            foreach (var same in new[] { $$"""{"type":"{{type}}","object":{{json}}}{{"\r\n"}}""", $$"""{"type": "{{type}}","object":{{json}}}""", $$"""{"type":"{{type}}","object":{{json}},"more":{} }""" })
                Assert.Equal(usual, WatchEvent.Parse(Encoding.UTF8.GetBytes(same)));
        }
    }

    [Fact]
    public void An_event_cut_off_anywhere_is_refused()
    {
        foreach (var line in Recorded.WatchLines.Concat(Enumerable.Range(0, 100).Select(seed => Encoding.UTF8.GetBytes($$"""{"type":"MODIFIED","object":{{new ObjectGenerator(seed).Next()}}}"""))))
        {
            for (var length = 0; length < line.Length; length += length < 100 || length > line.Length - 100 ? 1 : 7)
                Assert.Throws<MalformedObjectException>(() => WatchEvent.Parse(line.AsSpan(0, length)));
        }
    }

    [Fact]
    public void The_last_of_two_types_and_objects_counts()
    {
        var read = WatchEvent.Parse("""{"type":"ADDED","object":{"kind":"Pod"},"type":"DELETED","object":{"kind":"Node"}}"""u8);
        Assert.Equal((WatchEventType.Deleted, "Node"), (read.Type, read.Object.Kind));
    }

    [Fact]
    public void An_event_allocates_its_object_and_nothing_else()
    {
        var line = Recorded.WatchLines[0];
        Assert.True(MemoryMarshal.TryGetArray(WatchEvent.Parse(line).Object.Json, out var data));
        var size = data.Array!.Length;
        const int ArrayOverhead = 24;
        const int Rounds = 1000;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < Rounds; round++) WatchEvent.Parse(line);
        var each = (GC.GetAllocatedBytesForCurrentThread() - before) / Rounds;
        Assert.InRange(each, size, size + ArrayOverhead + 8);
    }
}
