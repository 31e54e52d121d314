using System.Text.Json.Nodes;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.CustomResources;

/// <summary>How CustomResourceDefinitions are read and readied for being stored, in the order of a request.</summary>
internal static class DefinitionRules
{
    /// <summary>Members that a server leaves out when they are empty, of schemas and of versions.</summary>
    private static readonly string[] OmittedWhenEmpty =
    [
        "id", "$schema", "description", "type", "format", "title", "exclusiveMaximum", "exclusiveMinimum", "pattern", "uniqueItems", "enum", "required", "allOf",
        "oneOf", "anyOf", "properties", "patternProperties", "dependencies", "definitions", "nullable", "x-kubernetes-embedded-resource",
        "x-kubernetes-int-or-string", "x-kubernetes-list-map-keys", "x-kubernetes-validations", "deprecated", "additionalPrinterColumns", "selectableFields",
        "shortNames", "categories", "singular", "listKind", "preserveUnknownFields", "priority",
    ];

    /// <summary>Drops what a server does not know and fills in what it does, in place.</summary>
    /// <param name="definition">The definition as it came.</param>
    /// <param name="unknown">Takes the paths of what is dropped; null if nobody wants to know.</param>
    /// <returns>Why it cannot be taken for a definition at all, for a 400; null if it can.</returns>
    public static string? Decode(JsonObject definition, List<string>? unknown = null)
    {
        if (ObjectMetaDecoder.Decode(definition, "metadata", unknown) is { } error) return error;
        if (TypeChecker.Check(DefinitionSchema.Value, definition) is { } mismatch) return mismatch;
        Pruner.Prune(DefinitionSchema.Compiled, definition, isResource: true, unknown);
        foreach (var part in new[] { "spec", "status" }) OmitEmpty(definition[part]);
        Default(definition);
        return null;
    }

    /// <summary>Takes away the status, says which version objects will be stored in, and begins with the first generation.</summary>
    public static void PrepareForCreate(JsonObject definition)
    {
        definition["status"] = new JsonObject
        {
            ["conditions"] = null,
            ["acceptedNames"] = new JsonObject { ["plural"] = "", ["kind"] = "" },
            ["storedVersions"] = new JsonArray(),
        };
        AddStoredVersion(definition);
        if (definition.Map("metadata") is { } metadata) metadata["generation"] = 1L;
    }

    /// <summary>Keeps the status, adds a new storage version to it; the next generation if the spec has changed.</summary>
    public static void PrepareForUpdate(JsonObject definition, JsonObject old)
    {
        if (definition.Map("metadata") is { } metadata && old.Map("metadata") is { } oldMetadata)
        {
            ObjectMetaRules.PrepareForUpdate(metadata, oldMetadata);
            if (!JsonNode.DeepEquals(definition["spec"], old["spec"])) metadata["generation"] = (oldMetadata.Integer("generation") ?? 0) + 1;
        }

        definition["status"] = old["status"]?.DeepClone();
        AddStoredVersion(definition);
    }

    /// <summary>Takes over the status; of the rest nothing but metadata other than labels, annotations, finalizers and owners may differ.</summary>
    public static void PrepareForStatusUpdate(JsonObject definition, JsonObject old)
    {
        definition["spec"] = old["spec"]?.DeepClone();
        if (definition.Map("metadata") is { } metadata && old.Map("metadata") is { } oldMetadata) ObjectMetaRules.PrepareForUpdate(metadata, oldMetadata);
    }

    private static void Default(JsonObject definition)
    {
        if (definition.Map("spec") is not { } spec) definition["spec"] = spec = [];
        if (spec["names"] is not JsonObject names) spec["names"] = names = [];
        var kind = names.Text("kind");
        if (names.Text("singular").Length == 0 && kind.Length > 0) names["singular"] = kind.ToLowerInvariant();
        if (names.Text("listKind").Length == 0 && kind.Length > 0) names["listKind"] = kind + "List";
        foreach (var version in spec.Maps("versions"))
        {
            version.TryAdd("served", JsonValue.Create(false));
            version.TryAdd("storage", JsonValue.Create(false));
        }

        if (spec["conversion"] is null) spec["conversion"] = new JsonObject { ["strategy"] = "None" };
        if (spec.Map("conversion").Map("webhook").Map("clientConfig").Map("service") is { } service && service["port"] is null) service["port"] = 443L;
        if (definition["status"] is JsonObject status && status.Texts("storedVersions").Count == 0) AddStoredVersion(definition);
    }

    private static void AddStoredVersion(JsonObject definition)
    {
        var storage = definition.Map("spec").Maps("versions").FirstOrDefault(version => version.Flag("storage")).Text("name");
        if (storage.Length == 0) return;
        if (definition["status"] is not JsonObject status) definition["status"] = status = [];
        if (status.List("storedVersions") is not { } stored) status["storedVersions"] = stored = [];
        if (!status.Texts("storedVersions").Contains(storage)) stored.Add(storage);
    }

    private static void OmitEmpty(JsonNode? node)
    {
        switch (node)
        {
            case JsonArray list:
                foreach (var item in list) OmitEmpty(item);
                break;
            case JsonObject map:
                for (var at = 0; at < map.Count; at++)
                {
                    var (name, value) = map.GetAt(at);
                    if (IsEmpty(value) && OmittedWhenEmpty.Contains(name)) map.RemoveAt(at--);
                    else if (name is "properties" or "patternProperties" or "definitions") OmitEmptyInside((JsonObject)value!);
                    else if (name is not ("default" or "example" or "enum")) OmitEmpty(value);
                }

                break;
        }
    }

    /// <summary>Names of properties are the author's, however they are called.</summary>
    private static void OmitEmptyInside(JsonObject properties)
    {
        foreach (var (_, property) in properties) OmitEmpty(property);
    }

    private static bool IsEmpty(JsonNode? value) => value switch
    {
        JsonObject map => map.Count == 0,
        JsonArray list => list.Count == 0,
        JsonValue scalar when scalar.TryGetValue<string>(out var text) => text.Length == 0,
        JsonValue scalar when scalar.TryGetValue<bool>(out var flag) => !flag,
        JsonValue scalar => JsonNumber.TryGet(scalar, out var number) && number.Float == 0,
        _ => false,
    };
}
