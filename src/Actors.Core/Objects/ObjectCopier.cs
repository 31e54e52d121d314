using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Actors.Objects;

/// <summary>Makes the one array of an object: a header with the places of its fields, then what is kept of its JSON.</summary>
internal static class ObjectCopier
{
    private const int WideHeader = ObjectScan.FieldCount * 2 * sizeof(int);
    private const int NarrowHeader = ObjectScan.FieldCount * 2 * sizeof(ushort);

    /// <summary>The size of the header of an array made here. In arrays of less than 64 KiB, as nearly all are, places and lengths take two bytes each and not four.</summary>
    public static int HeaderSizeOf(byte[] data) => IsNarrow(data) ? NarrowHeader : WideHeader;

    /// <summary>Where a field is in an array made here.</summary>
    public static JsonSlice PlaceOf(byte[] data, ObjectField field)
    {
        if (!IsNarrow(data)) return MemoryMarshal.Cast<byte, JsonSlice>(data.AsSpan(0, WideHeader))[(int)field];
        var place = MemoryMarshal.Cast<byte, uint>(data.AsSpan(0, NarrowHeader))[(int)field];
        return new JsonSlice((ushort)place, (int)(place >> 16));
    }

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
        var data = Allocate(source.Length + added - cut.Length);
        ObjectScan.Slices places = default;
        Span<JsonSlice> header = places;
        var writer = new Writer(data);
        Place(scan, header, writer.Position + added - source.Start, cut);
        writer.Write("{"u8);
        if (addsVersion) header[(int)ObjectField.ApiVersion] = writer.Member("\"apiVersion\":\""u8, type.ApiVersion, "\","u8);
        if (addsKind) header[(int)ObjectField.Kind] = writer.Member("\"kind\":\""u8, type.Kind, "\","u8);
        writer.Write(json[(source.Start + 1)..(cut.IsEmpty ? source.End : cut.Start)]);
        if (!cut.IsEmpty) writer.Write(json[cut.End..source.End]);
        WriteHeader(data, header);
        return data;
    }

    private static byte[] CopyMetadata(ReadOnlySpan<byte> json, in ObjectScan scan, TypeMeta type)
    {
        var cut = scan.ManagedFields;
        var metadata = scan[ObjectField.Metadata];
        var version = scan[ObjectField.ApiVersion] is { IsEmpty: false } ownVersion ? ownVersion.Of(json) : type.ApiVersion;
        var kind = scan[ObjectField.Kind] is { IsEmpty: false } ownKind ? ownKind.Of(json) : type.Kind;
        var frame = "{\"apiVersion\":\"\",\"kind\":\"\",\"metadata\":}"u8.Length + (metadata.IsEmpty ? 2 : 0);
        var data = Allocate(frame + version.Length + kind.Length + metadata.Length - cut.Length);
        var writer = new Writer(data);
        ObjectScan.Slices places = default;
        Span<JsonSlice> header = places;
        var versionAt = writer.Member("{\"apiVersion\":\""u8, version, "\""u8);
        var kindAt = writer.Member(",\"kind\":\""u8, kind, "\""u8);
        writer.Write(",\"metadata\":"u8);
        Place(scan, header, writer.Position - metadata.Start, cut);
        header[(int)ObjectField.Spec] = header[(int)ObjectField.Status] = default;
        header[(int)ObjectField.ApiVersion] = versionAt;
        header[(int)ObjectField.Kind] = kindAt;
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
        WriteHeader(data, header);
        return data;
    }

    private static byte[] Allocate(int length) =>
        GC.AllocateUninitializedArray<byte>(length + (length + NarrowHeader <= ushort.MaxValue ? NarrowHeader : WideHeader));

    private static bool IsNarrow(byte[] data) => data.Length <= ushort.MaxValue;

    private static void WriteHeader(byte[] data, ReadOnlySpan<JsonSlice> places)
    {
        if (!IsNarrow(data))
        {
            places.CopyTo(MemoryMarshal.Cast<byte, JsonSlice>(data.AsSpan(0, WideHeader)));
            return;
        }

        var wide = MemoryMarshal.Cast<JsonSlice, ulong>(places);
        var narrow = MemoryMarshal.Cast<byte, uint>(data.AsSpan(0, NarrowHeader));
        var last = wide.Length - Vector512<ulong>.Count;
        for (var field = 0; field < last; field += Vector512<ulong>.Count) Narrowed(wide[field..]).CopyTo(narrow[field..]);
        Narrowed(wide[last..]).CopyTo(narrow[last..]);
    }

    /// <summary>Eight places at once: of each the two bytes of the start and the two of the length.</summary>
    private static Vector256<uint> Narrowed(ReadOnlySpan<ulong> wide)
    {
        var (low, high) = (Vector256.Create(wide), Vector256.Create(wide[Vector256<ulong>.Count..]));
        return Vector256.Narrow(low | (low >> 16), high | (high >> 16));
    }

    /// <summary>Writes the places as they are in the array, where all stands further behind by <paramref name="shift"/> and what is cut out is gone.</summary>
    private static void Place(in ObjectScan scan, Span<JsonSlice> header, int shift, JsonSlice cut)
    {
        var found = MemoryMarshal.Cast<JsonSlice, long>(scan.Fields);
        var placed = MemoryMarshal.Cast<JsonSlice, long>(header);
        var last = found.Length - Vector256<long>.Count;
        for (var field = 0; field < last; field += Vector256<long>.Count) Moved(found[field..], shift, cut).CopyTo(placed[field..]);
        Moved(found[last..], shift, cut).CopyTo(placed[last..]);
        if (!cut.IsEmpty) header[(int)ObjectField.Metadata] = new JsonSlice(header[(int)ObjectField.Metadata].Start, scan[ObjectField.Metadata].Length - cut.Length);
    }

    /// <summary>Four places at once, 30 ns less for an object than one by one.</summary>
    private static Vector256<long> Moved(ReadOnlySpan<long> found, int shift, JsonSlice cut)
    {
        var slices = Vector256.Create(found);
        var starts = slices & Vector256.Create((long)uint.MaxValue);
        var isThere = Vector256.GreaterThan(slices, Vector256.Create((long)uint.MaxValue));
        var isBehindCut = Vector256.GreaterThanOrEqual(starts, Vector256.Create((long)cut.End));
        return (slices + Vector256.Create((long)shift) - (isBehindCut & Vector256.Create((long)cut.Length))) & isThere;
    }

    private ref struct Writer(byte[] data)
    {
        private readonly Span<byte> _data = data;

        public int Position { get; private set; } = HeaderSizeOf(data);

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
