using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Actors.ApiServer.Schemas;

/// <summary>Checks metadata of any kind. It has been through <see cref="ObjectMetaDecoder"/>, so its members have their types.</summary>
internal static class ObjectMetaValidator
{
    private const int AnnotationsSizeMax = 256 * 1024;

    private const int FieldManagerLengthMax = 128;

    private const int SubresourceLengthMax = 256;

    private const string OrphanDependents = "orphan";

    private const string DeleteDependents = "foregroundDeletion";

    private static readonly FieldPath Metadata = "metadata";

    /// <summary>Checks the metadata of an object that is to be created, once a name has been generated.</summary>
    /// <param name="metadata">The metadata; null if there is none.</param>
    /// <param name="isNamespaced">Whether the kind has namespaces.</param>
    /// <param name="rule">What its names have to be like.</param>
    /// <param name="errors">Takes what is wrong.</param>
    /// <param name="path">Where the metadata is, if not at the object itself.</param>
    public static void Validate(JsonObject? metadata, bool isNamespaced, NameRule rule, ICollection<FieldError> errors, FieldPath? path = null)
    {
        path ??= Metadata;
        metadata ??= [];
        var generateName = metadata.Text("generateName");
        if (generateName.Length > 0) AddInvalid(errors, path.Child("generateName"), generateName, rule(generateName, true));
        var name = metadata.Text("name");
        if (name.Length == 0) errors.Add(FieldError.Required(path.Child("name"), "name or generateName is required"));
        else AddInvalid(errors, path.Child("name"), name, rule(name, false));

        var space = metadata.Text("namespace");
        if (isNamespaced)
        {
            if (space.Length == 0) errors.Add(FieldError.Required(path.Child("namespace")));
            else AddInvalid(errors, path.Child("namespace"), space, NameRules.IsDns1123Label(space));
        }
        else if (space.Length > 0)
        {
            errors.Add(FieldError.Forbidden(path.Child("namespace"), "not allowed on this type"));
        }

        if (metadata.Integer("generation") is { } generation and < 0)
            errors.Add(FieldError.Invalid(path.Child("generation"), generation, "must be greater than or equal to 0"));
        ValidateLabels(metadata["labels"] as JsonObject, path.Child("labels"), errors);
        ValidateAnnotations(metadata["annotations"] as JsonObject, path.Child("annotations"), errors);
        ValidateOwnerReferences(metadata["ownerReferences"] as JsonArray, path.Child("ownerReferences"), errors);
        ValidateFinalizers(metadata.Texts("finalizers"), path.Child("finalizers"), errors);
        ValidateManagedFields(metadata["managedFields"] as JsonArray, path.Child("managedFields"), errors);
    }

    /// <summary>Checks what an update changes in metadata.</summary>
    public static void ValidateUpdate(JsonObject? metadata, JsonObject? old, ICollection<FieldError> errors)
    {
        metadata ??= [];
        old ??= [];
        if (old["deletionTimestamp"] is not null) ValidateNoNewFinalizers(metadata, old, errors);
        if (metadata.Text("resourceVersion").Length == 0)
            errors.Add(FieldError.Invalid(Metadata.Child("resourceVersion"), "", "must be specified for an update"));
        var generation = metadata.Integer("generation") ?? 0;
        if (generation < (old.Integer("generation") ?? 0)) errors.Add(FieldError.Invalid(Metadata.Child("generation"), generation, "must not be decremented"));
        foreach (var name in Immutable)
        {
            if (!JsonNode.DeepEquals(metadata[name], old[name]))
                errors.Add(FieldError.Invalid(Metadata.Child(name), metadata[name] ?? Missing(name), "field is immutable"));
        }

        ValidateLabels(metadata["labels"] as JsonObject, Metadata.Child("labels"), errors);
        ValidateAnnotations(metadata["annotations"] as JsonObject, Metadata.Child("annotations"), errors);
        ValidateOwnerReferences(metadata["ownerReferences"] as JsonArray, Metadata.Child("ownerReferences"), errors);
        ValidateManagedFields(metadata["managedFields"] as JsonArray, Metadata.Child("managedFields"), errors);
    }

    /// <summary>Keys and values of labels, also of those in selectors and templates.</summary>
    public static void ValidateLabels(JsonObject? labels, FieldPath path, ICollection<FieldError> errors)
    {
        for (var at = 0; at < (labels?.Count ?? 0); at++)
        {
            var (key, node) = labels!.GetAt(at);
            AddInvalid(errors, path, key, NameRules.IsQualifiedName(key));
            if (node is JsonValue scalar && scalar.TryGetValue<string>(out var value)) AddInvalid(errors, path, value, NameRules.IsLabelValue(value));
        }
    }

    /// <summary>Keys of annotations, and the size of all together.</summary>
    public static void ValidateAnnotations(JsonObject? annotations, FieldPath path, ICollection<FieldError> errors)
    {
        var size = 0L;
        for (var at = 0; at < (annotations?.Count ?? 0); at++)
        {
            var (key, node) = annotations!.GetAt(at);
            AddInvalid(errors, path, key, NameRules.IsQualifiedName(key.AsSpan().ContainsAnyInRange('A', 'Z') ? key.ToLowerInvariant() : key));
            size += Encoding.UTF8.GetByteCount(key);
            if (node is JsonValue scalar && scalar.TryGetValue<string>(out var value)) size += Encoding.UTF8.GetByteCount(value);
        }

        if (size > AnnotationsSizeMax) errors.Add(FieldError.TooLong(path, AnnotationsSizeMax));
    }

