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

    [Fact]
    public void A_trace_context_behind_the_object_is_read_and_is_no_part_of_it()
    {
        var lines = """{"type":"MODIFIED","object":{"kind":"Pod"},"traceparent":"00-1-2-01"}"""u8.ToArray().Append((byte)'\n').ToArray();
        var read = WatchEvent.ReadFirst(lines, ObjectContent.Whole, out var length);
        Assert.Equal(("00-1-2-01", lines.Length, """{"kind":"Pod"}"""), (read.TraceParent, length, Encoding.UTF8.GetString(read.Object.Json.Span)));
        Assert.Null(WatchEvent.Parse("""{"type":"MODIFIED","object":{"kind":"Pod"}}"""u8).TraceParent);
        Assert.Throws<MalformedObjectException>(() => WatchEvent.Parse("""{"type":"MODIFIED","object":{},"traceparent":1}"""u8));
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
    public void The_first_of_several_lines_is_read_as_if_it_were_alone()
    {
        foreach (var content in Enum.GetValues<ObjectContent>())
        {
            ReadOnlySpan<byte> rest = Recorded.WatchLines.SelectMany(static line => line.Append((byte)'\n')).ToArray();
            foreach (var line in Recorded.WatchLines)
            {
                Assert.Equal(WatchEvent.Parse(line, content), WatchEvent.ReadFirst(rest, content, out var length));
                Assert.Equal(line.Length + 1, length);
                rest = rest[length..];
            }
        }
    }

    [Theory]
    [InlineData("""{"object":{"kind":"Pod"},"type":"ADDED"}""")]
    [InlineData("""{"type":"ADDED","object":{"kind":"Pod"},"more":{}}""")]
    [InlineData("""{"type":"ADDED","object":{"kind":"Pod"} }""")]
    [InlineData("""{"type":"ADDED", "object":{"kind":"Pod"}}""")]
    public void The_first_of_several_lines_may_be_written_in_any_way(string line)
    {
        var read = WatchEvent.ReadFirst(Encoding.UTF8.GetBytes(line + "\n" + """{"type":"DELETED","object":{"kind":"Node"}}""" + "\n"), ObjectContent.Whole, out var length);
        Assert.Equal((WatchEventType.Added, "Pod", line.Length + 1), (read.Type, read.Object.Kind, length));
    }

    [Fact]
    public void A_line_that_is_cut_off_is_refused_for_its_own_fault_whatever_comes_behind_it()
    {
        var next = Recorded.WatchLines[0].Append((byte)'\n').ToArray();
        var generated = Enumerable.Range(0, 20).Select(seed => Encoding.UTF8.GetBytes($$"""{"type":"MODIFIED","object":{{new ObjectGenerator(seed).Next()}}}"""));
        foreach (var line in Recorded.WatchLines.Take(5).Concat(generated.Where(static line => !line.Contains((byte)'\n'))))
        {
            for (var length = 1; length < line.Length; length += length < 100 || length > line.Length - 100 ? 1 : 17)
            {
                byte[] cut = [.. line.AsSpan(0, length), (byte)'\n'];
                var alone = Assert.Throws<MalformedObjectException>(() => WatchEvent.Parse(cut));
                var before = Assert.Throws<MalformedObjectException>(() => WatchEvent.ReadFirst([.. cut, .. next], ObjectContent.Whole, out _));
                Assert.Equal(alone.Message, before.Message);
            }
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
