using System.Text.Json.Nodes;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.CustomResources;

/// <summary>The definition's spec: group, scope, names, versions and what belongs to them.</summary>
internal sealed partial class DefinitionValidator
{
    private const int SelectableFieldsMax = 8;

    private static readonly string[] ColumnTypes = ["boolean", "date", "integer", "number", "string"];

    private static readonly string[] ColumnFormats = ["byte", "date", "date-time", "double", "float", "int32", "int64", "password"];

    private static readonly string[] RootFields =
    [
        "Description", "Type", "Format", "Title", "Maximum", "ExclusiveMaximum", "Minimum", "ExclusiveMinimum", "MaxLength", "MinLength", "Pattern", "MaxItems",
        "MinItems", "UniqueItems", "MultipleOf", "Required", "Items", "Properties", "ExternalDocs", "Example", "XPreserveUnknownFields", "XValidations",
    ];

    private void ValidateSpec()
    {
        ValidateGroup();
        ValidateChoice(Spec.Child("scope"), _spec.Text("scope"), ["Cluster", "Namespaced"]);
        if (!_common.Schema || _versions.Length == 0 || SchemaOf(_versions[0]) is null) RequireSchemas();
        if (_spec.Flag("preserveUnknownFields") && _versions.Any(version => SchemaOf(version) is { } schema && HasDefaults(schema)))
            _errors.Add(FieldError.Invalid(Spec.Child("preserveUnknownFields"), true, "must be false in order to use defaults in the schema"));
        ValidateVersions();
        var names = _spec.Map("names");
        foreach (var name in new[] { "plural", "singular", "kind", "listKind" })
        {
            if (names.Text(name).Length == 0) _errors.Add(FieldError.Required(Spec.Child("names", name)));
        }

        ValidateNames(names, Spec.Child("names"));
        if (_versions.Length > 0) ValidateCommon(_versions[0]);
        WebhookRules.Validate(_spec.Map("conversion"), Spec.Child("conversion"), _spec.Flag("preserveUnknownFields"), _errors);
    }

    private void ValidateGroup()
    {
        var group = _spec.Text("group");
        if (group.Length == 0) _errors.Add(FieldError.Required(Spec.Child("group")));
        else if (NameRules.IsDns1123Subdomain(group) is { Count: > 0 } mistakes)
            _errors.Add(FieldError.Invalid(Spec.Child("group"), group, string.Join(",", mistakes)));
        else if (!group.Contains('.', StringComparison.Ordinal))
            _errors.Add(FieldError.Invalid(Spec.Child("group"), group, "should be a domain with at least one dot"));
    }

    private void ValidateChoice(FieldPath path, string value, IReadOnlyList<string> choice)
    {
        if (value.Length == 0) _errors.Add(FieldError.Required(path));
        else if (!choice.Contains(value)) _errors.Add(FieldError.NotSupported(path, value, choice));
    }

    private static JsonObject? SchemaOf(JsonObject version) => version.Map("schema").Map("openAPIV3Schema");

    private void RequireSchemas()
    {
        for (var at = 0; at < _versions.Length; at++)
        {
            if (SchemaOf(_versions[at]) is null) _errors.Add(FieldError.Required(Spec.Child("versions").Index(at).Child("schema", "openAPIV3Schema")));
        }
    }

    private static bool HasDefaults(JsonObject schema) => schema.Any(member => member.Value switch
    {
        not null when member.Key == "default" => true,
        JsonObject map when member.Key == "properties" => map.Any(property => property.Value is JsonObject inner && HasDefaults(inner)),
        JsonObject inner when member.Key is "items" or "additionalProperties" or "not" => HasDefaults(inner),
        JsonArray list when member.Key is "allOf" or "anyOf" or "oneOf" => list.OfType<JsonObject>().Any(HasDefaults),
        _ => false,
    });

    private void ValidateVersions()
    {
        var path = Spec.Child("versions");
        for (var at = 0; at < _versions.Length; at++)
        {
            var version = _versions[at];
            if (NameRules.IsDns1035Label(version.Text("name")) is { Count: > 0 } mistakes)
                _errors.Add(FieldError.Invalid(path.Index(at).Child("name"), version.Text("name"), string.Join(",", mistakes)));
            ValidateVersion(version, path.Index(at));
        }

        var shown = InternalJson.Versions(_spec.List("versions"), _common);
        if (_versions.Select(version => version.Text("name")).Distinct(StringComparer.Ordinal).Count() != _versions.Length)
            _errors.Add(FieldError.Invalid(path, shown, "must contain unique version names"));
        if (_versions.Count(version => version.Flag("storage")) != 1)
            _errors.Add(FieldError.Invalid(path, shown, "must have exactly one version marked as storage version"));
        if (_versions.Length > 0 && _versions[0].Text("name") is { Length: > 0 } first && NameRules.IsDns1035Label(first) is { Count: > 0 } errors)
            _errors.Add(FieldError.Invalid(Spec.Child("version"), first, string.Join(",", errors)));
    }

