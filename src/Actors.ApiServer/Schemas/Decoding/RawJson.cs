using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Actors.ApiServer.Schemas;

/// <summary>
/// A part of an object that a request does not look into, kept in its tree as the bytes it is stored as: it is neither read nor copied nor written member by
/// member. Who looks all the same must know of it: it is neither a <see cref="JsonObject"/> nor a <see cref="JsonArray"/>.
/// </summary>
internal sealed class RawJson
{
    private static readonly JsonTypeInfo<RawJson> Info =
        JsonMetadataServices.CreateValueInfo<RawJson>(new JsonSerializerOptions { TypeInfoResolver = JsonTypeInfoResolver.Combine() }, new Converter());

    private static readonly Type NodeType = Node("null"u8.ToArray()).GetType();

    private RawJson(ReadOnlyMemory<byte> utf8) => Utf8 = utf8;

    /// <summary>The JSON in the form <see cref="Storage.ObjectWriter"/> gives it.</summary>
    public ReadOnlyMemory<byte> Utf8 { get; }

    /// <summary>A node for bytes that will not change.</summary>
    public static JsonValue Node(ReadOnlyMemory<byte> utf8) => JsonValue.Create(new RawJson(utf8), Info)!;

    /// <summary>What a node is kept as; null if it is an ordinary one.</summary>
    public static RawJson? Of(JsonNode? node) => Is(node) ? ((JsonValue)node!).GetValue<RawJson>() : null;

    public static bool Is(JsonNode? node) => node is not null && node.GetType() == NodeType;

    /// <summary>A copy of a tree, which shares the bytes of its raw parts. <see cref="JsonNode.DeepClone"/> would read them.</summary>
    public static JsonNode? Copy(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject map:
                return Copy(map);
            case JsonArray list:
                var items = new JsonArray();
                for (var at = 0; at < list.Count; at++) items.Add(Copy(list[at]));
                return items;
            default:
                return Of(node) is { } raw ? Node(raw.Utf8) : node?.DeepClone();
        }
    }

    /// <inheritdoc cref="Copy(JsonNode)"/>
    public static JsonObject Copy(JsonObject map)
    {
        var members = new KeyValuePair<string, JsonNode?>[map.Count];
        for (var at = 0; at < members.Length; at++)
        {
            var (name, member) = map.GetAt(at);
            members[at] = KeyValuePair.Create(name, Copy(member));
        }

        return new JsonObject(members);
    }

    /// <summary>Whether two values are equal; raw ones are if their bytes are.</summary>
    public static bool AreEqual(JsonNode? one, JsonNode? other) =>
        Of(one) is { } raw && Of(other) is { } otherRaw ? raw.Utf8.Span.SequenceEqual(otherRaw.Utf8.Span) : JsonNode.DeepEquals(one, other);

    private sealed class Converter : JsonConverter<RawJson>
    {
        public override RawJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, RawJson value, JsonSerializerOptions options) =>
            writer.WriteRawValue(value.Utf8.Span, skipInputValidation: true);
    }
}
