using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.Kinds;

/// <summary>Steps into an object that has been decoded, so that fields are of their type or not there.</summary>
internal static class JsonSteps
{
    /// <summary>What is at a path of names; null if a step leads nowhere.</summary>
    public static JsonNode? At(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        foreach (var name in path) node = (node as JsonObject)?[name];
        return node;
    }

    /// <summary>What is at a path such as <c>.spec.replicas</c>; <c>.</c> is the object itself.</summary>
    public static JsonNode? AtPath(this JsonNode? node, string path)
    {
        foreach (var name in path.Split('.', StringSplitOptions.RemoveEmptyEntries)) node = (node as JsonObject)?[name];
        return node;
    }

    /// <summary>A text; empty if it is not there.</summary>
    public static string Text(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : "";

    /// <summary>A number; 0 if it is not there.</summary>
    public static long Number(this JsonNode? node, params ReadOnlySpan<string> path) => node.NumberOrNull(path) ?? 0;

    /// <summary>A number; null if it is not there.</summary>
    public static long? NumberOrNull(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        if (node.At(path) is not JsonValue value || value.GetValueKind() != JsonValueKind.Number) return null;
        return JsonNumber.TryGet(value, out var number) ? number.Integer : null;
    }

    /// <summary>Whether a flag is there and set.</summary>
    public static bool IsTrue(this JsonNode? node, params ReadOnlySpan<string> path) => node.At(path)?.GetValueKind() == JsonValueKind.True;

    /// <summary>The objects of a list; none if it is not there.</summary>
    public static IEnumerable<JsonObject> Objects(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonArray list ? list.OfType<JsonObject>() : [];

    /// <summary>The texts of a list; none if it is not there.</summary>
    public static IReadOnlyList<string> Texts(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonArray list ? [.. list.Select(static item => item.Text())] : [];

    /// <summary>The object of a name, made if it is not there.</summary>
    public static JsonObject Child(this JsonObject value, string name)
    {
        if (value[name] is JsonObject child) return child;
        child = [];
        value[name] = child;
        return child;
    }

    /// <summary>Whether two values are the same; one that is not there equals null.</summary>
    public static bool IsSameAs(this JsonNode? left, JsonNode? right) => JsonNode.DeepEquals(left, right);
}
