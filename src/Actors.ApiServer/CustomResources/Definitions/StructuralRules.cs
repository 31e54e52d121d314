using System.Text.Json.Nodes;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.CustomResources;

/// <summary>
/// What makes a schema structural: every value has one place that says its type, and the branches of <c>allOf</c>, <c>anyOf</c>, <c>oneOf</c> and <c>not</c>
/// only restrict what is said there.
/// </summary>
internal sealed class StructuralRules
{
    private static readonly string[] Branches = ["anyOf", "allOf", "oneOf"];

    private readonly List<FieldError> _errors = [];

    private enum Level
    {
        Root,
        Item,
        Field,
    }

    /// <summary>What is not structural, in alphabetical order.</summary>
    public static IReadOnlyList<FieldError> Validate(JsonObject schema, FieldPath path)
    {
        var rules = new StructuralRules();
        rules.Check(schema, Level.Root, path);
        rules.CheckComplete(schema, schema, path, path);
        rules._errors.Sort((one, other) => string.CompareOrdinal(one.ToString(), other.ToString()));
        return rules._errors;
    }

    /// <summary>What a structural schema cannot even be made of; null if nothing is.</summary>
    public static string? Unsupported(JsonObject schema)
    {
        foreach (var name in new[] { "id", "$schema", "$ref", "patternProperties", "dependencies", "additionalItems", "definitions" })
        {
            if (schema[name] is JsonValue text && text.TryGetValue<string>(out var value) && value.Length == 0) continue;
            if (schema[name] is not null and not JsonObject { Count: 0 })
                return $"OpenAPIV3Schema '{(name == "$schema" ? "schema" : name)}' is not supported";
        }

        if (schema.List("items") is { Count: > 0 }) return "OpenAPIV3Schema 'items' must be a schema, but is an array";
        return SchemaParts.Of(schema).Select(Unsupported).FirstOrDefault(reason => reason is not null);
    }

    private void Check(JsonObject schema, Level level, FieldPath path)
    {
        if (schema.Text("type") == "array" && schema.Map("items") is null) _errors.Add(FieldError.Required(path.Child("items"), "must be specified"));
        if (schema.Map("items") is { } items) Check(items, Level.Item, path.Child("items"));
        foreach (var (name, property) in schema.Map("properties") ?? [])
        {
            if (property is JsonObject map) Check(map, Level.Field, path.Child("properties").Key(name));
        }

        if (schema["additionalProperties"] is { } additional)
        {
            if (level == Level.Root) _errors.Add(FieldError.Forbidden(path.Child("additionalProperties"), "must not be used at the root"));
            if (additional is JsonObject map) Check(map, Level.Field, path.Child("additionalProperties"));
        }

        CheckIntOrString(schema, path);
        CheckValidation(schema, IsIntOrStringChoice(schema), IsIntOrStringChoice(schema.Maps("allOf").FirstOrDefault()), path);
        CheckType(schema, level, path);
        CheckMetadata(schema, level, path);
    }

    private void CheckIntOrString(JsonObject schema, FieldPath path)
    {
        if (!schema.Flag("x-kubernetes-int-or-string")) return;
        foreach (var name in new[] { "x-kubernetes-preserve-unknown-fields", "x-kubernetes-embedded-resource" })
        {
            if (schema.Flag(name)) _errors.Add(FieldError.Invalid(path.Child(name), true, "must be false if x-kubernetes-int-or-string is true"));
        }
    }

    private void CheckType(JsonObject schema, Level level, FieldPath path)
    {
        var type = schema.Text("type");
        var isEmbedded = schema.Flag("x-kubernetes-embedded-resource");
        if (isEmbedded && type != "object")
        {
            const string Detail = "must be object if x-kubernetes-embedded-resource is true";
            _errors.Add(type.Length == 0 ? FieldError.Required(path.Child("type"), Detail) : FieldError.Invalid(path.Child("type"), type, Detail));
        }
        else if (type.Length == 0 && !schema.Flag("x-kubernetes-int-or-string") && !schema.Flag("x-kubernetes-preserve-unknown-fields"))
        {
            _errors.Add(FieldError.Required(path.Child("type"), level switch
            {
                Level.Root => "must not be empty at the root",
                Level.Item => "must not be empty for specified array items",
                _ => "must not be empty for specified object fields",
            }));
        }

        if (isEmbedded && schema["additionalProperties"] is not null)
            _errors.Add(FieldError.Forbidden(path.Child("additionalProperties"), "must not be used if x-kubernetes-embedded-resource is set"));
        if (level == Level.Root && type.Length > 0 && type != "object") _errors.Add(FieldError.Invalid(path.Child("type"), type, "must be object at the root"));
    }

    private void CheckMetadata(JsonObject schema, Level level, FieldPath path)
    {
        var isEmbedded = schema.Flag("x-kubernetes-embedded-resource");
        var properties = schema.Map("properties");
        if (level == Level.Root || isEmbedded)
        {
            foreach (var name in new[] { "kind", "apiVersion" })
            {
                if (properties.Map(name) is { } property && property.Text("type") is var type && type != "string")
                    _errors.Add(FieldError.Invalid(path.Child("properties").Key(name).Child("type"), type, "must be string"));
            }

            if (properties.Map("metadata") is { } metadata)
            {
                var here = path.Child("properties").Key("metadata");
                if (metadata.Text("type") is var type && type != "object") _errors.Add(FieldError.Invalid(here.Child("type"), type, "must be object"));
                if (level == Level.Root && !SaysOnlyNames(metadata))
                {
                    _errors.Add(FieldError.Forbidden(
                        here, "must not specify anything other than name and generateName, but metadata is implicitly specified"));
                }
            }
        }

        if (isEmbedded && !schema.Flag("x-kubernetes-preserve-unknown-fields") && properties is not { Count: > 0 })
        {
            _errors.Add(FieldError.Required(
                path.Child("properties"), "must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields"));
        }
    }

