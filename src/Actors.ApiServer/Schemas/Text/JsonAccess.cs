using System.Text.Json.Nodes;

namespace Actors.ApiServer.Schemas;

/// <summary>Reads members of objects as the type they should have; what is missing or of another type reads as nothing.</summary>
internal static class JsonAccess
{
    /// <summary>A text; empty if there is none.</summary>
    public static string Text(this JsonObject? map, string name) => map?[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";

    public static bool Flag(this JsonObject? map, string name) => map?[name] is JsonValue value && value.TryGetValue<bool>(out var flag) && flag;

    public static long? Integer(this JsonObject? map, string name) =>
        map?[name] is JsonValue value && JsonNumber.TryGet(value, out var number) && number.IsWhole ? number.Integer : null;

    public static double? Real(this JsonObject? map, string name) => map?[name] is JsonValue value && JsonNumber.TryGet(value, out var number) ? number.Float : null;

    public static JsonObject? Map(this JsonObject? map, string name) => map?[name] as JsonObject;

    public static JsonArray? List(this JsonObject? map, string name) => map?[name] as JsonArray;

    /// <summary>The objects of a list.</summary>
    public static IEnumerable<JsonObject> Maps(this JsonObject? map, string name) => map.List(name)?.OfType<JsonObject>() ?? [];

    /// <summary>The texts of a list.</summary>
    public static IReadOnlyList<string> Texts(this JsonObject? map, string name)
    {
        if (map.List(name) is not { Count: > 0 } list) return [];
        var texts = new List<string>(list.Count);
        for (var at = 0; at < list.Count; at++)
        {
            if (list[at] is JsonValue value && value.TryGetValue<string>(out var text)) texts.Add(text);
        }

        return texts;
    }
}
