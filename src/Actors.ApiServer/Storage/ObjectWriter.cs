using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.ApiServer.Resources;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.Storage;

/// <summary>
/// Writes objects in the form they are stored and sent in. Custom resources have their members in alphabetical order, as a real server writes them; those of
/// built-in kinds begin with kind and apiVersion, which lists leave out.
/// </summary>
internal sealed class ObjectWriter : IDisposable
{
    private const int UsualSize = 4096;

    private static readonly JsonWriterOptions Options =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true, MaxDepth = JsonBody.DepthMax + 8 };

    private static readonly string[] MetadataOrder =
    [
        "name", "generateName", "namespace", "uid", "resourceVersion", "generation", "creationTimestamp", "deletionTimestamp",
        "deletionGracePeriodSeconds", "labels", "annotations", "ownerReferences", "finalizers", "managedFields",
    ];

    /// <summary>What is written is copied out at its end, so that each thread needs one buffer only.</summary>
    [ThreadStatic]
    private static ObjectWriter? _ofThread;

    private readonly ArrayBufferWriter<byte> _buffer = new(UsualSize);
    private readonly Utf8JsonWriter _writer;
    private int _versionAt;

    private ObjectWriter() => _writer = new Utf8JsonWriter(_buffer, Options);

    /// <summary>The object without its resource version, to be stored.</summary>
    /// <param name="value">The object; gets the kind and version it is stored in.</param>
    /// <param name="kind">Its kind.</param>
    public static ObjectDraft Draft(JsonObject value, ResourceKind kind)
    {
        var writer = Fresh();
        value["kind"] = kind.Kind;
        value["apiVersion"] = kind.StorageApiVersion;
        ObjectMeta.Of(value)["resourceVersion"] = "";
        if (kind.IsCustom) writer.WriteCustom(value);
        else writer.WriteBuiltIn(value);
        return new ObjectDraft(writer.Finish(), writer._versionAt);
    }

    /// <summary>An object as it is, without a version of its own: what a dry run answers, and reviews.</summary>
    public static byte[] Bytes(JsonNode value)
    {
        var writer = Fresh();
        writer.Write(value, isSorted: false);
        return writer.Finish();
    }

    /// <summary>What is written by <paramref name="write"/>, which must not come back here.</summary>
    public static byte[] Bytes<T>(T value, Action<T, Utf8JsonWriter> write)
    {
        var writer = Fresh();
        write(value, writer._writer);
        return writer.Finish();
    }

    /// <summary>What the objects of a built-in kind begin with and the items of its lists do not.</summary>
    public static byte[] TypePrefix(ResourceKind kind) =>
        System.Text.Encoding.UTF8.GetBytes($"{{\"kind\":\"{kind.Kind}\",\"apiVersion\":\"{kind.ApiVersion}\",");

    public void Dispose() => _writer.Dispose();

    private static ObjectWriter Fresh()
    {
        var writer = _ofThread ??= new ObjectWriter();
        writer._buffer.ResetWrittenCount();
        writer._writer.Reset();
        return writer;
    }

    private byte[] Finish()
    {
        _writer.Flush();
        var bytes = _buffer.WrittenSpan.ToArray();
        // One huge object must not keep a huge buffer.
        if (_buffer.Capacity > UsualSize * UsualSize) _ofThread = null;
        return bytes;
    }

    private void WriteCustom(JsonObject value)
    {
        _writer.WriteStartObject();
        foreach (var (name, member) in Sorted(value))
        {
            _writer.WritePropertyName(name);
            if (name != "metadata") Write(member, isSorted: true);
            else WriteMetadata(Sorted((JsonObject)member!));
        }

        _writer.WriteEndObject();
    }

    private void WriteBuiltIn(JsonObject value)
    {
        _writer.WriteStartObject();
        foreach (var name in new[] { "kind", "apiVersion" }) _writer.WriteString(name, value[name]!.GetValue<string>());
        _writer.WritePropertyName("metadata");
        var metadata = (JsonObject)value["metadata"]!;
        WriteMetadata(MetadataOrder.Where(metadata.ContainsKey).Select(name => KeyValuePair.Create(name, metadata[name])));
        for (var index = 0; index < value.Count; index++)
        {
            var (name, member) = value.GetAt(index);
            if (name is "kind" or "apiVersion" or "metadata") continue;
            _writer.WritePropertyName(name);
            Write(member, isSorted: false);
        }

        _writer.WriteEndObject();
    }

    private void WriteMetadata(IEnumerable<KeyValuePair<string, JsonNode?>> members)
    {
        _writer.WriteStartObject();
        foreach (var (name, member) in members)
        {
            _writer.WritePropertyName(name);
            if (name == "resourceVersion") _versionAt = checked((int)(_writer.BytesCommitted + _writer.BytesPending)) + 1;
            Write(member, isSorted: true);
        }

        _writer.WriteEndObject();
    }

    private void Write(JsonNode? node, bool isSorted)
    {
        switch (node)
        {
            case JsonObject map:
                WriteMap(map, isSorted);
                break;
            case JsonArray list:
                _writer.WriteStartArray();
                for (var index = 0; index < list.Count; index++) Write(list[index], isSorted);
                _writer.WriteEndArray();
                break;
            case JsonValue value when value.TryGetValue(out string? text):
                _writer.WriteStringValue(text);
                break;
            case null:
                _writer.WriteNullValue();
                break;
            default:
                if (RawJson.Of(node) is { } raw) _writer.WriteRawValue(raw.Utf8.Span, skipInputValidation: true);
                else node.WriteTo(_writer);
                break;
        }
    }

    private void WriteMap(JsonObject map, bool isSorted)
    {
        _writer.WriteStartObject();
        if (isSorted && !IsSorted(map))
        {
            foreach (var (name, member) in Sorted(map)) WriteMember(name, member, isSorted);
        }
        else
        {
            for (var index = 0; index < map.Count; index++)
            {
                var (name, member) = map.GetAt(index);
                WriteMember(name, member, isSorted);
            }
        }

        _writer.WriteEndObject();
    }

    private void WriteMember(string name, JsonNode? member, bool isSorted)
    {
        _writer.WritePropertyName(name);
        Write(member, isSorted);
    }

    private static bool IsSorted(JsonObject map)
    {
        for (var index = 1; index < map.Count; index++)
            if (string.CompareOrdinal(map.GetAt(index - 1).Key, map.GetAt(index).Key) > 0) return false;
        return true;
    }

    private static KeyValuePair<string, JsonNode?>[] Sorted(JsonObject map)
    {
        var members = new KeyValuePair<string, JsonNode?>[map.Count];
        for (var index = 0; index < members.Length; index++) members[index] = map.GetAt(index);
        Array.Sort(members, static (left, right) => string.CompareOrdinal(left.Key, right.Key));
        return members;
    }
}
