using System.Text.Json.Nodes;

namespace Actors.ApiServer.Schemas;

/// <summary>
/// Tells whether a value could be decoded into the Go types of a built-in kind. Custom resources have none: their types are a matter of validation.
/// </summary>
internal static class TypeChecker
{
    /// <summary>The first member of the wrong type, as Go's JSON decoder tells it; null if there is none. Null fits everything.</summary>
    public static string? Check(Schema schema, JsonNode? value) => Check(schema, value, schema.TypeName ?? "", "");

    private static string? Check(Schema schema, JsonNode? value, string owner, string path)
    {
        if (value is null) return null;
        var found = GoText.TypeName(value);
        var fits = schema.Type switch
        {
            SchemaType.Object => value is JsonObject,
            SchemaType.Array => value is JsonArray,
            SchemaType.String => found == "string",
            SchemaType.Boolean => found == "bool",
            SchemaType.Number => found == "number",
            SchemaType.Integer => found == "number",
            SchemaType.IntOrString => found is "number" or "string",
            _ => true,
        };
        if (!fits) return Mismatch(found, schema, owner, path);
        if (schema.Type == SchemaType.Integer && JsonNumber.TryGet((JsonValue)value, out var number) && !Fits(number, schema))
            return Mismatch($"number {number}", schema, owner, path);
        return value switch
        {
            JsonObject map => CheckMembers(schema, map, owner, path),
            JsonArray list when schema.Items is { } items =>
                list.Select(item => Check(items, item, items.TypeName ?? owner, path)).FirstOrDefault(error => error is not null),
            _ => null,
        };
    }

    private static string? CheckMembers(Schema schema, JsonObject map, string owner, string path)
    {
        foreach (var (name, member) in map)
        {
            string? error = null;
            if (schema.Properties.TryGetValue(name, out var property))
                error = Check(property, member, schema.TypeName ?? owner, path.Length == 0 ? name : $"{path}.{name}");
            else if (schema.AdditionalProperties is { } values) error = Check(values, member, schema.TypeName ?? owner, path);
            if (error is not null) return error;
        }

        return null;
    }

    private static bool Fits(JsonNumber number, Schema schema) =>
        number.IsInteger && (schema.Constraints?.Format != "int32" || number.Integer is >= int.MinValue and <= int.MaxValue);

    private static string Mismatch(string found, Schema schema, string owner, string path) => path.Length == 0
        ? $"json: cannot unmarshal {found} into Go value of type {GoType(schema)}"
        : $"json: cannot unmarshal {found} into Go struct field {owner}.{path} of type {GoType(schema)}";

    private static string GoType(Schema schema) => schema.Type switch
    {
        SchemaType.String => "string",
        SchemaType.Boolean => "bool",
        SchemaType.Number => "float64",
        SchemaType.Integer => schema.Constraints?.Format == "int32" ? "int32" : "int64",
        SchemaType.IntOrString => "intstr.IntOrString",
        SchemaType.Array => $"[]{(schema.Items is { } items ? GoType(items) : "")}",
        SchemaType.Object when schema.AdditionalProperties is { } values => $"map[string]{GoType(values)}",
        _ => $"v1.{schema.TypeName}",
    };
}
