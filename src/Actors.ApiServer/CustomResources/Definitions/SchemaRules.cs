using System.Text.Json.Nodes;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.CustomResources;

/// <summary>What a definition's OpenAPI schema may say at all, node by node.</summary>
internal sealed class SchemaRules
{
    private static readonly string[] Types = ["array", "boolean", "integer", "number", "object", "string"];

    private static readonly string[] Unsupported = ["id", "additionalItems", "patternProperties", "definitions", "dependencies", "$ref"];

    private static readonly string[] ListTypes = ["atomic", "set", "map"];

    private readonly List<FieldError> _errors;

    private SchemaRules(List<FieldError> errors) => _errors = errors;

    public static void Validate(JsonObject schema, FieldPath path, List<FieldError> errors) =>
        new SchemaRules(errors).Check(schema, path, new Place(IsRoot: true, IsInMetadata: false, null));

    private void Check(JsonObject schema, FieldPath path, Place place)
    {
        CheckVocabulary(schema, path, place);
        if (schema.Flag("uniqueItems"))
            _errors.Add(FieldError.Forbidden(path.Child("uniqueItems"), "uniqueItems cannot be set to true since the runtime complexity becomes quadratic"));
        CheckAdditionalProperties(schema, path, place);
        CheckProperties(schema, path, place);
        var inner = place with { IsRoot = false };
        if (schema.Map("not") is { } not) Check(not, path.Child("not"), inner);
        foreach (var branches in new[] { "allOf", "oneOf", "anyOf" })
        {
            var at = 0;
            foreach (var branch in schema.Maps(branches)) Check(branch, path.Child(branches).Index(at++), inner);
        }

        if (schema.Map("items") is { } items) Check(items, path.Child("items"), inner);
        CheckExtensions(schema, path);
        RuleRules.Validate(schema, path, _errors);
    }

    private void CheckVocabulary(JsonObject schema, FieldPath path, Place place)
    {
        var type = schema.Text("type");
        if (type.Length > 0 && !Types.Contains(type)) _errors.Add(FieldError.NotSupported(path.Child("type"), type, Types));
        if (schema["default"] is not null && place.NoDefaults is { } reason) _errors.Add(FieldError.Forbidden(path.Child("default"), $"must not be set {reason}"));
        foreach (var name in Unsupported)
        {
            var isSet = schema[name] switch
            {
                null => false,
                JsonObject map when name is "patternProperties" or "definitions" => map.Count > 0,
                JsonValue value when name == "id" => value.TryGetValue<string>(out var text) && text.Length > 0,
                _ => true,
            };
            if (isSet) _errors.Add(FieldError.Forbidden(path.Child(name), $"{name} is not supported"));
        }

        if (type == "null") _errors.Add(FieldError.Forbidden(path.Child("type"), "type cannot be set to null, use nullable as an alternative"));
        if (schema.List("items") is { Count: > 0 }) _errors.Add(FieldError.Forbidden(path.Child("items"), "items must be a schema object and not an array"));
        if (place.IsInMetadata && schema.Flag("x-kubernetes-embedded-resource"))
            _errors.Add(FieldError.Forbidden(path.Child("x-kubernetes-embedded-resource"), "must not be used inside of resource meta"));
    }

    private void CheckAdditionalProperties(JsonObject schema, FieldPath path, Place place)
    {
        if (schema["additionalProperties"] is not { } additional) return;
        var allowsAnything = additional is JsonValue value && value.TryGetValue<bool>(out var allows) && allows;
        if (schema.Map("properties") is { Count: > 0 } && !allowsAnything)
            _errors.Add(FieldError.Forbidden(path.Child("additionalProperties"), "additionalProperties and properties are mutual exclusive"));
        if (additional is not JsonObject values) return;
        var reason = place.IsInMetadata ? "inside additionalProperties applying to object metadata" : place.NoDefaults;
        Check(values, path.Child("additionalProperties"), new Place(IsRoot: false, place.IsInMetadata, reason));
    }

    private void CheckProperties(JsonObject schema, FieldPath path, Place place)
    {
        foreach (var (name, property) in schema.Map("properties") ?? [])
        {
            var inner = place with { IsRoot = false };
            if ((place.IsRoot || schema.Flag("x-kubernetes-embedded-resource")) && name is "metadata" or "kind" or "apiVersion")
            {
                inner = inner with { IsInMetadata = true };
                if (place.IsRoot) inner = inner with { NoDefaults = $"in top-level {name}" };
            }

            if (property is JsonObject map) Check(map, path.Child("properties").Key(name), inner);
        }
    }

    private void CheckExtensions(JsonObject schema, FieldPath path)
    {
        if (schema["x-kubernetes-preserve-unknown-fields"] is JsonValue preserves && preserves.TryGetValue<bool>(out var flag) && !flag)
            _errors.Add(FieldError.Invalid(path.Child("x-kubernetes-preserve-unknown-fields"), false, "must be true or undefined"));
        if (schema["x-kubernetes-map-type"] is not null)
        {
            var mapType = schema.Text("x-kubernetes-map-type");
            RequireType(schema, path, "object", "must be object if x-kubernetes-map-type is specified");
            if (mapType is not ("atomic" or "granular"))
                _errors.Add(FieldError.NotSupported(path.Child("x-kubernetes-map-type"), mapType, ["atomic", "granular"]));
        }

        CheckListType(schema, path);
        if (schema.Text("x-kubernetes-list-type") == "map") CheckListMap(schema, path);
        CheckKeyedItems(schema, path);
    }

