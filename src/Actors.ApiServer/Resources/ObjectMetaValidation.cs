using System.Text.Json.Nodes;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.Resources;

/// <summary>The rules for <c>metadata</c> that all objects obey (<c>k8s.io/apimachinery/pkg/api/validation</c>).</summary>
internal static class ObjectMetaValidation
{
    private const int AnnotationsMax = 256 * 1024;

    private static readonly FieldPath Metadata = "metadata";

    private static readonly string[] Immutable = ["name", "namespace", "uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds"];

    /// <summary>What is wrong with the metadata of a new object.</summary>
    public static List<FieldError> OfNew(ResourceKind kind, JsonObject metadata)
    {
        var errors = new List<FieldError>();
        var (name, generateName, space) =
            (ObjectMeta.Text(metadata, "name"), ObjectMeta.Text(metadata, "generateName"), ObjectMeta.Text(metadata, "namespace"));
        if (generateName.Length > 0)
            errors.AddRange(NameValidation.OfName(kind.NameRule, generateName, isPrefix: true).Select(why => Invalid("generateName", generateName, why)));
        if (name.Length == 0) errors.Add(FieldError.Required(Metadata.Child("name"), "name or generateName is required"));
        else errors.AddRange(NameValidation.OfName(kind.NameRule, name).Select(why => Invalid("name", name, why)));
        if (!kind.IsNamespaced && space.Length > 0) errors.Add(FieldError.Forbidden(Metadata.Child("namespace"), "not allowed on this type"));
        if (kind.IsNamespaced) errors.AddRange(NameValidation.OfName(NameRule.Label, space).Select(why => Invalid("namespace", space, why)));
        AddCommon(errors, metadata);
        AddFinalizers(errors, metadata);
        return errors;
    }

    /// <summary>What is wrong with the metadata of a changed object.</summary>
    public static List<FieldError> OfUpdate(JsonObject metadata, JsonObject old)
    {
        var errors = new List<FieldError>();
        if (old.ContainsKey("deletionTimestamp"))
        {
            var added = ObjectMeta.Finalizers(metadata).Except(ObjectMeta.Finalizers(old), StringComparer.Ordinal).Select(GoText.Quote).ToList();
            if (added.Count > 0)
            {
                errors.Add(FieldError.Forbidden(
                    Metadata.Child("finalizers"),
                    $"no new finalizers can be added if the object is being deleted, found new finalizers []string{{{string.Join(", ", added)}}}"));
            }
        }

        foreach (var field in Immutable)
        {
            if (!JsonNode.DeepEquals(metadata[field], old[field])) errors.Add(FieldError.Invalid(Metadata.Child(field), metadata[field], "field is immutable"));
        }

        AddCommon(errors, metadata);
        return errors;
    }

    private static void AddCommon(List<FieldError> errors, JsonObject metadata)
    {
        if (ObjectMeta.Number(metadata, "generation") is < 0 and var generation)
            errors.Add(Invalid("generation", generation, "must be greater than or equal to 0"));
        foreach (var (key, value) in Map(metadata, "labels"))
        {
            errors.AddRange(NameValidation.OfQualifiedName(key, "a valid label key").Select(why => Invalid("labels", key, why)));
            errors.AddRange(NameValidation.OfLabelValue(value).Select(why => Invalid("labels", value, why)));
        }

        long size = 0;
        foreach (var (key, value) in Map(metadata, "annotations"))
        {
            // Keys in upper case are allowed although they are no qualified names.
            errors.AddRange(NameValidation.OfQualifiedName(key.ToLowerInvariant()).Select(why => Invalid("annotations", key, why)));
            size += System.Text.Encoding.UTF8.GetByteCount(key) + System.Text.Encoding.UTF8.GetByteCount(value);
        }

        if (size > AnnotationsMax) errors.Add(FieldError.TooLong(Metadata.Child("annotations"), AnnotationsMax));
        AddOwners(errors, metadata);
    }

    private static void AddOwners(List<FieldError> errors, JsonObject metadata)
    {
        if (metadata["ownerReferences"] is not JsonArray owners) return;
        var path = Metadata.Child("ownerReferences");
        string? controller = null;
        foreach (var owner in owners.OfType<JsonObject>())
        {
            var (version, kind, name, uid) =
                (ObjectMeta.Text(owner, "apiVersion"), ObjectMeta.Text(owner, "kind"), ObjectMeta.Text(owner, "name"), ObjectMeta.Text(owner, "uid"));
            if (version.Length == 0) errors.Add(FieldError.Invalid(path.Child("apiVersion"), version, "version must not be empty"));
            if (kind.Length == 0) errors.Add(FieldError.Invalid(path.Child("kind"), kind, "must not be empty"));
            if (name.Length == 0) errors.Add(FieldError.Invalid(path.Child("name"), name, "must not be empty"));
            if (uid.Length == 0) errors.Add(FieldError.Invalid(path.Child("uid"), uid, "must not be empty"));
            if (owner["controller"] is not JsonValue flag || !flag.TryGetValue(out bool isController) || !isController) continue;
            if (controller is not null)
            {
                errors.Add(FieldError.Invalid(
                    path,
                    owners,
                    $"Only one reference can have Controller set to true. Found \"true\" in references for {controller} and {name}"));
            }

            controller = name;
        }
    }

    private static void AddFinalizers(List<FieldError> errors, JsonObject metadata)
    {
        var finalizers = ObjectMeta.Finalizers(metadata).ToList();
        var path = Metadata.Child("finalizers");
        foreach (var finalizer in finalizers)
            errors.AddRange(NameValidation.OfQualifiedName(finalizer).Select(why => FieldError.Invalid(path, finalizer, why)));
        if (finalizers.Contains("orphan") && finalizers.Contains("foregroundDeletion"))
            errors.Add(FieldError.Invalid(path, finalizers, "finalizer orphan and foregroundDeletion cannot be both set"));
    }

    private static IEnumerable<(string Key, string Value)> Map(JsonObject metadata, string field) =>
        metadata[field] is JsonObject map ? map.Select(static one => (one.Key, one.Value!.GetValue<string>())) : [];

    private static FieldError Invalid(string field, object? value, string why) => FieldError.Invalid(Metadata.Child(field), value, why);
}
