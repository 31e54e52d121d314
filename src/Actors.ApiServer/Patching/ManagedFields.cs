using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.ApiServer.Schemas;
using Actors.ApiServer.Storage;

namespace Actors.ApiServer.Patching;

/// <summary>The <c>metadata.managedFields</c> of an object: which manager owns which fields.</summary>
internal sealed class ManagedFields
{
    /// <summary>How many entries of updates an object keeps; the oldest of more are merged.</summary>
    public const int MaxUpdaters = 10;

    private const string Member = "managedFields";
    private const string OldUpdates = "ancient-changes";

    /// <summary>A field set is nested as deeply as the object it is of, and some more.</summary>
    public const int MaxDepth = 512;

    private readonly List<ManagedFieldsEntry> _entries;

    private ManagedFields(List<ManagedFieldsEntry> entries) => _entries = entries;

    /// <summary>Whether nobody owns anything.</summary>
    public bool IsEmpty => _entries.Count == 0;

    /// <summary>The entries, in no order.</summary>
    public IReadOnlyList<ManagedFieldsEntry> Entries => _entries;

    /// <summary>Without entries.</summary>
    public static ManagedFields None() => new([]);

    /// <summary>The node of an object; null if it has none.</summary>
    public static JsonNode? NodeOf(JsonObject? value) => (value?["metadata"] as JsonObject)?[Member];

    /// <summary>Reads the entries of an object.</summary>
    /// <returns>Null if they are malformed.</returns>
    public static ManagedFields? Read(JsonObject? value)
    {
        var node = NodeOf(value);
        if (node is null) return None();
        if (RawJson.Of(node) is { } raw) return Read(raw.Utf8.Span);
        return node is JsonArray ? Read(ObjectWriter.Bytes(node)) : null;
    }

    private static ManagedFields? Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
        var managed = None();
        reader.Read();
        for (reader.Read(); reader.TokenType != JsonTokenType.EndArray; reader.Read())
        {
            if (ManagedFieldsEntry.Read(ref reader, json) is not { } entry) return null;
            managed.Put(entry);
        }

        return managed;
    }

    /// <summary>Whether a client asks for the ownership of an object to be forgotten: by an empty list, or one with an empty entry.</summary>
    public static bool IsReset(JsonObject value) => NodeOf(value) is JsonArray items && items.All(item => item is JsonObject { Count: 0 }) && items.Count < 2;

    /// <summary>Takes the entries off an object.</summary>
    public static void Remove(JsonObject value) => (value["metadata"] as JsonObject)?.Remove(Member);

    /// <summary>The entry of a manager; null if it has none.</summary>
    public ManagedFieldsEntry? Find(ManagerIdentity identity) => _entries.Find(entry => entry.Identity == identity);

    /// <summary>Puts an entry in place of the one its manager has.</summary>
    public void Put(ManagedFieldsEntry entry)
    {
        var place = _entries.FindIndex(known => known.Identity == entry.Identity);
        if (place >= 0) _entries[place] = entry;
        else _entries.Add(entry);
    }

    /// <summary>Changes the fields of all entries.</summary>
    /// <param name="change">The fields an entry has from now on; null if the entry goes.</param>
    public void Change(Func<ManagedFieldsEntry, FieldSet?> change)
    {
        for (var i = _entries.Count - 1; i >= 0; i--)
        {
            if (change(_entries[i]) is { } fields) _entries[i] = _entries[i].With(fields);
            else _entries.RemoveAt(i);
        }
    }

    /// <summary>Takes out the entries without fields.</summary>
    public void RemoveEmpty() => _entries.RemoveAll(entry => entry.Fields.IsEmpty);

    /// <summary>Merges the oldest entries of updates, by version, until there are no more than <see cref="MaxUpdaters"/>.</summary>
    public void Cap()
    {
        var updaters = _entries.Where(entry => !entry.Identity.IsApply).ToList();
        if (updaters.Count <= MaxUpdaters) return;
        updaters.Sort((one, other) =>
            one.CompareAge(other) is not 0 and var order ? order : string.CompareOrdinal(one.Identity.SortKey, other.Identity.SortKey));
        var firstOfVersion = new Dictionary<string, ManagedFieldsEntry>(StringComparer.Ordinal);
        var count = updaters.Count;
        foreach (var entry in updaters)
        {
            if (count <= MaxUpdaters) break;
            if (firstOfVersion.TryAdd(entry.ApiVersion, entry)) continue;
            var bucket = ManagedFieldsEntry.Identify(OldUpdates, isApply: false, entry.ApiVersion, subresource: "");
            var first = Find(bucket) ?? firstOfVersion[entry.ApiVersion];
            _entries.RemoveAll(known => known.Identity == first.Identity || known.Identity == entry.Identity);
            _entries.Add(new ManagedFieldsEntry(bucket, entry.ApiVersion, entry.Time, entry.Fields.Union(first.Fields)));
            count--;
        }
    }

    /// <summary>Writes the entries to an object, in the order a real server has; an object without entries has no member for them.</summary>
    public void WriteTo(JsonObject value)
    {
        if (IsEmpty) return;
        _entries.Sort();
        if (value["metadata"] is not JsonObject metadata) value["metadata"] = metadata = [];
        var json = ObjectWriter.Bytes(this, static (managed, writer) => managed.Write(writer));
        // Whoever checks metadata has to see the names that may be wrong.
        metadata[Member] = _entries.TrueForAll(static entry => entry.HasPlainNames) ? RawJson.Node(json) : JsonBody.Read(json).Value;
    }

    /// <summary>Whether the entries are the same, one by one, but for their times.</summary>
    public bool IsSameButForTimes(ManagedFields other)
    {
        if (_entries.Count != other._entries.Count) return false;
        for (var at = 0; at < _entries.Count; at++)
        {
            var (one, two) = (_entries[at], other._entries[at]);
            if (one.Identity != two.Identity || one.ApiVersion != two.ApiVersion || !one.Fields.Equals(two.Fields)) return false;
        }

        return true;
    }

    private void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        foreach (var entry in _entries) entry.Write(writer);
        writer.WriteEndArray();
    }
}
