using System.Text.Json.Nodes;
using Actors.ApiServer.Resources;

namespace Actors.ApiServer.OpenApi;

/// <summary>The OpenAPI v3 document of a group and version, with the types of its kinds and a path for each of their resources.</summary>
/// <remarks>kubectl reads the types, to explain and to validate, and of the paths which kind stands behind each and which query parameters it knows.</remarks>
internal static class OpenApiDocument
{
    /// <summary>The document of a group and version.</summary>
    /// <param name="kinds">Its kinds.</param>
    /// <param name="schemaOf">The schema a custom kind was defined with, as it was written; null for the schema the server has made of it.</param>
    /// <param name="version">The version of the server.</param>
    public static JsonObject Of(IReadOnlyList<ResourceKind> kinds, Func<ResourceKind, JsonObject?> schemaOf, string version)
    {
        var components = new OpenApiComponents();
        var paths = new JsonObject();
        foreach (var kind in kinds)
        {
            components.Add(kind, schemaOf(kind));
            foreach (var (path, item) in OpenApiPaths.Of(kind)) paths[path] = item;
        }

        return new JsonObject
        {
            ["openapi"] = "3.0.0",
            ["info"] = new JsonObject { ["title"] = "Kubernetes", ["version"] = version },
            ["paths"] = paths,
            ["components"] = new JsonObject { ["schemas"] = components.ToJson() },
        };
    }

    /// <summary>The index of all documents: each group and version with the path of its document.</summary>
    /// <param name="documents">The documents by <c>api/v1</c> or <c>apis/apps/v1</c>, each with a text that changes whenever the document does.</param>
    public static JsonObject Index(IEnumerable<(string Path, string Hash)> documents) => new()
    {
        ["paths"] = new JsonObject(documents.Select(static one => KeyValuePair.Create(
            one.Path,
            (JsonNode?)new JsonObject { ["serverRelativeURL"] = $"/openapi/v3/{one.Path}?hash={one.Hash}" }))),
    };

    /// <summary>Where the document of a kind is in the index.</summary>
    public static string PathOf(ResourceKind kind) => kind.Group.Length == 0 ? $"api/{kind.Version}" : $"apis/{kind.Group}/{kind.Version}";
}
