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
internal static class ObjectWriter
{
    private const int UsualSize = 4096;

    private static readonly JsonWriterOptions Options =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true, MaxDepth = JsonBody.DepthMax + 8 };

    private static readonly string[] MetadataOrder =
    [
        "name", "generateName", "namespace", "uid", "resourceVersion", "generation", "creationTimestamp", "deletionTimestamp",
        "deletionGracePeriodSeconds", "labels", "annotations", "ownerReferences", "finalizers", "managedFields",
    ];

    /// <summary>The object without its resource version, to be stored.</summary>
    public static ObjectDraft Draft(JsonObject value, ResourceKind kind)
    {
        var buffer = new ArrayBufferWriter<byte>(UsualSize);
        using var writer = new Utf8JsonWriter(buffer, Options);
        var versionAt = 0;
        writer.WriteStartObject();
        foreach (var (name, member) in TopLevel(value, kind))
        {
            writer.WritePropertyName(name);
            if (name == "metadata") versionAt = WriteMetadata(writer, (JsonObject)member!, kind.IsCustom);
            else Write(writer, member, kind.IsCustom);
        }

        writer.WriteEndObject();
        writer.Flush();
        return new ObjectDraft(buffer.WrittenMemory, versionAt);
    }

    /// <summary>An object as it is, without a version of its own: what a dry run answers, and reviews.</summary>
    public static byte[] Bytes(JsonNode value)
    {
        var buffer = new ArrayBufferWriter<byte>(UsualSize);
        using var writer = new Utf8JsonWriter(buffer, Options);
        value.WriteTo(writer);
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>What the stored objects of a built-in kind begin with and the items of its lists do not.</summary>
    public static byte[] TypePrefix(ResourceKind kind) =>
        System.Text.Encoding.UTF8.GetBytes($"{{\"kind\":\"{kind.Kind}\",\"apiVersion\":\"{kind.ApiVersion}\",");

    private static IEnumerable<KeyValuePair<string, JsonNode?>> TopLevel(JsonObject value, ResourceKind kind)
    {
        var first = new[]
        {
            KeyValuePair.Create<string, JsonNode?>("kind", kind.Kind),
            KeyValuePair.Create<string, JsonNode?>("apiVersion", kind.StorageApiVersion),
            KeyValuePair.Create("metadata", value["metadata"]),
        };
        var all = first.Concat(value.Where(static member => member.Key is not ("kind" or "apiVersion" or "metadata")));
        return kind.IsCustom ? all.OrderBy(static member => member.Key, StringComparer.Ordinal) : all;
    }

    private static int WriteMetadata(Utf8JsonWriter writer, JsonObject metadata, bool isSorted)
    {
        var versionAt = 0;
        var isWritten = false;
        writer.WriteStartObject();
        IEnumerable<string> names = isSorted ? metadata.Select(static member => member.Key).Append("resourceVersion").Distinct().Order(StringComparer.Ordinal) : MetadataOrder;
        foreach (var name in names)
        {
            if (name == "resourceVersion" && !isWritten)
            {
                writer.WritePropertyName(name);
                versionAt = checked((int)(writer.BytesCommitted + writer.BytesPending)) + 1;
                writer.WriteStringValue("");
                isWritten = true;
            }
            else if (metadata.TryGetPropertyValue(name, out var member))
            {
                writer.WritePropertyName(name);
                Write(writer, member, isSorted: isSorted || name is "labels" or "annotations" or "managedFields");
            }
        }

        writer.WriteEndObject();
        return versionAt;
    }

    private static void Write(Utf8JsonWriter writer, JsonNode? node, bool isSorted)
    {
        switch (node)
        {
            case JsonObject map:
                writer.WriteStartObject();
                foreach (var (name, member) in isSorted && map.Count > 1 ? Sorted(map) : (IEnumerable<KeyValuePair<string, JsonNode?>>)map)
                {
                    writer.WritePropertyName(name);
                    Write(writer, member, isSorted);
                }

                writer.WriteEndObject();
                break;
            case JsonArray list:
                writer.WriteStartArray();
                foreach (var item in list) Write(writer, item, isSorted);
                writer.WriteEndArray();
                break;
            case null:
                writer.WriteNullValue();
                break;
            default:
                node.WriteTo(writer);
                break;
        }
    }

    private static KeyValuePair<string, JsonNode?>[] Sorted(JsonObject map)
    {
        var members = map.ToArray();
        Array.Sort(members, static (left, right) => string.CompareOrdinal(left.Key, right.Key));
        return members;
    }
}