    private static readonly string[] OwnerMembers = ["apiVersion", "kind", "name", "uid", "controller", "blockOwnerDeletion"];

    private static readonly string[] Immutable =
        ["name", "namespace", "uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds"];

    /// <summary>What a server shows for a value that was taken away: an empty text, or null where it keeps a pointer.</summary>
    private static string? Missing(string name) => name is "name" or "namespace" or "uid" ? "" : null;

    private static void ValidateNoNewFinalizers(JsonObject metadata, JsonObject old, ICollection<FieldError> errors)
    {
        var added = metadata.Texts("finalizers").Except(old.Texts("finalizers"), StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        if (added.Length == 0) return;
        var names = string.Join(", ", added.Select(GoText.Quote));
        errors.Add(FieldError.Forbidden(
            Metadata.Child("finalizers"),
            $"no new finalizers can be added if the object is being deleted, found new finalizers []string{{{names}}}"));
    }

    private static void ValidateOwnerReferences(JsonArray? references, FieldPath path, ICollection<FieldError> errors)
    {
        if (references is null) return;
        var controller = "";
        foreach (var reference in references.OfType<JsonObject>())
        {
            var apiVersion = reference.Text("apiVersion");
            var kind = reference.Text("kind");
            var name = reference.Text("name");
            if (apiVersion.Length == 0 || apiVersion.EndsWith('/') || apiVersion.AsSpan().Count('/') > 1)
                errors.Add(FieldError.Invalid(path.Child("apiVersion"), apiVersion, "version must not be empty"));
            if (kind.Length == 0) errors.Add(FieldError.Invalid(path.Child("kind"), kind, "must not be empty"));
            if (name.Length == 0) errors.Add(FieldError.Invalid(path.Child("name"), name, "must not be empty"));
            if (reference.Text("uid").Length == 0) errors.Add(FieldError.Invalid(path.Child("uid"), "", "must not be empty"));
            if (apiVersion == "v1" && kind == "Event") errors.Add(FieldError.Invalid(path, Shown(reference), "/v1, Kind=Event is disallowed from being an owner"));
            if (reference["controller"] is not JsonValue flag || !flag.TryGetValue<bool>(out var isController) || !isController) continue;
            if (controller.Length == 0)
            {
                controller = $"{kind}/{name}";
                continue;
            }

            errors.Add(FieldError.Invalid(
                path, new GoLiteral($"[{string.Join(',', references.OfType<JsonObject>().Select(Shown).Select(owner => owner.Text))}]"),
                $"Only one reference can have Controller set to true. Found \"true\" in references for {controller} and {kind}/{name}"));
        }
    }

    /// <summary>An owner with its members in a server's order.</summary>
    private static GoLiteral Shown(JsonObject reference) => new($"{{{string.Join(',', from name in OwnerMembers
                                                                                     where reference[name] is not null
                                                                                     select $"\"{name}\":{GoText.Json(reference[name])}")}}}");

    private static void ValidateFinalizers(IReadOnlyList<string> names, FieldPath path, ICollection<FieldError> errors)
    {
        foreach (var name in names) AddInvalid(errors, path, name, NameRules.IsQualifiedName(name));
        if (names.Contains(OrphanDependents) && names.Contains(DeleteDependents))
            errors.Add(FieldError.Invalid(path, names, $"finalizer {OrphanDependents} and {DeleteDependents} cannot be both set"));
    }

    private static void ValidateManagedFields(JsonArray? entries, FieldPath path, ICollection<FieldError> errors)
    {
        for (var at = 0; at < (entries?.Count ?? 0); at++)
        {
            if (entries![at] is not JsonObject entry) continue;
            var here = path.Index(at);
            var operation = entry.Text("operation");
            if (operation is not ("Apply" or "Update")) errors.Add(FieldError.Invalid(here.Child("operation"), operation, "must be `Apply` or `Update`"));
            var type = entry.Text("fieldsType");
            if (type is not ("" or "FieldsV1")) errors.Add(FieldError.Invalid(here.Child("fieldsType"), type, "must be `FieldsV1`"));
            ValidateFieldManager(entry.Text("manager"), here.Child("manager"), errors);
            if (entry.Text("subresource").Length > SubresourceLengthMax) errors.Add(FieldError.TooLong(here.Child("subresource"), SubresourceLengthMax));
        }
    }

    /// <summary>The name of a field manager, also as a request gives it.</summary>
    public static void ValidateFieldManager(string manager, FieldPath path, ICollection<FieldError> errors)
    {
        if (Encoding.UTF8.GetByteCount(manager) > FieldManagerLengthMax) errors.Add(FieldError.TooLong(path, FieldManagerLengthMax));
        var at = 0;
        foreach (var rune in manager.EnumerateRunes())
        {
            if (!GoText.Prints(rune))
            {
                var mistake = string.Create(CultureInfo.InvariantCulture, $"invalid character U+{rune.Value:X4} (at position {at})");
                errors.Add(FieldError.Invalid(path, manager, mistake));
            }

            at += rune.Utf8SequenceLength;
        }
    }

    private static void AddInvalid(ICollection<FieldError> errors, FieldPath path, string value, IReadOnlyList<string> details)
    {
        for (var at = 0; at < details.Count; at++) errors.Add(FieldError.Invalid(path, value, details[at]));
    }
}
