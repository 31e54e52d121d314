using System.Text.Json.Nodes;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.CustomResources;

/// <summary>
/// How objects of one version of a custom resource are read, readied for being stored, and checked. In the order of a request: <see cref="Decode"/>, then one of
/// the Prepare methods, then the Validate method of the same name. Errors of metadata that every kind has are not in the latter.
/// </summary>
internal sealed class CustomResourceRules
{
    private const string RulesNotChecked =
        "some validation rules were not checked because the object was invalid; correct the existing errors to complete validation";

    private readonly CustomResourceVersion _version;

    internal CustomResourceRules(CustomResourceVersion version) => _version = version;

    /// <summary>Fills in defaults and drops what the schema does not know, in place. What is dropped is named metadata first, then by the alphabet.</summary>
    /// <param name="resource">The object as it came.</param>
    /// <param name="unknown">Takes the paths of what is dropped; null if nobody wants to know (<c>fieldValidation=Ignore</c>).</param>
    /// <returns>Why it cannot be taken for an object of this kind at all, for a 400; null if it can.</returns>
    public string? Decode(JsonObject resource, List<string>? unknown = null)
    {
        var schema = _version.Compiled;
        Defaulter.Default(schema, resource);
        if (ObjectMetaDecoder.Decode(resource, "metadata", unknown) is { } error) return error;
        var before = unknown?.Count ?? 0;
        Pruner.Prune(schema, resource, isResource: true, unknown);
        unknown?.Sort(before, unknown.Count - before, StringComparer.Ordinal);
        return EmbeddedResources.Decode(schema, resource, null, unknown)?.ToString();
    }

    /// <summary>Makes of an object stored under an earlier definition what it is under this one: with new defaults, without fields that went.</summary>
    public void Refresh(JsonObject resource)
    {
        Defaulter.Default(_version.Compiled, resource);
        Pruner.Prune(_version.Compiled, resource, isResource: true);
    }

    /// <summary>The first generation, and no status where that is a subresource.</summary>
    public void PrepareForCreate(JsonObject resource)
    {
        if (_version.HasStatus) resource.Remove("status");
        Metadata(resource)["generation"] = 1L;
    }

    /// <summary>Keeps the status where that is a subresource; the next generation if anything outside metadata has changed.</summary>
    public void PrepareForUpdate(JsonObject resource, JsonObject old)
    {
        ObjectMetaRules.PrepareForUpdate(Metadata(resource), Metadata(old));
        if (_version.HasStatus)
        {
            if (old.TryGetPropertyValue("status", out var status)) resource["status"] = status?.DeepClone();
            else resource.Remove("status");
        }

        if (DiffersOutsideMetadata(resource, old)) Metadata(resource)["generation"] = (Metadata(old).Integer("generation") ?? 0) + 1;
    }

    /// <summary>Takes over the status alone, and who manages it.</summary>
    /// <returns>What to store.</returns>
    public static JsonObject PrepareForStatusUpdate(JsonObject resource, JsonObject old)
    {
        var result = (JsonObject)old.DeepClone();
        if (resource.TryGetPropertyValue("status", out var status)) result["status"] = status?.DeepClone();
        else result.Remove("status");
        if (Metadata(resource)["managedFields"] is { } managed) Metadata(result)["managedFields"] = managed.DeepClone();
        else Metadata(result).Remove("managedFields");
        return result;
    }

    /// <summary>What is wrong with a new object.</summary>
    public IReadOnlyList<FieldError> Validate(JsonObject resource)
    {
        var errors = new List<FieldError>();
        if (!ValidateType(resource, errors)) return errors;
        ObjectMetaValidator.Validate(resource.Map("metadata"), _version.IsNamespaced, NameRules.Dns1123Subdomain, errors);
        errors.AddRange(SchemaValidator.Validate(_version.Compiled, resource));
        _version.Scale?.ValidateSpec(resource, errors);
        _version.Scale?.ValidateStatus(resource, errors);
        EmbeddedResources.Validate(_version.Compiled, resource, null, errors);
        KeyedLists.Validate(_version.Compiled, resource, null, errors);
        return WithRules(errors);
    }