    private void ValidateVersion(JsonObject version, FieldPath path)
    {
        foreach (var mistake in DeprecationMistakes(version))
            _errors.Add(FieldError.Invalid(path.Child("deprecationWarning"), version.Text("deprecationWarning"), mistake));
        if (!_common.Schema) ValidateSchema(SchemaOf(version), HasStatus(version), path.Child("schema"));
        if (!_common.Subresources) ValidateSubresources(version.Map("subresources"), path.Child("subresources"));
        if (!_common.Columns) ValidateColumns(version, path.Child("additionalPrinterColumns"));
        if (!_common.SelectableFields) ValidateSelectableFields(version, path.Child("selectableFields"));
    }

    /// <summary>What all versions say alike is checked once.</summary>
    private void ValidateCommon(JsonObject version)
    {
        if (_common.Schema) ValidateSchema(SchemaOf(version), _versions.Any(HasStatus), Spec.Child("validation"));
        if (_common.Subresources) ValidateSubresources(version.Map("subresources"), Spec.Child("subresources"));
        if (_common.Columns) ValidateColumns(version, Spec.Child("additionalPrinterColumns"));
        if (_common.SelectableFields) ValidateSelectableFields(version, Spec.Child("selectableFields"));
    }

    private static bool HasStatus(JsonObject version) => version.Map("subresources")?["status"] is not null;

    private void ValidateSchema(JsonObject? schema, bool hasStatus, FieldPath path)
    {
        if (schema is null) return;
        var here = path.Child("openAPIV3Schema");
        var before = _errors.Count;
        if (hasStatus) ValidateRoot(schema, path);
        if (schema.Flag("nullable")) _errors.Add(FieldError.Forbidden(path.Child("openAPIV3Schema.nullable"), "nullable cannot be true at the root"));
        var unsupported = StructuralRules.Unsupported(schema);
        if (unsupported is null)
        {
            var mistakes = StructuralRules.Validate(schema, here);
            _errors.AddRange(mistakes);
            if (mistakes.Count == 0) DefaultRules.Validate(schema, here, _errors);
        }

        SchemaRules.Validate(schema, here, _errors);
        if (unsupported is not null && _errors.Count == before) _errors.Add(FieldError.Invalid(here, "", unsupported));
    }

    /// <summary>A status that is checked by itself must not be restricted from outside of its own schema.</summary>
    private void ValidateRoot(JsonObject schema, FieldPath path)
    {
        if (schema.Text("type") is { Length: > 0 } type && type != "object")
        {
            _errors.Add(FieldError.Invalid(
                path.Child("openAPIV3Schema.type"), type, "only \"object\" is allowed as the type at the root of the schema if the status subresource is enabled"));
            return;
        }

        if (InternalJson.SetFields(schema).All(RootFields.Contains)) return;
        _errors.Add(FieldError.Invalid(
            path.Child("openAPIV3Schema"), InternalJson.Schema(schema),
            $"only [{string.Join(' ', RootFields)}] fields are allowed at the root of the schema if the status subresource is enabled"));
    }

    private void ValidateNames(JsonObject? names, FieldPath path)
    {
        foreach (var name in new[] { "plural", "singular" })
        {
            var value = names.Text(name);
            if (value.Length > 0 && NameRules.IsDns1035Label(value) is { Count: > 0 } mistakes)
                _errors.Add(FieldError.Invalid(path.Child(name), value, string.Join(",", mistakes)));
        }

        foreach (var name in new[] { "kind", "listKind" })
        {
            var value = names.Text(name);
            if (value.Length == 0 || NameRules.IsDns1035Label(value.ToLowerInvariant()) is not { Count: > 0 } mistakes) continue;
            _errors.Add(FieldError.Invalid(path.Child(name), value, $"may have mixed case, but should otherwise match: {string.Join(",", mistakes)}"));
        }

        ValidateLabels(names, "shortNames", path);
        if (names.Text("kind") is { Length: > 0 } kind && kind == names.Text("listKind"))
            _errors.Add(FieldError.Invalid(path.Child("listKind"), kind, "kind and listKind may not be the same"));
        ValidateLabels(names, "categories", path);
    }

    private void ValidateLabels(JsonObject? names, string name, FieldPath path)
    {
        var labels = names.Texts(name);
        for (var at = 0; at < labels.Count; at++)
        {
            if (NameRules.IsDns1035Label(labels[at]) is { Count: > 0 } mistakes)
                _errors.Add(FieldError.Invalid(path.Child(name).Index(at), labels[at], string.Join(",", mistakes)));
        }
    }