    private void RequireType(JsonObject schema, FieldPath path, string expected, string detail)
    {
        var type = schema.Text("type");
        if (type == expected) return;
        _errors.Add(type.Length == 0 ? FieldError.Required(path.Child("type"), detail) : FieldError.Invalid(path.Child("type"), type, detail));
    }

    private void CheckListType(JsonObject schema, FieldPath path)
    {
        var isSet = schema["x-kubernetes-list-type"] is not null;
        var listType = schema.Text("x-kubernetes-list-type");
        if (isSet && schema.Text("type") != "array") RequireType(schema, path, "array", "must be array if x-kubernetes-list-type is specified");
        else if (listType == "set" && schema.Map("items") is { } items) CheckSetItems(items, path.Child("items"));
        if (isSet && !ListTypes.Contains(listType)) _errors.Add(FieldError.NotSupported(path.Child("x-kubernetes-list-type"), listType, ListTypes));
        if (schema.List("x-kubernetes-list-map-keys") is not { Count: > 0 } || listType == "map") return;
        _errors.Add(isSet
            ? FieldError.Invalid(path.Child("x-kubernetes-list-type"), listType, "must be map if x-kubernetes-list-map-keys is non-empty")
            : FieldError.Required(path.Child("x-kubernetes-list-type"), "must be map if x-kubernetes-list-map-keys is non-empty"));
    }

    private void CheckSetItems(JsonObject items, FieldPath path)
    {
        const string Detail = "must be atomic as item of a list with x-kubernetes-list-type=set";
        var listType = items["x-kubernetes-list-type"];
        if (items.Text("type") == "array" && listType is not null && items.Text("x-kubernetes-list-type") != "atomic")
            _errors.Add(FieldError.Invalid(path.Child("x-kubernetes-list-type"), listType, Detail));
        if (items.Text("type") == "object" && items.Text("x-kubernetes-map-type") != "atomic")
            _errors.Add(FieldError.Invalid(path.Child("x-kubernetes-map-type"), listType, Detail));
    }

    private void CheckListMap(JsonObject schema, FieldPath path)
    {
        var keys = schema.Texts("x-kubernetes-list-map-keys");
        var keysPath = path.Child("x-kubernetes-list-map-keys");
        if (keys.Count == 0) _errors.Add(FieldError.Required(keysPath, "must not be empty if x-kubernetes-list-type is map"));
        if (schema["items"] is null) _errors.Add(FieldError.Required(path.Child("items"), "must have a schema if x-kubernetes-list-type is map"));
        if (schema.Map("items") is not { } items) return;
        if (items.Text("type") is var type && type != "object")
        {
            _errors.Add(FieldError.Invalid(path.Child("items", "type"), type, "must be object if parent array's x-kubernetes-list-type is map"));
            return;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var key in keys)
        {
            if (items.Map("properties").Map(key) is not { } property)
                _errors.Add(FieldError.Invalid(keysPath, keys, "entries must all be names of item properties"));
            else if (property.Text("type") is "array" or "object")
            {
                _errors.Add(FieldError.Invalid(
                    path.Child("items", "properties").Key(key).Child("type"), items.Text("type"),
                    "must be a scalar type if parent array's x-kubernetes-list-type is map"));
            }

            if (!seen.Add(key)) _errors.Add(FieldError.Invalid(keysPath, keys, "must not contain duplicate entries"));
        }
    }

    private void CheckKeyedItems(JsonObject schema, FieldPath path)
    {
        var listType = schema.Text("x-kubernetes-list-type");
        if (listType is not ("set" or "map") || schema.Map("items") is not { } items) return;
        if (items.Flag("nullable"))
            _errors.Add(FieldError.Forbidden(path.Child("items", "nullable"), $"cannot be nullable when x-kubernetes-list-type is {listType}"));
        if (listType == "set") return;
        var required = items.Texts("required");
        foreach (var key in schema.Texts("x-kubernetes-list-map-keys"))
        {
            if (items.Map("properties").Map(key) is not { } property) continue;
            var here = path.Child("items", "properties").Key(key);
            if (!required.Contains(key) && property["default"] is null)
            {
                _errors.Add(FieldError.Required(
                    here.Child("default"), "this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property"));
            }

            if (property.Flag("nullable"))
                _errors.Add(FieldError.Forbidden(here.Child("nullable"), "this property is in x-kubernetes-list-map-keys, so it cannot be nullable"));
        }
    }

    /// <param name="IsRoot">Whether it is the schema of the whole object.</param>
    /// <param name="IsInMetadata">Whether it describes apiVersion, kind or metadata of a resource, or something in them.</param>
    /// <param name="NoDefaults">Where it is, if there may be no defaults; null if there may.</param>
    private sealed record Place(bool IsRoot, bool IsInMetadata, string? NoDefaults);
}
