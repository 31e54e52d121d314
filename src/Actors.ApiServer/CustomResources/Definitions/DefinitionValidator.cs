using System.Text;
using System.Text.Json.Nodes;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.CustomResources;

/// <summary>Checks a CustomResourceDefinition that has been decoded and defaulted.</summary>
internal sealed partial class DefinitionValidator
{
    private static readonly FieldPath Spec = "spec";

    private readonly List<FieldError> _errors = [];
    private readonly JsonObject _definition;
    private readonly JsonObject _spec;
    private readonly CommonFields _common;
    private readonly JsonObject[] _versions;

    private DefinitionValidator(JsonObject definition)
    {
        _definition = definition;
        _spec = definition.Map("spec") ?? [];
        _common = CommonFields.Of(_spec);
        _versions = [.. _spec.Maps("versions")];
    }

    /// <summary>What is wrong with a new definition.</summary>
    public static IReadOnlyList<FieldError> Validate(JsonObject definition)
    {
        var validator = new DefinitionValidator(definition);
        ObjectMetaValidator.Validate(definition.Map("metadata"), isNamespaced: false, validator.CheckName, validator._errors);
        validator.ValidateAll(null);
        return validator._errors;
    }

    /// <summary>What is wrong with a definition that takes another's place.</summary>
    public static IReadOnlyList<FieldError> ValidateUpdate(JsonObject definition, JsonObject old)
    {
        var validator = new DefinitionValidator(definition);
        ValidateMetadata(definition, old, validator._errors);
        ObjectMetaValidator.ValidateUpdate(definition.Map("metadata"), old.Map("metadata"), validator._errors);
        validator.ValidateAll(old);
        return validator._errors;
    }

    /// <summary>What is wrong with a definition's new status.</summary>
    public static IReadOnlyList<FieldError> ValidateStatusUpdate(JsonObject definition, JsonObject old)
    {
        var validator = new DefinitionValidator(definition);
        ValidateMetadata(definition, old, validator._errors);
        ObjectMetaValidator.ValidateUpdate(definition.Map("metadata"), old.Map("metadata"), validator._errors);
        validator.ValidateStatus();
        return validator._errors;
    }

    /// <summary>Warnings about formats no server checks; on an update only about those that are new.</summary>
    public static IReadOnlyList<string> Warnings(JsonObject definition, JsonObject? old = null)
    {
        var before = old is null ? [] : UnknownFormats(old).ToHashSet(StringComparer.Ordinal);
        return [.. UnknownFormats(definition).Where(format => !before.Contains(format)).Select(format => $"unrecognized format {GoText.Quote(format)}")];
    }

    private static void ValidateMetadata(JsonObject definition, JsonObject old, List<FieldError> errors)
    {
        ObjectMetaValidator.Validate(definition.Map("metadata"), isNamespaced: false, NameRules.PathSegment, errors);
        ObjectMetaValidator.ValidateUpdate(definition.Map("metadata"), old.Map("metadata"), errors);
    }

    private IReadOnlyList<string> CheckName(string name, bool isPrefix)
    {
        var mistakes = NameRules.Dns1123Subdomain(name, isPrefix);
        var required = $"{_spec.Map("names").Text("plural")}.{_spec.Text("group")}";
        return name == required ? mistakes : [.. mistakes, "must be spec.names.plural+\".\"+spec.group"];
    }

    private void ValidateAll(JsonObject? old)
    {
        ValidateSpec();
        if (old is not null) ValidateImmutable(old);
        ValidateStatus();
        ValidateStoredVersions();
        ValidateApproval(old);
        if (_spec.Flag("preserveUnknownFields") && !old.Map("spec").Flag("preserveUnknownFields"))
        {
            _errors.Add(FieldError.Invalid(
                Spec.Child("preserveUnknownFields"), true,
                "cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead"));
        }
    }

