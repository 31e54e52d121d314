using System.Text.Json.Nodes;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.Patching.Tests;

/// <summary>Reads what ownership and merging need of an OpenAPI schema, so that tests can be written in its terms.</summary>
internal static class SchemaReader
{
    public static Schema Read(string text) => Read(Json.Object(text));

    public static Schema Read(JsonObject schema) => new()
    {
        Type = schema["x-kubernetes-int-or-string"] is null ? TypeOf((string?)schema["type"]) : SchemaType.IntOrString,
        Properties = (schema["properties"] as JsonObject ?? []).ToDictionary(member => member.Key, member => Read(member.Value!.AsObject())),
        AdditionalProperties = schema["additionalProperties"] is JsonObject values ? Read(values) : null,
        Items = schema["items"] is JsonObject items ? Read(items) : null,
        Default = schema["default"]?.DeepClone(),
        PreservesUnknownFields = schema["x-kubernetes-preserve-unknown-fields"] is not null,
        IsEmbeddedResource = schema["x-kubernetes-embedded-resource"] is not null,
        ListType = Enum.Parse<ListType>((string?)schema["x-kubernetes-list-type"] ?? "atomic", ignoreCase: true),
        ListMapKeys = [.. (schema["x-kubernetes-list-map-keys"] as JsonArray ?? []).Select(key => (string)key!)],
        IsAtomic = (string?)schema["x-kubernetes-map-type"] == "atomic",
    };

    /// <summary>Fills in defaults and takes out what the schema does not know, as the server does before it stores.</summary>
    public static void Complete(JsonObject value, Schema schema, bool isObject = true)
    {
        foreach (var (name, member) in schema.Properties)
        {
            if (member.Default is { } preset && !value.ContainsKey(name)) value[name] = preset.DeepClone();
            if (value[name] is JsonObject inner) Complete(inner, member, isObject: false);
        }

        if (schema.PreservesUnknownFields || schema.AdditionalProperties is not null || schema.Properties.Count == 0) return;
        var known = isObject ? ["apiVersion", "kind", "metadata"] : Array.Empty<string>();
        foreach (var name in value.Select(member => member.Key).Except(schema.Properties.Keys).Except(known).ToList()) value.Remove(name);
    }

    private static SchemaType TypeOf(string? type) => type is null ? SchemaType.Any : Enum.Parse<SchemaType>(type, ignoreCase: true);
}
