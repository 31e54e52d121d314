using System.Text.Json.Nodes;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.OpenApi;

/// <summary>Writes schemas as OpenAPI v3 has them.</summary>
internal static class OpenApiSchema
{
    /// <summary>A value, by reference if its type has a name.</summary>
    /// <param name="schema">What is known of it.</param>
    /// <param name="reference">Where the description of a type with a name is; null for a type without one.</param>
    public static JsonObject Of(Schema schema, Func<Schema, string?> reference)
    {
        var path = reference(schema);
        var json = path is null ? Type(schema, reference) : new JsonObject { ["allOf"] = new JsonArray(new JsonObject { ["$ref"] = path }) };
        AddExtensions(json, schema);
        if (schema.Default is not null) json["default"] = schema.Default.DeepClone();

        // A reference by itself needs nothing around it.
        return path is not null && json.Count == 1 ? new JsonObject { ["$ref"] = path } : json;
    }

    /// <summary>The description of a type that has a name.</summary>
    public static JsonObject OfDefinition(Schema schema, Func<Schema, string?> reference)
    {
        var json = Type(schema, reference);
        if (schema.IsAtomic) json["x-kubernetes-map-type"] = "atomic";
        return json;
    }

    /// <summary>A reference with a description of its own.</summary>
    public static JsonObject Referring(string path, string description) => new()
    {
        ["description"] = description,
        ["allOf"] = new JsonArray(new JsonObject { ["$ref"] = path }),
    };

    private static JsonObject Type(Schema schema, Func<Schema, string?> reference)
    {
        var json = new JsonObject();
        if (schema.Type == SchemaType.IntOrString)
        {
            json["oneOf"] = new JsonArray(new JsonObject { ["type"] = "integer" }, new JsonObject { ["type"] = "string" });
            json["format"] = "int-or-string";
        }
        else if (schema.Type != SchemaType.Any)
        {
            json["type"] = Name(schema.Type);
        }

        if (schema.Items is { } items) json["items"] = Of(items, reference);
        if (schema.AdditionalProperties is { } values) json["additionalProperties"] = Of(values, reference);
        if (schema.Required.Count > 0) json["required"] = new JsonArray([.. schema.Required.Select(static one => (JsonNode?)one)]);
        if (schema.Properties.Count > 0)
        {
            var properties = schema.Properties.OrderBy(static one => one.Key, StringComparer.Ordinal);
            json["properties"] = new JsonObject(properties.Select(one => KeyValuePair.Create(one.Key, (JsonNode?)Of(one.Value, reference))));
        }

        if (schema.IsNullable) json["nullable"] = true;
        if (schema is { PreservesUnknownFields: true, Type: SchemaType.Object }) json["x-kubernetes-preserve-unknown-fields"] = true;
        if (schema.IsEmbeddedResource) json["x-kubernetes-embedded-resource"] = true;
        if (schema.Constraints is { } constraints) AddConstraints(json, constraints);
        return json;
    }

    private static void AddExtensions(JsonObject json, Schema schema)
    {
        if (schema.ListType != ListType.Atomic) json["x-kubernetes-list-type"] = schema.ListType == ListType.Set ? "set" : "map";
        else if (schema.Type == SchemaType.Array) json["x-kubernetes-list-type"] = "atomic";
        if (schema.ListMapKeys.Count > 0) json["x-kubernetes-list-map-keys"] = new JsonArray([.. schema.ListMapKeys.Select(static one => (JsonNode?)one)]);
        if (schema is { IsAtomic: true, PreservesUnknownFields: false }) json["x-kubernetes-map-type"] = "atomic";
        if (schema.PatchMergeKey is { } key) json["x-kubernetes-patch-merge-key"] = key;
        if (schema.PatchMerges || schema.PatchRetainsKeys)
            json["x-kubernetes-patch-strategy"] = !schema.PatchRetainsKeys ? "merge" : schema.PatchMerges ? "merge,retainKeys" : "retainKeys";
    }

    private static void AddConstraints(JsonObject json, SchemaConstraints constraints)
    {
        if (constraints.Format is { } format) json["format"] = format;
        if (constraints.Enum is { } values) json["enum"] = new JsonArray([.. values.Select(static one => one?.DeepClone())]);
        if (constraints.Pattern is { } pattern) json["pattern"] = pattern;
        if (constraints.Minimum is { } minimum) json["minimum"] = minimum;
        if (constraints.Maximum is { } maximum) json["maximum"] = maximum;
        foreach (var (name, value) in (ReadOnlySpan<(string, long?)>)
            [
                ("minLength", constraints.MinLength), ("maxLength", constraints.MaxLength), ("minItems", constraints.MinItems), ("maxItems", constraints.MaxItems),
                ("minProperties", constraints.MinProperties), ("maxProperties", constraints.MaxProperties),
            ])
        {
            if (value is { } number) json[name] = number;
        }
    }

    private static string Name(SchemaType type) => type switch
    {
        SchemaType.Object => "object",
        SchemaType.Array => "array",
        SchemaType.Integer => "integer",
        SchemaType.Number => "number",
        SchemaType.Boolean => "boolean",
        _ => "string",
    };
}
