using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Actors.ApiServer.Http;
using Actors.ApiServer.OpenApi;
using Actors.ApiServer.Resources;
using Actors.ApiServer.Storage;
using Microsoft.AspNetCore.Http;

namespace Actors.ApiServer.Discovery;

/// <summary>Answers <c>/openapi/v3</c>: the index, and one document for each group and version, made when it is first asked for.</summary>
internal sealed class OpenApiHandler(ResourceRegistry resources)
{
    /// <summary>The version of Kubernetes whose API this is.</summary>
    public const string Version = "v1.36.0";

    private const string Root = "/openapi/v3";
    private const string Json = "application/json";

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (long Revision, byte[] Json)> _documents = new(StringComparer.Ordinal);

    /// <summary>Answers a request, or says that its path is none of these: false.</summary>
    public async Task<bool> HandleAsync(HttpContext http, string path)
    {
        if (!path.StartsWith(Root, StringComparison.Ordinal)) return false;
        var document = path[Root.Length..].Trim('/');
        if (document.Length == 0)
        {
            await Answer.JsonAsync(http, 200, Index());
            return true;
        }

        var kinds = resources.All.Where(kind => OpenApiDocument.PathOf(kind) == document).ToList();
        if (kinds.Count == 0) return false;
        if (!MediaRange.ParseAll(http.Request.Headers.Accept.ToString()).Select(static range => range.IncludesJson).DefaultIfEmpty(true).Contains(true))
            throw Errors.NotAcceptable(Json);
        http.Response.Headers.ETag = $"\"{HashOf(kinds)}\"";
        await Answer.BytesAsync(http, 200, DocumentOf(document, kinds));
        return true;
    }

    private JsonObject Index() => OpenApiDocument.Index(
        resources.All.GroupBy(OpenApiDocument.PathOf).Select(static group => (group.Key, HashOf([.. group]))).OrderBy(static one => one.Key, StringComparer.Ordinal));

    private byte[] DocumentOf(string path, List<ResourceKind> kinds)
    {
        var revision = resources.Revision;
        lock (_lock)
        {
            if (_documents.TryGetValue(path, out var known) && known.Revision == revision) return known.Json;
        }

        var document = OpenApiDocument.Of(kinds, static kind => kind.OpenApiSchema, Version);
        if (kinds[0].IsCustom) document["info"] = new JsonObject { ["title"] = "Kubernetes CRD Swagger", ["version"] = "v0.1.0" };
        var json = ObjectWriter.Bytes(document);
        lock (_lock) _documents[path] = (revision, json);
        return json;
    }

    /// <summary>Changes with the document: built-in kinds change with the program only, custom ones with their schema.</summary>
    private static string HashOf(IReadOnlyList<ResourceKind> kinds)
    {
        var text = new StringBuilder(typeof(OpenApiHandler).Module.ModuleVersionId.ToString());
        foreach (var kind in kinds) text.Append(kind.ApiVersion).Append(kind.Kind).Append(kind.Plural).Append(kind.OpenApiSchema?.ToJsonString());
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
