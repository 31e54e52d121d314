using System.Buffers.Text;

namespace Actors.Objects;

/// <summary>Where the parts of a list are, found in one pass that also reads its items, if they are wanted.</summary>
internal struct ListScan
{
    public JsonSlice ApiVersion;
    public JsonSlice Kind;
    public JsonSlice ResourceVersion;
    public JsonSlice Continue;
    public JsonSlice ShardSelector;
    public long? RemainingItemCount;

    /// <summary>Reads a list.</summary>
    /// <param name="json">The whole list.</param>
    /// <param name="items">Where its items go; null if only what is beside them is wanted.</param>
    /// <param name="content">What to keep of each.</param>
    /// <exception cref="MalformedObjectException">It is not a list.</exception>
    public static ListScan Read(ReadOnlySpan<byte> json, List<KubernetesObject>? items, ObjectContent content)
    {
        var scan = default(ListScan);
        var cursor = new JsonCursor(json);
        cursor.Expect((byte)'{', "a list");
        var isFirst = true;
        var hasItems = false;
        while (cursor.NextMember(ref isFirst, out var member))
        {
            var name = cursor[member];
            if (name.SequenceEqual("items"u8)) hasItems = scan.ReadItems(json, ref cursor, items, content);
            else if (name.SequenceEqual("metadata"u8)) scan.ReadMetadata(ref cursor);
            else if (name.SequenceEqual("kind"u8)) scan.Kind = cursor.TakeStringOrNull("kind as a string");
            else if (name.SequenceEqual("apiVersion"u8)) scan.ApiVersion = cursor.TakeStringOrNull("apiVersion as a string");
            else cursor.TakeValue();
        }

        if (cursor.Peek() != 0 || cursor.Position < json.Length) throw cursor.Malformed("the end of the list");
        if (!hasItems) throw new MalformedObjectException(json, 0, "a list with items");
        return scan;
    }

    private readonly bool ReadItems(ReadOnlySpan<byte> json, ref JsonCursor cursor, List<KubernetesObject>? items, ObjectContent content)
    {
        // An empty list of an old server has null for its items.
        if (cursor.Peek() != (byte)'[') cursor.TakeStringOrNull("items as an array");
        else if (items is null) cursor.TakeValue();
        else ReadObjects(json, ref cursor, items, content);
        return true;
    }

    private readonly void ReadObjects(ReadOnlySpan<byte> json, ref JsonCursor cursor, List<KubernetesObject> items, ObjectContent content)
    {
        items.Clear();
        cursor.Expect((byte)'[', "items as an array");
        // With room for as many as follow if they are as long as the first, so that the list does not leave a copy behind at each doubling.
        const int ShortestExpected = 256;
        var type = default(TypeMeta);
        var (isFirst, knowsType) = (true, false);
        while (cursor.NextElement(ref isFirst))
        {
            ObjectScan.Read(json, ref cursor, out var item);
            if (!item.SaysItsType && !knowsType) type = TypeOfItems(json, out knowsType);
            if (items.Count == 0) items.EnsureCapacity(1 + ((json.Length - cursor.Position) / Math.Max(item.Object.Length, ShortestExpected)));
            items.Add(KubernetesObject.Copy(json, item, content, type));
        }
    }

    /// <summary>What the items of this list are, for those that do not say so.</summary>
    private readonly TypeMeta TypeOfItems(ReadOnlySpan<byte> json, out bool isKnown)
    {
        isKnown = true;
        // Servers write the type of built-in lists, whose items need it, before them. For others the list is skipped through once more.
        var list = ApiVersion.IsEmpty || Kind.IsEmpty ? Read(json, null, default) : this;
        var kind = list.Kind.Of(json);
        return new TypeMeta(list.ApiVersion.Of(json), kind.EndsWith("List"u8) ? kind[..^"List"u8.Length] : kind);
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