    private static bool SaysOnlyNames(JsonObject metadata) => metadata.All(member => member.Key switch
    {
        "type" or "default" => true,
        "properties" => member.Value is JsonObject properties && properties.All(property => property.Key is "name" or "generateName"),
        _ => false,
    });

    /// <summary>The one choice of types that is allowed, as x-kubernetes-int-or-string is often spelled out.</summary>
    private static bool IsIntOrStringChoice(JsonObject? schema)
    {
        var choice = schema.Maps("anyOf").ToArray();
        return choice.Length == 2 && choice.All(branch => branch.Count == 1) && choice[0].Text("type") == "integer" && choice[1].Text("type") == "string";
    }

    private void CheckValidation(JsonObject schema, bool skipsAnyOf, bool skipsFirstAllOf, FieldPath path)
    {
        foreach (var name in Branches)
        {
            if (name == "anyOf" && skipsAnyOf) continue;
            var at = 0;
            foreach (var branch in schema.Maps(name))
            {
                CheckBranch(branch, skipsFirstAllOf && name == "allOf" && at == 0, path.Child(name).Index(at));
                at++;
            }
        }

        if (schema.Map("not") is { } not) CheckBranch(not, false, path.Child("not"));
        if (schema.Text("pattern") is { Length: > 0 } pattern && GoRegex.Of(pattern).Error is { } error)
            _errors.Add(FieldError.Invalid(path.Child("pattern"), pattern, $"must be a valid regular expression, but isn't: {error}"));
    }

    private void CheckBranch(JsonObject branch, bool skipsAnyOf, FieldPath path)
    {
        CheckValidation(branch, skipsAnyOf, false, path);
        if (branch.Map("items") is { } items) CheckBranch(items, false, path.Child("items"));
        foreach (var (name, property) in branch.Map("properties") ?? [])
        {
            if (property is JsonObject map) CheckBranch(map, false, path.Child("properties").Key(name));
        }

        Forbid(branch.Text("type").Length > 0, "type", "must be empty to be structural");
        Forbid(branch["additionalProperties"] is JsonObject || branch.Flag("additionalProperties"), "additionalProperties", "must be undefined to be structural");
        Forbid(branch["default"] is not null, "default", "must be undefined to be structural");
        Forbid(branch.Text("title").Length > 0, "title", "must be empty to be structural");
        Forbid(branch.Text("description").Length > 0, "description", "must be empty to be structural");
        Forbid(branch.Flag("nullable"), "nullable", "must be false to be structural");
        foreach (var name in new[] { "preserve-unknown-fields", "embedded-resource", "int-or-string" })
            Forbid(branch.Flag($"x-kubernetes-{name}"), $"x-kubernetes-{name}", "must be false to be structural");
        Forbid(branch.List("x-kubernetes-list-map-keys") is { Count: > 0 }, "x-kubernetes-list-map-keys", "must be empty to be structural");
        Forbid(branch["x-kubernetes-list-type"] is not null, "x-kubernetes-list-type", "must be undefined to be structural");
        Forbid(branch["x-kubernetes-map-type"] is not null, "x-kubernetes-map-type", "must be undefined to be structural");
        Forbid(branch.List("x-kubernetes-validations") is { Count: > 0 }, "x-kubernetes-validations", "must be empty to be structural");
        if (branch.Map("properties")?.ContainsKey("metadata") == true)
            _errors.Add(FieldError.Forbidden(path.Child("properties").Key("metadata"), "must not be specified in a nested context"));

        void Forbid(bool isSaid, string name, string detail)
        {
            if (isSaid) _errors.Add(FieldError.Forbidden(path.Child(name), detail));
        }
    }

    /// <summary>What branches restrict has to be specified outside of them.</summary>
    private void CheckComplete(JsonObject validation, JsonObject? schema, FieldPath path, FieldPath here)
    {
        if (validation.Map("not") is { } not) CheckBranchComplete(not, schema, path, here.Child("not"));
        foreach (var name in new[] { "allOf", "anyOf", "oneOf" })
        {
            var at = 0;
            foreach (var branch in validation.Maps(name)) CheckBranchComplete(branch, schema, path, here.Child(name).Index(at++));
        }
    }

    private void CheckBranchComplete(JsonObject branch, JsonObject? schema, FieldPath path, FieldPath here)
    {
        if (schema is null)
        {
            _errors.Add(FieldError.Required(path, $"because it is defined in {here}"));
            return;
        }

        CheckComplete(branch, schema, path, here);
        if (branch.Map("items") is { } items) CheckBranchComplete(items, schema.Map("items"), path.Child("items"), here.Child("items"));
        foreach (var (name, property) in branch.Map("properties") ?? [])
        {
            var known = schema.Map("properties").Map(name);
            CheckBranchComplete(property as JsonObject ?? [], known, path.Child("properties").Key(name), here.Child("properties").Key(name));
        }
    }
}
