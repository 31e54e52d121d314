using System.Text.Json.Nodes;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.CustomResources;

/// <summary>Defaults have to be valid by the schema they stand in, and to hold nothing it does not know.</summary>
internal static class DefaultRules
{
    public static void Validate(JsonObject schema, FieldPath path, List<FieldError> errors)
    {
        if (schema["default"] is { } value) ValidateOne(schema, value, path.Child("default"), errors);
        if (schema.Map("items") is { } items) Validate(items, path.Child("items"), errors);
        foreach (var (name, property) in schema.Map("properties") ?? [])
        {
            if (property is JsonObject map) Validate(map, path.Child("properties").Key(name), errors);
        }
    }

    private static void ValidateOne(JsonObject schema, JsonNode value, FieldPath path, List<FieldError> errors)
    {
        var compiled = CompiledSchema.Of(SchemaReader.Read(schema));
        var pruned = value.DeepClone();
        Pruner.Prune(compiled, pruned, compiled.IsEmbeddedResource, keepsNulls: true);
        if (!JsonNode.DeepEquals(pruned, value)) errors.Add(FieldError.Invalid(path, value, "must not have unknown fields"));

        var before = errors.Count;
        if (EmbeddedResources.Decode(compiled, value.DeepClone(), path, null) is { } mistake) errors.Add(mistake);
        else EmbeddedResources.Validate(compiled, value, path, errors);
        if (errors.Count == before) errors.AddRange(SchemaValidator.Validate(compiled, value, path));
    }
}
