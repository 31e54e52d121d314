using System.Text.Json.Nodes;

namespace Actors.ApiServer.OpenApi;

/// <summary>
/// Turns schemas of OpenAPI v3 into such of v2. What v2 cannot say is left out: alternatives, negations, and the types of values that may be null or hold
/// anything, since kubectl would refuse what a type does not name.
/// </summary>
internal static class SwaggerSchema
{
    private const string References = "#/components/schemas/";
    private const string Preserves = "x-kubernetes-preserve-unknown-fields";

    private static readonly string[] Unsaid = ["oneOf", "anyOf", "allOf", "not", "nullable"];

    /// <summary>A type that has a name.</summary>
    public static JsonObject OfDefinition(JsonObject schema)
    {
        if (schema["x-kubernetes-group-version-kind"] is not { } kinds || schema[Preserves]?.GetValue<bool>() is not true) return Of(schema);
        // Of a kind that keeps whatever it is sent not even the common fields are named: kubectl would miss all others.
        return new JsonObject { ["type"] = "object", ["x-kubernetes-group-version-kind"] = kinds.DeepClone() };
    }

    public static JsonObject Of(JsonObject schema)
    {
        var json = new JsonObject();
        if (Reference(schema) is { } reference) json["$ref"] = $"#/definitions/{reference[References.Length..]}";
        foreach (var (name, value) in schema)
        {
            if (name == "$ref" || Unsaid.Contains(name)) continue;
            json[name] = (name, value) switch
            {
                ("items" or "additionalProperties", JsonObject one) => Of(one),
                ("properties", JsonObject all) => new JsonObject(all.Select(static one => KeyValuePair.Create(one.Key, (JsonNode?)Of((JsonObject)one.Value!)))),
                ("required", JsonArray required) => Required(required, schema["properties"] as JsonObject ?? []),
                _ => value?.DeepClone(),
            };
        }

        if (schema["format"]?.ToString() == "int-or-string") json["type"] = "string";
        LoosenUnnamed(json, schema);
        return json;
    }

    /// <summary>Where a type is described: by itself, or, beside what is said of it here, as the only one of all that hold.</summary>
    private static string? Reference(JsonObject schema) =>
        (schema["$ref"] ?? (schema["allOf"] is JsonArray { Count: 1 } all ? all[0]!["$ref"] : null))?.GetValue<string>();

    private static void LoosenUnnamed(JsonObject json, JsonObject schema)
    {
        var (isNullable, keepsAll) = (schema["nullable"]?.GetValue<bool>() is true, schema[Preserves]?.GetValue<bool>() is true);
        if (isNullable || keepsAll)
        {
            json.Remove("items");
            json.Remove("properties");
        }

        var type = json["type"]?.ToString();
        if (isNullable || (keepsAll && type == "object") || (type == "array" && !json.ContainsKey("items"))) json.Remove("type");
        if (json["required"] is JsonArray { Count: 0 }) json.Remove("required");
    }

    private static JsonArray Required(JsonArray required, JsonObject properties) => new([.. required
        .Where(name => properties[name!.GetValue<string>()]?["nullable"]?.GetValue<bool>() is not true).Select(static name => name!.DeepClone())]);
}
