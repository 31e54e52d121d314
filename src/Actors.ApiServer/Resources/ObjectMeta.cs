using System.Text.Json;
using System.Text.Json.Nodes;

namespace Actors.ApiServer.Resources;

/// <summary>Reads and writes an object's <c>metadata</c>.</summary>
internal static class ObjectMeta
{
    private static readonly string[] Texts = ["name", "generateName", "namespace", "uid", "resourceVersion", "selfLink"];

    private static readonly string[] Times = ["creationTimestamp", "deletionTimestamp"];

    private static readonly string[] Numbers = ["generation", "deletionGracePeriodSeconds"];

    private static readonly string[] Maps = ["labels", "annotations"];

    private static readonly HashSet<string> Known =
        [.. Texts, .. Times, .. Numbers, .. Maps, "finalizers", "ownerReferences", "managedFields"];

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
        if (from.TryGetPropertyValue(field, out var value)) metadata[field] = value?.DeepClone();
        else metadata.Remove(field);
    }

    /// <summary>Drops what is empty and what no metadata has, and checks the types of the rest.</summary>
    /// <returns>The paths of the fields that were dropped because they are not known.</returns>
    /// <exception cref="FormatException">A field has the wrong type; the message says which.</exception>
    public static IReadOnlyList<string> Normalize(JsonObject value)
    {
        if (value.TryGetPropertyValue("metadata", out var given) && given is not (null or JsonObject))
            throw Mismatch(given, "ObjectMeta.metadata", "v1.ObjectMeta");
        var metadata = Of(value);
        List<string>? unknown = null;
        List<string>? empty = null;
        foreach (var (name, field) in metadata)
        {
            if (!Known.Contains(name)) (unknown ??= []).Add(name);
            else if (IsEmpty(field)) (empty ??= []).Add(name);
            else Check(name, field!);
        }

        foreach (var name in empty ?? []) metadata.Remove(name);
        if (unknown is null) return [];
        foreach (var name in unknown) metadata.Remove(name);
        return [.. unknown.Select(static name => $"metadata.{name}")];
    }

    private static bool IsEmpty(JsonNode? field) => field switch
    {
        null => true,
        JsonObject map => map.Count == 0,
        JsonArray list => list.Count == 0,
        JsonValue value => value.GetValueKind() == JsonValueKind.String && value.GetValue<string>().Length == 0,
        _ => false,
    };

    private static void Check(string name, JsonNode field)
    {
        var kind = field.GetValueKind();
        if (Maps.Contains(name)) CheckMap(name, field);
        else if (name == "finalizers") CheckList(name, field, JsonValueKind.String, "string");
        else if (name is "ownerReferences" or "managedFields") CheckList(name, field, JsonValueKind.Object, "object");
        else if (Numbers.Contains(name)) CheckNumber(name, field);
        else if (kind != JsonValueKind.String) throw Mismatch(field, $"ObjectMeta.metadata.{name}", Times.Contains(name) ? "v1.Time" : "string");
        else if (Times.Contains(name) && !Kubernetes.Models.Time.TryParse(field.GetValue<string>(), out _))
            throw new FormatException($"parsing time \"{field.GetValue<string>()}\" as \"2006-01-02T15:04:05Z07:00\": cannot parse it as RFC 3339 (metadata.{name})");
    }

    private static void CheckMap(string name, JsonNode field)
    {
        if (field is not JsonObject map) throw Mismatch(field, $"ObjectMeta.metadata.{name}", "map[string]string");
        foreach (var (key, value) in map)
        {
            if (value is null || value.GetValueKind() != JsonValueKind.String) throw Mismatch(value, $"ObjectMeta.metadata.{name}.{key}", "string");
        }
    }

    private static void CheckList(string name, JsonNode field, JsonValueKind wanted, string type)
    {
        if (field is not JsonArray list) throw Mismatch(field, $"ObjectMeta.metadata.{name}", $"[]{type}");
        foreach (var item in list)
            if (item is null || item.GetValueKind() != wanted) throw Mismatch(item, $"ObjectMeta.metadata.{name}", type);
    }

    private static void CheckNumber(string name, JsonNode field)
    {
        if (field is not JsonValue value || !value.TryGetValue(out long _)) throw Mismatch(field, $"ObjectMeta.metadata.{name}", "int64");
    }

    private static FormatException Mismatch(JsonNode? found, string where, string wanted)
    {
        var kind = found?.GetValueKind() switch
        {
            null => "null",
            JsonValueKind.Object => "object",
            JsonValueKind.Array => "array",
            JsonValueKind.String => "string",
            JsonValueKind.Number => "number",
            _ => "bool",
        };
        return new FormatException($"json: cannot unmarshal {kind} into Go struct field {where} of type {wanted}");
    }
}
