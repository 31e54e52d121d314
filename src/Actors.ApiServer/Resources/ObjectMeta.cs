using System.Text.Json.Nodes;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.Resources;

/// <summary>Reads and writes an object's <c>metadata</c>.</summary>
internal static class ObjectMeta
{
    /// <summary>The metadata of an object, which gets one if it has none.</summary>
    public static JsonObject Of(JsonObject value)
    {
        if (value["metadata"] is JsonObject metadata) return metadata;
        metadata = [];
        value["metadata"] = metadata;
        return metadata;
    }

    /// <summary>A field that is text; empty if it is not there.</summary>
    public static string Text(JsonObject? map, string field) =>
        map is not null && map.TryGetPropertyValue(field, out var node) && node is JsonValue value && value.TryGetValue(out string? text) ? text ?? "" : "";

    /// <summary>A field that is a whole number; null if it is not there.</summary>
    public static long? Number(JsonObject map, string field) =>
        map.TryGetPropertyValue(field, out var node) && node is JsonValue value && value.TryGetValue(out long number) ? number : null;

    public static IEnumerable<string> Finalizers(JsonObject metadata) =>
        metadata["finalizers"] is JsonArray finalizers ? finalizers.Select(static one => one!.GetValue<string>()) : [];

    /// <summary>Sets a list of text, or takes it away if it is empty.</summary>
    public static void SetFinalizers(JsonObject metadata, IReadOnlyCollection<string> finalizers)
    {
        if (finalizers.Count == 0) metadata.Remove("finalizers");
        else metadata["finalizers"] = new JsonArray([.. finalizers.Select(static one => (JsonNode?)JsonValue.Create(one))]);
    }

    /// <summary>Takes a field over from another object's metadata, absence included.</summary>
    public static void Take(JsonObject metadata, JsonObject from, string field)
    {
        if (from.TryGetPropertyValue(field, out var value)) metadata[field] = RawJson.Copy(value);
        else metadata.Remove(field);
    }
}