    private void ValidateSubresources(JsonObject? subresources, FieldPath path)
    {
        if (subresources.Map("scale") is not { } scale) return;
        foreach (var (name, root) in new[] { ("specReplicasPath", "spec"), ("statusReplicasPath", "status") })
        {
            var value = scale.Text(name);
            var here = path.Child($"scale.{name}");
            if (value.Length == 0) _errors.Add(FieldError.Required(here));
            else if (value[0] != '.') _errors.Add(FieldError.Invalid(here, value, "must be a simple json path starting with ."));
            else if (!value.StartsWith($".{root}.", StringComparison.Ordinal)) _errors.Add(FieldError.Invalid(here, value, $"should be a json path under .{root}"));
        }

        var selector = scale.Text("labelSelectorPath");
        if (selector.Length == 0) return;
        if (selector[0] != '.') _errors.Add(FieldError.Invalid(path.Child("scale.labelSelectorPath"), selector, "must be a simple json path starting with ."));
        else if (!selector.StartsWith(".spec.", StringComparison.Ordinal) && !selector.StartsWith(".status.", StringComparison.Ordinal))
            _errors.Add(FieldError.Invalid(path.Child("scale.labelSelectorPath"), selector, "should be a json path under either .spec or .status"));
    }

    private void ValidateColumns(JsonObject version, FieldPath path)
    {
        var at = 0;
        foreach (var column in version.Maps("additionalPrinterColumns"))
        {
            var here = path.Index(at++);
            if (column.Text("name").Length == 0) _errors.Add(FieldError.Required(here.Child("name")));
            var type = column.Text("type");
            var types = $"must be one of {string.Join(",", ColumnTypes)}";
            if (type.Length == 0) _errors.Add(FieldError.Required(here.Child("type"), types));
            else if (!ColumnTypes.Contains(type)) _errors.Add(FieldError.Invalid(here.Child("type"), type, types));
            var format = column.Text("format");
            if (format.Length > 0 && !ColumnFormats.Contains(format))
                _errors.Add(FieldError.Invalid(here.Child("format"), format, $"must be one of {string.Join(",", ColumnFormats)}"));
            var jsonPath = column.Text("jsonPath");
            if (jsonPath.Length == 0) _errors.Add(FieldError.Required(here.Child("JSONPath")));
            else if (jsonPath[0] != '.') _errors.Add(FieldError.Invalid(here.Child("JSONPath"), jsonPath, "must be a simple json path starting with ."));
        }
    }

    private void ValidateSelectableFields(JsonObject version, FieldPath path)
    {
        var fields = version.Maps("selectableFields").Select(field => field.Text("jsonPath")).ToArray();
        if (fields.Length == 0) return;
        if (SchemaOf(version) is not { } schema)
        {
            _errors.Add(FieldError.Invalid(path, "", _common.SelectableFields
                ? "may only be set when validations.schema is included"
                : "may only be set when `version.schema.openAPIV3Schema` is not included"));
            return;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var at = 0; at < fields.Length; at++) ValidateSelectableField(fields[at], schema, path.Index(at).Child("jsonPath"), seen);
        if (seen.Count > SelectableFieldsMax) _errors.Add(FieldError.TooMany(path, seen.Count, SelectableFieldsMax));
    }

    private void ValidateSelectableField(string field, JsonObject schema, FieldPath path, HashSet<string> seen)
    {
        if (field.Length == 0)
        {
            _errors.Add(FieldError.Required(path));
            return;
        }

        var (found, mistake) = FieldSchema(field, schema);
        if (mistake is not null)
        {
            _errors.Add(FieldError.Invalid(path, field, $"is an invalid path: {mistake}"));
            return;
        }

        if (field == ".metadata" || field.StartsWith(".metadata.", StringComparison.Ordinal))
            _errors.Add(FieldError.Invalid(path, field, "must not point to fields in metadata"));
        if (found.Text("type") is not ("string" or "boolean" or "integer"))
        {
            _errors.Add(FieldError.Invalid(
                path, field, "must point to a field of type string, boolean or integer. Enum string fields and strings with formats are allowed."));
        }

        if (!seen.Add(field)) _errors.Add(FieldError.Duplicate(path, field));
    }

    private static (JsonObject? Schema, string? Mistake) FieldSchema(string path, JsonObject schema)
    {
        if (path[0] != '.') return (null, path[0] == '[' ? "array notation is not allowed" : $"expected [ or . but got: {path.Split('.', '[')[0]}");
        if (path.Contains('[', StringComparison.Ordinal)) return (null, "array notation is not allowed");
        var at = schema;
        foreach (var step in path[1..].Split('.'))
        {
            if (step.Length == 0) return (null, "unexpected end of JSON path");
            var next = at.Map("properties") is { } properties ? properties.Map(step) : at.Map("additionalProperties");
            if (next is null) return (null, "does not refer to a valid field");
            at = next;
        }

        return (at, null);
    }
}