    /// <summary>What is wrong with an object that takes another's place; what was wrong before and is left as it was is forgiven.</summary>
    public IReadOnlyList<FieldError> ValidateUpdate(JsonObject resource, JsonObject old)
    {
        var errors = new List<FieldError>();
        var changes = ValidateCommon(resource, old, errors);
        var common = errors.Count;
        if (!ValidateType(resource, errors)) return errors;
        errors.AddRange(changes);
        errors.AddRange(SchemaValidator.ValidateUpdate(_version.Compiled, resource, old));
        _version.Scale?.ValidateSpec(resource, errors);
        _version.Scale?.ValidateStatus(resource, errors);
        EmbeddedResources.Validate(_version.Compiled, resource, null, errors);
        ValidateLists(resource, old, errors);
        return WithRules(errors, common);
    }

    /// <summary>What is wrong with a new status.</summary>
    public IReadOnlyList<FieldError> ValidateStatusUpdate(JsonObject resource, JsonObject old)
    {
        var errors = new List<FieldError>();
        var changes = ValidateCommon(resource, old, errors);
        var common = errors.Count;
        if (!ValidateType(resource, errors)) return errors;
        errors.AddRange(changes);
        if (resource.TryGetPropertyValue("status", out var status) && _version.Compiled.Properties.TryGetValue("status", out var schema))
            errors.AddRange(SchemaValidator.ValidateUpdate(schema, status, old["status"], "status"));
        _version.Scale?.ValidateStatus(resource, errors);
        ValidateLists(resource, old, errors);
        return WithRules(errors, common);
    }

    /// <summary>Warnings beside an answer that is none of refusal.</summary>
    /// <param name="resource">The object.</param>
    /// <param name="old">What it takes the place of; null on create.</param>
    public static IReadOnlyList<string> Warnings(JsonObject resource, JsonObject? old = null) =>
        ObjectMetaRules.FinalizerWarnings(resource.Map("metadata"), old.Map("metadata"));

    private static JsonObject Metadata(JsonObject resource)
    {
        if (resource["metadata"] is JsonObject metadata) return metadata;
        metadata = [];
        resource["metadata"] = metadata;
        return metadata;
    }

    private static bool DiffersOutsideMetadata(JsonObject resource, JsonObject old)
    {
        if (resource.Count != old.Count) return true;
        for (var at = 0; at < resource.Count; at++)
        {
            var (name, value) = resource.GetAt(at);
            if (name != "metadata" && (!old.TryGetPropertyValue(name, out var other) || !JsonNode.DeepEquals(value, other))) return true;
        }

        return false;
    }

    /// <summary>What is checked for every kind, and for custom resources once more: its causes stand twice in the answer of a real server too.</summary>
    /// <returns>What is to be said again.</returns>
    private List<FieldError> ValidateCommon(JsonObject resource, JsonObject old, List<FieldError> errors)
    {
        ObjectMetaValidator.Validate(resource.Map("metadata"), _version.IsNamespaced, NameRules.PathSegment, errors);
        var changes = new List<FieldError>();
        ObjectMetaValidator.ValidateUpdate(resource.Map("metadata"), old.Map("metadata"), changes);
        errors.AddRange(changes);
        return changes;
    }

    private bool ValidateType(JsonObject resource, List<FieldError> errors)
    {
        var before = errors.Count;
        if (resource.Text("kind") is var kind && kind != _version.Kind) errors.Add(FieldError.Invalid("kind", kind, $"must be {_version.Kind}"));
        if (resource.Text("apiVersion") is var apiVersion && apiVersion != _version.ApiVersion)
            errors.Add(FieldError.Invalid("apiVersion", apiVersion, $"must be {_version.ApiVersion}"));
        return errors.Count == before;
    }

    private void ValidateLists(JsonObject resource, JsonObject old, List<FieldError> errors)
    {
        var found = new List<FieldError>();
        KeyedLists.Validate(_version.Compiled, resource, null, found);
        if (found.Count == 0) return;
        var before = new List<FieldError>();
        KeyedLists.Validate(_version.Compiled, old, null, before);
        if (before.Count == 0) errors.AddRange(found);
    }

    /// <summary>Where there are CEL rules, a server says that it did not come to them.</summary>
    private List<FieldError> WithRules(List<FieldError> errors, int from = 0)
    {
        var blocks = _version.Compiled.HasRules && errors.Skip(from).Any(error => error.Type is
            FieldErrorType.NotSupported or FieldErrorType.Required or FieldErrorType.TooLong or FieldErrorType.TooMany or FieldErrorType.TypeInvalid);
        if (blocks) errors.Add(FieldError.Invalid(null, null, RulesNotChecked));
        return errors;
    }
}
