using System.Text.Json.Nodes;
using Actors.ApiServer.Resources;

namespace Actors.ApiServer.OpenApi;

/// <summary>The OpenAPI v2 document of all kinds (Swagger 2.0): what the documents of v3 say, in the older form.</summary>
/// <remarks>kubectl turns to it where v3 knows nothing of a kind, and tools that generate clients read it.</remarks>
internal static class SwaggerDocument
{
    private static readonly string[] Produced = ["application/json", "application/yaml", "application/vnd.kubernetes.protobuf"];
    private static readonly string[] ProducedByCustom = ["application/json", "application/yaml"];

    /// <summary>The document.</summary>
    /// <param name="kinds">All kinds.</param>
    /// <param name="version">The version of the server.</param>
    public static JsonObject Of(IEnumerable<ResourceKind> kinds, string version)
    {
        var paths = new SortedDictionary<string, JsonNode?>(StringComparer.Ordinal);
        var definitions = new SortedDictionary<string, JsonNode?>(StringComparer.Ordinal);
        foreach (var group in kinds.GroupBy(OpenApiDocument.PathOf))
        {
            var ofGroup = group.ToList();
            var document = OpenApiDocument.Of(ofGroup, static kind => kind.OpenApiSchema, version);
            foreach (var (path, item) in (JsonObject)document["paths"]!) paths[path] = Item((JsonObject)item!, ofGroup[0].IsCustom ? ProducedByCustom : Produced);
            foreach (var (name, type) in (JsonObject)document["components"]!["schemas"]!) definitions[name] = SwaggerSchema.OfDefinition((JsonObject)type!);
        }

        return new JsonObject
        {
            ["swagger"] = "2.0",
            ["info"] = new JsonObject { ["title"] = "Kubernetes", ["version"] = version },
            ["paths"] = new JsonObject(paths),
            ["definitions"] = new JsonObject(definitions),
        };
    }

    private static JsonObject Item(JsonObject item, string[] produced) => new(item.Select(one => KeyValuePair.Create(
        one.Key,
        one.Value is JsonObject operation ? (JsonNode?)Operation(operation, produced) : Parameters((JsonArray)one.Value!))));

    private static JsonObject Operation(JsonObject operation, string[] produced)
    {
        var parameters = Parameters(operation["parameters"] as JsonArray ?? []);
        var consumed = operation["requestBody"]?["content"] as JsonObject ?? [];
        if (consumed.Count > 0) parameters.Insert(0, Body(consumed.GetAt(0).Value!));
        var json = new JsonObject
        {
            ["tags"] = operation["tags"]?.DeepClone(),
            ["operationId"] = operation["operationId"]?.DeepClone(),
            ["consumes"] = new JsonArray([.. (consumed.Count > 0 ? consumed.Select(static one => one.Key) : ["*/*"]).Select(static one => (JsonNode?)one)]),
            ["produces"] = new JsonArray([.. produced.Select(static one => (JsonNode?)one)]),
            ["parameters"] = parameters,
            ["responses"] = new JsonObject(((JsonObject)operation["responses"]!).Select(static one => KeyValuePair.Create(one.Key, (JsonNode?)Response(one.Value!)))),
        };
        foreach (var (name, value) in operation)
            if (name.StartsWith("x-", StringComparison.Ordinal)) json[name] = value?.DeepClone();
        return json;
    }

    private static JsonObject Body(JsonNode content) =>
        new() { ["name"] = "body", ["in"] = "body", ["required"] = true, ["schema"] = SwaggerSchema.Of((JsonObject)content["schema"]!) };

    private static JsonObject Response(JsonNode response)
    {
        var json = new JsonObject { ["description"] = response["description"]?.DeepClone() };
        if (response["content"] is JsonObject { Count: > 0 } content) json["schema"] = SwaggerSchema.Of((JsonObject)content.GetAt(0).Value!["schema"]!);
        return json;
    }

    /// <summary>In v2 the type of a parameter is a part of it.</summary>
    private static JsonArray Parameters(JsonArray parameters) => new([.. parameters.Select(static one =>
    {
        var parameter = (JsonObject)one!.DeepClone();
        var schema = (JsonObject)parameter["schema"]!;
        parameter.Remove("schema");
        foreach (var (name, value) in schema) parameter[name] = value?.DeepClone();
        return (JsonNode?)parameter;
    })]);
}
