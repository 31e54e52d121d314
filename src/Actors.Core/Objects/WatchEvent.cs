namespace Actors.Objects;

/// <summary>One line of a watch.</summary>
/// <param name="Type">What happened.</param>
/// <param name="Object">To what.</param>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Naming", "CA1720", Justification = "The field's name in the API.")]
public readonly record struct WatchEvent(WatchEventType Type, KubernetesObject Object)
{
    /// <summary>The annotation of the bookmark that ends the initial events of a streaming list (KEP-3157).</summary>
    public const string InitialEventsEnd = "k8s.io/initial-events-end";

    /// <summary>
    /// The trace context of the event, as W3C has it (<c>traceparent</c>): replicas give it on with what they read for others, as a member behind the object. Null, as from API servers, for none.
    /// </summary>
    internal string? TraceParent { get; init; }

    /// <summary>Whether it is the bookmark that says that all there was has come.</summary>
    public bool EndsInitialEvents => Type == WatchEventType.Bookmark && Object.Annotations[InitialEventsEnd] == "true";

    /// <summary>Reads one line. Allocates the object's array and nothing else.</summary>
    /// <param name="line">The line in UTF-8, with its end or without.</param>
    /// <param name="content">What to keep of the object. The status in an error is kept as a whole.</param>
    /// <exception cref="MalformedObjectException">It is not a watch event.</exception>
    public static WatchEvent Parse(ReadOnlySpan<byte> line, ObjectContent content = ObjectContent.WithoutManagedFields)
    {
        WatchEventType? type = null;
        string? traceParent = null;
        KubernetesObject read = default;
        var cursor = new JsonCursor(line);
        var isFirst = true;
        if (TryTakeUsualStart(line, out var usual, out var start))
        {
            cursor.Position = start;
            (type, isFirst) = (usual, false);
            read = KubernetesObject.Read(line, ref cursor, usual == WatchEventType.Error ? ObjectContent.Whole : content);
            if (cursor.Position == line.Length - 1 && line[^1] == (byte)'}') return new WatchEvent(usual, read);
        }
        else
        {
            cursor.Expect((byte)'{', "a watch event");
        }

        while (cursor.NextMember(ref isFirst, out var member))
        {
            var name = cursor[member];
            if (name.SequenceEqual("type"u8)) type = ReadType(ref cursor);
            else if (name.SequenceEqual("object"u8)) read = KubernetesObject.Read(line, ref cursor, type == WatchEventType.Error ? ObjectContent.Whole : content);
            else if (name.SequenceEqual("traceparent"u8)) traceParent = JsonText.Decode(cursor[cursor.TakeString("a trace context as a string")]);
            else cursor.TakeValue();
        }

        if (cursor.Peek() != 0 || cursor.Position < line.Length) throw cursor.Malformed("the end of the event");
        if (type is null || read.IsEmpty) throw new MalformedObjectException(line, 0, "a watch event with type and object");
        return new WatchEvent(type.Value, read) { TraceParent = traceParent };
    }

    /// <summary>
    /// Reads the first of several lines. Where it is written as servers do, its end is found by reading its object and is not searched for before, which would be a fifth of the time.
    /// </summary>
    /// <param name="lines">Whole lines in UTF-8, each with its end; the first is not empty.</param>
    /// <param name="content">What to keep of the object. The status in an error is kept as a whole.</param>
    /// <param name="length">How long the line is with its end.</param>
    /// <exception cref="MalformedObjectException">The line is not a watch event.</exception>
    internal static WatchEvent ReadFirst(ReadOnlySpan<byte> lines, ObjectContent content, out int length)
    {
        if (TryReadUsual(lines, content, out var read, out length)) return read;
        length = lines.IndexOf((byte)'\n') + 1;
        return Parse(lines[..length], content);
    }

    private static bool TryReadUsual(ReadOnlySpan<byte> lines, ObjectContent content, out WatchEvent read, out int length)
    {
        (read, length) = (default, 0);
        if (!TryTakeUsualStart(lines, out var type, out var start)) return false;
        try
        {
            var cursor = new JsonCursor(lines, start);
            ObjectScan.Read(lines, ref cursor, out var scan);
            length = cursor.Position + 2;
            if (length > lines.Length || !lines[cursor.Position..length].SequenceEqual("}\n"u8)) return false;
            read = new WatchEvent(type, KubernetesObject.Copy(lines, scan, type == WatchEventType.Error ? ObjectContent.Whole : content, default));
            return true;
        }
        catch (MalformedObjectException)
        {
            // What is wrong is told by reading the line alone: its fault may have been met in the next one.
            return false;
        }
    }

    /// <summary>Whether a line begins as servers write it, and where its object does.</summary>
    private static bool TryTakeUsualStart(ReadOnlySpan<byte> line, out WatchEventType type, out int start)
    {
        const int TypeAt = 9;
        type = (line.Length > TypeAt ? line[TypeAt] : (byte)0) switch
        {
            (byte)'M' => WatchEventType.Modified,
            (byte)'A' => WatchEventType.Added,
            (byte)'D' => WatchEventType.Deleted,
            (byte)'B' => WatchEventType.Bookmark,
            _ => WatchEventType.Error,
        };
        var usual = type switch
        {
            WatchEventType.Modified => "{\"type\":\"MODIFIED\",\"object\":"u8,
            WatchEventType.Added => "{\"type\":\"ADDED\",\"object\":"u8,
            WatchEventType.Deleted => "{\"type\":\"DELETED\",\"object\":"u8,
            WatchEventType.Bookmark => "{\"type\":\"BOOKMARK\",\"object\":"u8,
            _ => "{\"type\":\"ERROR\",\"object\":"u8,
        };
        start = usual.Length;
        return line.StartsWith(usual);
    }

    private static WatchEventType ReadType(ref JsonCursor cursor)
    {
        var type = cursor[cursor.TakeString("a type as a string")];
        if (type.SequenceEqual("MODIFIED"u8)) return WatchEventType.Modified;
        if (type.SequenceEqual("ADDED"u8)) return WatchEventType.Added;
        if (type.SequenceEqual("DELETED"u8)) return WatchEventType.Deleted;
        if (type.SequenceEqual("BOOKMARK"u8)) return WatchEventType.Bookmark;
        if (type.SequenceEqual("ERROR"u8)) return WatchEventType.Error;
        throw new JsonCursor(type).Malformed("ADDED, MODIFIED, DELETED, BOOKMARK or ERROR as the event's type");
    }
}
