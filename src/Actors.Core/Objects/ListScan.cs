using System.Buffers.Text;

namespace Actors.Objects;

/// <summary>Where the parts of a list are.</summary>
internal struct ListScan
{
    public JsonSlice ApiVersion;
    public JsonSlice Kind;
    public JsonSlice ResourceVersion;
    public JsonSlice Continue;
    public JsonSlice ShardSelector;
    public JsonSlice Items;
    public long? RemainingItemCount;

    public static ListScan Read(ReadOnlySpan<byte> json)
    {
        var scan = default(ListScan);
        var cursor = new JsonCursor(json);
        cursor.Expect((byte)'{', "a list");
        var isFirst = true;
        var hasItems = false;
        while (cursor.NextMember(ref isFirst, out var member))
        {
            var name = cursor[member];
            if (name.SequenceEqual("items"u8)) hasItems = scan.ReadItems(ref cursor);
            else if (name.SequenceEqual("metadata"u8)) scan.ReadMetadata(ref cursor);
            else if (name.SequenceEqual("kind"u8)) scan.Kind = cursor.TakeStringOrNull("kind as a string");
            else if (name.SequenceEqual("apiVersion"u8)) scan.ApiVersion = cursor.TakeStringOrNull("apiVersion as a string");
            else cursor.TakeValue();
        }

        if (cursor.Peek() != 0 || cursor.Position < json.Length) throw cursor.Malformed("the end of the list");
        if (!hasItems) throw new MalformedObjectException(json, 0, "a list with items");
        return scan;
    }

    private bool ReadItems(ref JsonCursor cursor)
    {
        // An empty list of an old server has null for its items.
        if (cursor.Peek() == (byte)'[') Items = cursor.TakeValue();
        else cursor.TakeStringOrNull("items as an array");
        return true;
    }

    private void ReadMetadata(ref JsonCursor cursor)
    {
        cursor.Expect((byte)'{', "metadata as an object");
        var isFirst = true;
        while (cursor.NextMember(ref isFirst, out var member))
        {
            var name = cursor[member];
            if (name.SequenceEqual("resourceVersion"u8)) ResourceVersion = cursor.TakeStringOrNull("metadata.resourceVersion as a string");
            else if (name.SequenceEqual("continue"u8)) Continue = cursor.TakeStringOrNull("metadata.continue as a string");
            else if (name.SequenceEqual("remainingItemCount"u8)) RemainingItemCount = ReadCount(ref cursor);
            else if (name.SequenceEqual("shardInfo"u8)) ReadShardInfo(ref cursor);
            else cursor.TakeValue();
        }
    }

    private static long? ReadCount(ref JsonCursor cursor) =>
        Utf8Parser.TryParse(cursor[cursor.TakeValue()], out long count, out _) ? count : null;

    private void ReadShardInfo(ref JsonCursor cursor)
    {
        if (!cursor.TryTake((byte)'{'))
        {
            cursor.TakeValue();
            return;
        }

        var isFirst = true;
        while (cursor.NextMember(ref isFirst, out var member))
        {
            if (cursor[member].SequenceEqual("selector"u8)) ShardSelector = cursor.TakeStringOrNull("metadata.shardInfo.selector as a string");
            else cursor.TakeValue();
        }
    }
}
