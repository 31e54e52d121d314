using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.CustomResources;

/// <summary>
/// Writes parts of a definition as messages of a real server show them: with the names of its internal fields, in their order, unset ones included.
/// </summary>
internal static class InternalJson
{
    private static readonly (string Name, string Field, string Unset)[] SchemaFields =
    [
        ("ID", "id", "\"\""), ("Schema", "$schema", "\"\""), ("Ref", "$ref", "null"), ("Description", "description", "\"\""), ("Type", "type", "\"\""),
        ("Nullable", "nullable", "false"), ("Format", "format", "\"\""), ("Title", "title", "\"\""), ("Default", "default", "null"),
        ("Maximum", "maximum", "null"), ("ExclusiveMaximum", "exclusiveMaximum", "false"), ("Minimum", "minimum", "null"),
        ("ExclusiveMinimum", "exclusiveMinimum", "false"), ("MaxLength", "maxLength", "null"), ("MinLength", "minLength", "null"), ("Pattern", "pattern", "\"\""),
        ("MaxItems", "maxItems", "null"), ("MinItems", "minItems", "null"), ("UniqueItems", "uniqueItems", "false"), ("MultipleOf", "multipleOf", "null"),
        ("Enum", "enum", "null"), ("MaxProperties", "maxProperties", "null"), ("MinProperties", "minProperties", "null"), ("Required", "required", "null"),
        ("Items", "items", "null"), ("AllOf", "allOf", "null"), ("OneOf", "oneOf", "null"), ("AnyOf", "anyOf", "null"), ("Not", "not", "null"),
        ("Properties", "properties", "null"), ("AdditionalProperties", "additionalProperties", "null"), ("PatternProperties", "patternProperties", "null"),
        ("Dependencies", "dependencies", "null"), ("AdditionalItems", "additionalItems", "null"), ("Definitions", "definitions", "null"),
        ("ExternalDocs", "externalDocs", "null"), ("Example", "example", "null"),
        ("XPreserveUnknownFields", "x-kubernetes-preserve-unknown-fields", "null"), ("XEmbeddedResource", "x-kubernetes-embedded-resource", "false"),
        ("XIntOrString", "x-kubernetes-int-or-string", "false"), ("XListMapKeys", "x-kubernetes-list-map-keys", "null"),
        ("XListType", "x-kubernetes-list-type", "null"), ("XMapType", "x-kubernetes-map-type", "null"),
        ("XValidations", "x-kubernetes-validations", "null"),
    ];

    /// <summary>The versions, without what they have in common: a server keeps that apart.</summary>
    /// <param name="versions">The list; null if there is none.</param>
    /// <param name="common">What they have in common.</param>
    public static GoLiteral Versions(JsonArray? versions, CommonFields common)
    {
        if (versions is null) return new GoLiteral("null");
        var text = new StringBuilder("[");
        foreach (var version in versions.OfType<JsonObject>())
        {
            if (text.Length > 1) text.Append(',');
            text.Append(CultureInfo.InvariantCulture, $"{{\"Name\":{GoText.Json(version.Text("name"))},\"Served\":{Flag(version, "served")},");
            text.Append(CultureInfo.InvariantCulture, $"\"Storage\":{Flag(version, "storage")},\"Deprecated\":{Flag(version, "deprecated")},");
            text.Append("\"DeprecationWarning\":").Append(GoText.Json(version["deprecationWarning"])).Append(",\"Schema\":");
            if (common.Schema || version.Map("schema") is not { } schema) text.Append("null");
            else text.Append("{\"OpenAPIV3Schema\":").Append(Schema(schema.Map("openAPIV3Schema")).Text).Append('}');
            text.Append(",\"Subresources\":").Append(common.Subresources ? "null" : Subresources(version.Map("subresources")));
            text.Append(",\"AdditionalPrinterColumns\":").Append(common.Columns ? "null" : Columns(version.List("additionalPrinterColumns")));
            text.Append(",\"SelectableFields\":").Append(common.SelectableFields ? "null" : Selectable(version.List("selectableFields"))).Append('}');
        }

        return new GoLiteral(text.Append(']').ToString());
    }

