using System.Text.Json;
using Actors.ApiServer.Storage;

namespace Actors.ApiServer.Patching;

/// <summary>
/// Sets that were read lately, by their notation: the objects of a kind are written by the same few managers, who own the same fields in all of them. Any thread
/// may replace any entry: a lost one is read again.
/// </summary>
internal static class FieldSetCache
{
    private const int Size = 1024;

    /// <summary>Longer ones would hold too much, were all of them long.</summary>
    private const int LengthMax = 4096;

    private static readonly Entry?[] Entries = new Entry?[Size];

    /// <summary>Reads a set.</summary>
    /// <param name="json">As <see cref="FieldsV1"/> notes it.</param>
    /// <returns>Null if it is malformed.</returns>
    public static FieldSet? Get(ReadOnlySpan<byte> json)
    {
        if (json.Length > LengthMax) return Read(json);
        var hash = default(HashCode);
        hash.AddBytes(json);
        ref var entry = ref Entries[(uint)hash.ToHashCode() % Size];
        var known = entry;
        if (known is not null && json.SequenceEqual(known.Json)) return known.Set;
        if (Read(json) is not { } set) return null;
        set.Json = ObjectWriter.Bytes(set, static (set, writer) => FieldsV1.Write(writer, set));
        entry = new Entry(json.ToArray(), set);
        return set;
    }

    private static FieldSet? Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = ManagedFields.MaxDepth });
        reader.Read();
        return FieldsV1.TryRead(ref reader, out var set) ? set : null;
    }

    private sealed record Entry(byte[] Json, FieldSet Set);
}
