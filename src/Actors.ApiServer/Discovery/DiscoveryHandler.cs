using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Actors.ApiServer.Http;
using Actors.ApiServer.Resources;
using Actors.ApiServer.Storage;
using Microsoft.AspNetCore.Http;

namespace Actors.ApiServer.Discovery;

/// <summary>Answers <c>/api</c>, <c>/apis</c> and what lies between them and the resources.</summary>
internal sealed class DiscoveryHandler(ResourceRegistry resources)
{
    private const string AggregatedGroup = "apidiscovery.k8s.io";

    private readonly DiscoveryDocuments _documents = new(resources);
    private Cached? _core;
    private Cached? _groups;

    /// <summary>Whether there is something to read at a path.</summary>
    public bool Has(string path) => path.Trim('/').Split('/') switch
    {
        ["api"] or ["apis"] => true,
        ["api", var core] => _documents.Resources("", core) is not null,
        ["apis", var group] => _documents.Group(group) is not null,
        ["apis", var group, var version] => _documents.Resources(group, version) is not null,
        _ => false,
    };

    /// <summary>Answers a request, or says that its path is none of discovery: false.</summary>
    public async Task<bool> HandleAsync(HttpContext http, string path)
    {
        var segments = path.Trim('/').Split('/');
        if (segments is not (["api"] or ["apis"] or ["api", _] or ["apis", _] or ["apis", _, _])) return false;
        if (segments.Length == 1 && AggregatedVersion(http.Request) is { } version)
        {
            await AggregatedAsync(http, segments[0] == "api", version);
            return true;
        }

        var document = segments switch
        {
            ["api"] => Versions(http),
            ["apis"] => _documents.Groups(),
            ["api", var core] => _documents.Resources("", core),
            ["apis", var group] => _documents.Group(group),
            _ => _documents.Resources(segments[1], segments[2]),
        };
        if (document is null) return false;
        Negotiation.Choose(http.Request, isList: false);
        await Answer.JsonAsync(http, 200, document);
        return true;
    }

    /// <summary>The version of the aggregated document a client wants most; null if it would rather have the old form.</summary>
    private static string? AggregatedVersion(HttpRequest request)
    {
        foreach (var range in MediaRange.ParseAll(request.Headers.Accept.ToString()))
        {
            if (!range.IncludesJson) continue;
            if (range.As.Length == 0) return null;
            if (range is { As: "APIGroupDiscoveryList", Group: AggregatedGroup, Version: "v2" or "v2beta1" }) return range.Version;
        }

        return null;
    }

    private async Task AggregatedAsync(HttpContext http, bool isCore, string version)
    {
        var cached = isCore ? Volatile.Read(ref _core) : Volatile.Read(ref _groups);
        var revision = resources.Revision;
        if (cached?.Revision != revision || cached.Version != version)
        {
            cached = new Cached(revision, version, ObjectWriter.Bytes(_documents.Aggregated(isCore, $"{AggregatedGroup}/{version}")));
            if (isCore) Volatile.Write(ref _core, cached);
            else Volatile.Write(ref _groups, cached);
        }

        http.Response.Headers.ETag = cached.ETag;
        http.Response.Headers.Vary = "Accept";
        if (http.Request.Headers.IfNoneMatch == cached.ETag)
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        await Answer.BytesAsync(http, 200, cached.Json, $"application/json;g={AggregatedGroup};v={version};as=APIGroupDiscoveryList");
    }

    private static JsonObject Versions(HttpContext http) => new()
    {
        ["kind"] = "APIVersions",
        ["versions"] = new JsonArray("v1"),
        ["serverAddressByClientCIDRs"] = new JsonArray(new JsonObject { ["clientCIDR"] = "0.0.0.0/0", ["serverAddress"] = http.Request.Host.Value }),
    };

    private sealed record Cached(long Revision, string Version, byte[] Json)
    {
        public string ETag { get; } = $"\"{Convert.ToHexString(SHA512.HashData(Json))}\"";
    }
}
