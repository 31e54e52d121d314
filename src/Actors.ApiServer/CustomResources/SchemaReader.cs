using System.Text.Json.Nodes;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.CustomResources;

/// <summary>Reads the JSON of an <c>openAPIV3Schema</c>.</summary>
internal static class SchemaReader
{
    private static readonly string[] ConstraintNames =
    [
        "format", "enum", "pattern", "minLength", "maxLength", "minimum", "maximum", "multipleOf", "minItems", "maxItems", "uniqueItems", "minProperties",
        "maxProperties", "allOf", "anyOf", "oneOf", "not",
    ];

    /// <summary>What the schema says; parts that are no schema say nothing.</summary>
    public static Schema Read(JsonObject? json)
    {
        if (json is null) return Schema.Unknown;
        var forbidsOthers = json["additionalProperties"] is JsonValue others && others.TryGetValue<bool>(out var allows) && !allows;
        return new Schema
        {
            Type = json.Flag("x-kubernetes-int-or-string") ? SchemaType.IntOrString : TypeOf(json.Text("type")),
            Properties = ReadMap(json.Map("properties")),
            AdditionalProperties = ReadAdditional(json["additionalProperties"]),
            Items = json.Map("items") is { } items ? Read(items) : null,
            Required = json.Texts("required"),
            Default = json["default"]?.DeepClone(),
            IsNullable = json.Flag("nullable"),
            Constraints = forbidsOthers || ConstraintNames.Any(json.ContainsKey) ? ReadConstraints(json, forbidsOthers) : null,
            PreservesUnknownFields = json.Flag("x-kubernetes-preserve-unknown-fields"),
            IsEmbeddedResource = json.Flag("x-kubernetes-embedded-resource"),
            ListType = json.Text("x-kubernetes-list-type") switch
            {
                "set" => ListType.Set,
                "map" => ListType.Map,
                _ => ListType.Atomic,
            },
            ListMapKeys = json.Texts("x-kubernetes-list-map-keys"),
            IsAtomic = json.Text("x-kubernetes-map-type") == "atomic",
            HasRules = json.List("x-kubernetes-validations") is { Count: > 0 },
        };
    }

    private static SchemaType TypeOf(string type) => type switch
    {
        "object" => SchemaType.Object,
        "array" => SchemaType.Array,
        "string" => SchemaType.String,
        "integer" => SchemaType.Integer,
        "number" => SchemaType.Number,
        "boolean" => SchemaType.Boolean,
        _ => SchemaType.Any,
    };

    private static Dictionary<string, Schema> ReadMap(JsonObject? map) =>
        (map ?? []).ToDictionary(member => member.Key, member => Read(member.Value as JsonObject ?? []), StringComparer.Ordinal);

    /// <summary>Both booleans stand for values nothing is known of: <c>false</c> keeps them until validation refuses them.</summary>
    private static Schema? ReadAdditional(JsonNode? node) => node switch
    {
        null => null,
        JsonObject schema => Read(schema),
        _ => new Schema(),
    };

    private static SchemaConstraints ReadConstraints(JsonObject json, bool forbidsOthers) => new()
    {
        Format = json.Text("format") is { Length: > 0 } format ? format : null,
        Enum = json.List("enum") is { } values ? [.. values.Select(value => value?.DeepClone())] : null,
        Pattern = json.Text("pattern") is { Length: > 0 } pattern ? pattern : null,
        MinLength = json.Integer("minLength"),
        MaxLength = json.Integer("maxLength"),
        Minimum = json.Real("minimum"),
        IsMinimumExclusive = json.Flag("exclusiveMinimum"),
        Maximum = json.Real("maximum"),
        IsMaximumExclusive = json.Flag("exclusiveMaximum"),
        MultipleOf = json.Real("multipleOf"),
        MinItems = json.Integer("minItems"),
        MaxItems = json.Integer("maxItems"),
        HasUniqueItems = json.Flag("uniqueItems"),
        MinProperties = json.Integer("minProperties"),
        MaxProperties = json.Integer("maxProperties"),
        ForbidsAdditionalProperties = forbidsOthers,
        AllOf = [.. json.Maps("allOf").Select(Read)],
        AnyOf = [.. json.Maps("anyOf").Select(Read)],
        OneOf = [.. json.Maps("oneOf").Select(Read)],
        Not = json.Map("not") is { } not ? Read(not) : null,
    };
}