    private void ValidateImmutable(JsonObject old)
    {
        var oldSpec = old.Map("spec");
        var isEstablished = DefinitionConditions.IsTrue(old, "Established");
        if (isEstablished) RequireEqual(_spec.Text("scope"), oldSpec.Text("scope"), Spec.Child("scope"));
        if (isEstablished) RequireEqual(_spec.Map("names").Text("kind"), oldSpec.Map("names").Text("kind"), Spec.Child("names", "kind"));
        RequireEqual(_spec.Text("group"), oldSpec.Text("group"), Spec.Child("group"));
        RequireEqual(_spec.Map("names").Text("plural"), oldSpec.Map("names").Text("plural"), Spec.Child("names", "plural"));
    }

    private void RequireEqual(string value, string old, FieldPath path)
    {
        if (value != old) _errors.Add(FieldError.Invalid(path, value, "field is immutable"));
    }

    private void ValidateStatus() => ValidateNames(_definition.Map("status").Map("acceptedNames"), "status.acceptedNames");

    private void ValidateStoredVersions()
    {
        FieldPath path = "status.storedVersions";
        var stored = _definition.Map("status").Texts("storedVersions");
        if (stored.Count == 0)
        {
            _errors.Add(FieldError.Invalid(path, null, "must have at least one stored version"));
            return;
        }

        foreach (var version in _versions.Where(version => version.Flag("storage") && !stored.Contains(version.Text("name"))))
            _errors.Add(FieldError.Invalid(path, stored, $"must have the storage version {version.Text("name")}"));
        for (var at = 0; at < stored.Count; at++)
        {
            var name = stored[at];
            if (_versions.Any(version => version.Text("name") == name)) continue;
            _errors.Add(FieldError.Invalid(
                path.Index(at), name,
                $"missing from spec.versions; {name} was previously a storage version, and must remain in spec.versions until a storage migration ensures no data "
                + $"remains persisted in {name} and removes {name} from status.storedVersions"));
        }
    }

    private void ValidateApproval(JsonObject? old)
    {
        if (!ApiApproval.IsRequired(_definition)) return;
        var approval = ApiApproval.Of(_definition);
        if (old is not null && ApiApproval.Of(old).State == approval.State) return;
        var path = "metadata.annotations".AsPath().Key(ApiApproval.Annotation);
        if (approval.State == ApiApprovalState.Missing) _errors.Add(FieldError.Required(path, approval.Message));
        else if (approval.State == ApiApprovalState.Invalid) _errors.Add(FieldError.Invalid(path, approval.Value, approval.Message));
    }

    private static IEnumerable<string> UnknownFormats(JsonObject definition) =>
        definition.Map("spec").Maps("versions").Select(version => version.Map("schema").Map("openAPIV3Schema")).OfType<JsonObject>().SelectMany(UnknownFormatsOf);

    private static IEnumerable<string> UnknownFormatsOf(JsonObject schema)
    {
        var type = schema.Text("type") switch
        {
            "" => SchemaType.Any,
            "string" => SchemaType.String,
            "integer" => SchemaType.Integer,
            "number" => SchemaType.Number,
            _ => SchemaType.Object,
        };
        if (schema.Text("format") is { Length: > 0 } format && !Formats.Applies(type, format)) yield return format;
        foreach (var inner in SchemaParts.Of(schema).SelectMany(UnknownFormatsOf)) yield return inner;
    }

    private static IEnumerable<string> DeprecationMistakes(JsonObject version)
    {
        if (version["deprecationWarning"] is null) yield break;
        if (!version.Flag("deprecated"))
        {
            yield return "can only be set for deprecated versions";
            yield break;
        }

        var warning = version.Text("deprecationWarning");
        if (Encoding.UTF8.GetByteCount(warning) > 256) yield return "must be <= 256 characters long";
        if (warning.Length == 0) yield return "must not be an empty string";
        var at = 0;
        foreach (var rune in warning.EnumerateRunes())
        {
            if (!GoText.Prints(rune))
            {
                yield return string.Create(
                    System.Globalization.CultureInfo.InvariantCulture, $"must only contain printable UTF-8 characters; non-printable character found at index {at}");
                yield break;
            }

            at += rune.Utf8SequenceLength;
        }
    }
}
