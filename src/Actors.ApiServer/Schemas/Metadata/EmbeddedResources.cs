using System.Text.Json;
using System.Text.Json.Nodes;

namespace Actors.ApiServer.Schemas;

/// <summary>Objects inside objects that have apiVersion, kind and metadata of their own (<c>x-kubernetes-embedded-resource</c>).</summary>
internal static class EmbeddedResources
{
    /// <summary>Cleans their metadata as <see cref="ObjectMetaDecoder"/> does; what cannot be decoded, null if all can.</summary>
    public static FieldError? Decode(CompiledSchema schema, JsonNode? value, FieldPath? path, List<string>? unknown)
    {
        if (!schema.HasEmbeddedResources) return null;
        if (value is JsonObject resource && schema.IsEmbeddedResource && DecodeOne(resource, path, unknown) is { } mistake) return mistake;
        foreach (var (part, inner, here) in Parts(schema, value, path))
        {
            if (Decode(part, inner, here, unknown) is { } error) return error;
        }

        return null;
    }

    /// <summary>Checks each: apiVersion and kind are there and make sense, metadata is valid.</summary>
    /// <param name="schema">Of the value.</param>
    /// <param name="value">The object, or a part of it.</param>
    /// <param name="path">Where the value is; null for the object itself.</param>
    /// <param name="errors">Takes what is wrong.</param>
    /// <param name="isResource">Whether the value is a resource even if its schema does not say so.</param>
    public static void Validate(CompiledSchema schema, JsonNode? value, FieldPath? path, ICollection<FieldError> errors, bool isResource = false)
    {
        if (value is JsonObject resource && (isResource || schema.IsEmbeddedResource)) ValidateOne(resource, path, errors);
        if (!schema.HasEmbeddedResources) return;
        foreach (var (part, inner, here) in Parts(schema, value, path)) Validate(part, inner, here, errors);
    }

    private static FieldError? DecodeOne(JsonObject resource, FieldPath? path, List<string>? unknown)
    {
        foreach (var name in new[] { "apiVersion", "kind" })
        {
            if (resource.TryGetPropertyValue(name, out var text) && !IsText(text)) return FieldError.Invalid(path.Child(name), text, "must be a string");
        }

        var metadata = path.Child("metadata");
        var error = ObjectMetaDecoder.Decode(resource, metadata.ToString(), unknown);
        return error is null ? null : FieldError.Invalid(metadata, resource["metadata"], error);
    }

    private static bool IsText(JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.String;

    private static void ValidateOne(JsonObject resource, FieldPath? path, ICollection<FieldError> errors)
    {
        ValidateText(resource, "apiVersion", path, errors, ApiVersionMistake);
        ValidateText(resource, "kind", path, errors, KindMistake);
        if (resource["metadata"] is not JsonObject metadata) return;
        var space = metadata["namespace"] is not null;
        if (metadata["name"] is null)
        {
            metadata = (JsonObject)metadata.DeepClone();
            metadata["name"] = "fakename";
        }

        ObjectMetaValidator.Validate(metadata, space, NameRules.PathSegment, errors, path.Child("metadata"));
    }

    private static void ValidateText(JsonObject resource, string name, FieldPath? path, ICollection<FieldError> errors, Func<string, string?> check)
    {
        if (!resource.TryGetPropertyValue(name, out var node))
        {
            errors.Add(FieldError.Required(path.Child(name)));
            return;
        }

        var text = IsText(node) ? node!.GetValue<string>() : null;
        var mistake = text is null ? "must be a string" : text.Length == 0 ? "must not be empty" : check(text);
        if (mistake is not null) errors.Add(FieldError.Invalid(path.Child(name), node, mistake));
    }

    private static string? ApiVersionMistake(string apiVersion) =>
        apiVersion.AsSpan().Count('/') > 1 ? $"unexpected GroupVersion string: {apiVersion}" : null;

    private static string? KindMistake(string kind)
    {
        var mistakes = NameRules.IsDns1035Label(kind.ToLowerInvariant());
        return mistakes.Count == 0 ? null : $"may have mixed case, but should otherwise match: {string.Join(",", mistakes)}";
    }

    private static IEnumerable<(CompiledSchema Schema, JsonNode? Value, FieldPath Path)> Parts(CompiledSchema schema, JsonNode? value, FieldPath? path)
    {
        if (value is JsonObject map)
        {
            foreach (var (name, member) in map.ToArray())
            {
                if (schema.Properties.TryGetValue(name, out var property))
                {
                    if (property.HasEmbeddedResources) yield return (property, member, path.Child(name));
                }
                else if (schema.AdditionalProperties is { HasEmbeddedResources: true } other)
                {
                    yield return (other, member, path.Key(name));
                }
            }
        }
        else if (value is JsonArray list && schema.Items is { HasEmbeddedResources: true } items)
        {
            for (var at = 0; at < list.Count; at++) yield return (items, list[at], path.Index(at));
        }
    }
}