    /// <summary>A schema; null if there is none.</summary>
    public static GoLiteral Schema(JsonObject? schema)
    {
        if (schema is null) return new GoLiteral("null");
        var text = new StringBuilder("{");
        foreach (var (name, field, unset) in SchemaFields)
        {
            if (text.Length > 1) text.Append(',');
            text.Append(CultureInfo.InvariantCulture, $"\"{name}\":");
            text.Append(schema[field] is { } value ? Value(field, value) : unset);
        }

        return new GoLiteral(text.Append('}').ToString());
    }

    /// <summary>The internal names of the fields a schema sets.</summary>
    public static IEnumerable<string> SetFields(JsonObject schema) =>
        from field in SchemaFields where schema[field.Field] is { } value && Value(field.Field, value) != field.Unset select field.Name;

    private static string Value(string field, JsonNode value) => (field, value) switch
    {
        ("items", JsonObject items) => $"{{\"Schema\":{Schema(items).Text},\"JSONSchemas\":null}}",
        ("not", JsonObject not) => Schema(not).Text,
        ("allOf" or "oneOf" or "anyOf", JsonArray branches) => $"[{string.Join(',', branches.OfType<JsonObject>().Select(branch => Schema(branch).Text))}]",
        ("properties" or "patternProperties" or "definitions", JsonObject map) => $"{{{string.Join(',', map.OrderBy(member => member.Key, StringComparer.Ordinal)
            .Select(member => $"{GoText.Json(member.Key)}:{Schema(member.Value as JsonObject).Text}"))}}}",
        ("additionalProperties" or "additionalItems", JsonObject schema) => $"{{\"Allows\":true,\"Schema\":{Schema(schema).Text}}}",
        ("additionalProperties" or "additionalItems", _) => $"{{\"Allows\":{GoText.Json(value)},\"Schema\":null}}",
        ("x-kubernetes-validations", JsonArray rules) => $"[{string.Join(',', rules.OfType<JsonObject>().Select(Rule))}]",
        ("externalDocs", JsonObject docs) => $"{{\"Description\":{GoText.Json(docs.Text("description"))},\"URL\":{GoText.Json(docs.Text("url"))}}}",
        _ => GoText.Json(value),
    };

    private static string Rule(JsonObject rule) =>
        $"{{\"Rule\":{GoText.Json(rule.Text("rule"))},\"Message\":{GoText.Json(rule.Text("message"))},"
        + $"\"MessageExpression\":{GoText.Json(rule.Text("messageExpression"))},"
        + $"\"Reason\":{GoText.Json(rule["reason"])},\"FieldPath\":{GoText.Json(rule.Text("fieldPath"))},"
        + $"\"OptionalOldSelf\":{GoText.Json(rule["optionalOldSelf"])}}}";

    private static string Subresources(JsonObject? subresources)
    {
        if (subresources is null) return "null";
        var scale = subresources.Map("scale") is not { } paths
            ? "null"
            : $"{{\"SpecReplicasPath\":{GoText.Json(paths.Text("specReplicasPath"))},\"StatusReplicasPath\":{GoText.Json(paths.Text("statusReplicasPath"))},"
                + $"\"LabelSelectorPath\":{GoText.Json(paths["labelSelectorPath"])}}}";
        return $"{{\"Status\":{(subresources["status"] is null ? "null" : "{}")},\"Scale\":{scale}}}";
    }

    private static string Columns(JsonArray? columns) => columns is null or { Count: 0 }
        ? "null"
        : $"[{string.Join(',', columns.OfType<JsonObject>().Select(column =>
        $"{{\"Name\":{GoText.Json(column.Text("name"))},\"Type\":{GoText.Json(column.Text("type"))},\"Format\":{GoText.Json(column.Text("format"))},"
        + $"\"Description\":{GoText.Json(column.Text("description"))},\"Priority\":{(column.Integer("priority") ?? 0).ToString(CultureInfo.InvariantCulture)},"
        + $"\"JSONPath\":{GoText.Json(column.Text("jsonPath"))}}}"))}]";

    private static string Selectable(JsonArray? fields) => fields is null or { Count: 0 }
        ? "null"
        : $"[{string.Join(',', fields.OfType<JsonObject>().Select(field => $"{{\"JSONPath\":{GoText.Json(field.Text("jsonPath"))}}}"))}]";

    private static string Flag(JsonObject map, string name) => map.Flag(name) ? "true" : "false";
}
