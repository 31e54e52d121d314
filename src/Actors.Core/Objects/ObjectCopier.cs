namespace Actors.Objects;

/// <summary>Makes the one array of an object: a header with the places of its fields, then what is kept of its JSON.</summary>
internal static class ObjectCopier
{
    /// <summary>Copies what <paramref name="scan"/> found in <paramref name="json"/>.</summary>
    /// <param name="json">What was scanned.</param>
    /// <param name="scan">What was found.</param>
    /// <param name="content">What to keep.</param>
    /// <param name="type">What to add if the object does not say it itself.</param>
    public static byte[] Copy(ReadOnlySpan<byte> json, in ObjectScan scan, ObjectContent content, TypeMeta type) =>
        content == ObjectContent.MetadataOnly
            ? CopyMetadata(json, scan, type)
            : CopyObject(json, scan, content == ObjectContent.Whole ? default : scan.ManagedFields, type);

    private static byte[] CopyObject(ReadOnlySpan<byte> json, in ObjectScan scan, JsonSlice cut, TypeMeta type)
    {
        var source = scan.Object;
        var addsVersion = scan[ObjectField.ApiVersion].IsEmpty && !type.ApiVersion.IsEmpty;
        var addsKind = scan[ObjectField.Kind].IsEmpty && !type.Kind.IsEmpty;
        var added = (addsVersion ? "\"apiVersion\":\"\","u8.Length + type.ApiVersion.Length : 0) + (addsKind ? "\"kind\":\"\","u8.Length + type.Kind.Length : 0);
        var data = ObjectHeader.Allocate(source.Length + added - cut.Length);
        var writer = new Writer(data);
        ObjectHeader.PutAll(data, scan, writer.Position + added - source.Start, cut);
        writer.Write("{"u8);
        if (addsVersion) ObjectHeader.Put(data, ObjectField.ApiVersion, writer.Member("\"apiVersion\":\""u8, type.ApiVersion, "\","u8));
        if (addsKind) ObjectHeader.Put(data, ObjectField.Kind, writer.Member("\"kind\":\""u8, type.Kind, "\","u8));
        writer.Write(json[(source.Start + 1)..(cut.IsEmpty ? source.End : cut.Start)]);
        if (!cut.IsEmpty) writer.Write(json[cut.End..source.End]);
        return data;
    }

    private static byte[] CopyMetadata(ReadOnlySpan<byte> json, in ObjectScan scan, TypeMeta type)
    {
        var cut = scan.ManagedFields;
        var metadata = scan[ObjectField.Metadata];
        var version = scan[ObjectField.ApiVersion] is { IsEmpty: false } ownVersion ? ownVersion.Of(json) : type.ApiVersion;
        var kind = scan[ObjectField.Kind] is { IsEmpty: false } ownKind ? ownKind.Of(json) : type.Kind;
        var frame = "{\"apiVersion\":\"\",\"kind\":\"\",\"metadata\":}"u8.Length + (metadata.IsEmpty ? 2 : 0);
        var data = ObjectHeader.Allocate(frame + version.Length + kind.Length + metadata.Length - cut.Length);
        var writer = new Writer(data);
        var versionAt = writer.Member("{\"apiVersion\":\""u8, version, "\""u8);
        var kindAt = writer.Member(",\"kind\":\""u8, kind, "\""u8);
        writer.Write(",\"metadata\":"u8);
        ObjectHeader.PutAll(data, scan, writer.Position - metadata.Start, cut);
        ObjectHeader.Put(data, ObjectField.Spec, default);
        ObjectHeader.Put(data, ObjectField.Status, default);
        ObjectHeader.Put(data, ObjectField.ApiVersion, versionAt);
        ObjectHeader.Put(data, ObjectField.Kind, kindAt);
        if (metadata.IsEmpty)
        {
            writer.Write("{}"u8);
        }
        else
        {
            writer.Write(json[metadata.Start..(cut.IsEmpty ? metadata.End : cut.Start)]);
            if (!cut.IsEmpty) writer.Write(json[cut.End..metadata.End]);
        }

        writer.Write("}"u8);
        return data;
    }

    private ref struct Writer(byte[] data)
    {
        private readonly Span<byte> _data = data;

        public int Position { get; private set; } = ObjectHeader.Size(data);

        public void Write(ReadOnlySpan<byte> bytes)
        {
            bytes.CopyTo(_data[Position..]);
            Position += bytes.Length;
        }

        /// <summary>Writes a value between what goes around it; where the value is.</summary>
        public JsonSlice Member(ReadOnlySpan<byte> before, ReadOnlySpan<byte> value, ReadOnlySpan<byte> after)
        {
            Write(before);
            var place = new JsonSlice(Position, value.Length);
            Write(value);
            Write(after);
            return place;
        }
    }
}
