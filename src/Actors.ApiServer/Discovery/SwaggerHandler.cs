using System.Security.Cryptography;
using Actors.ApiServer.Http;
using Actors.ApiServer.OpenApi;
using Actors.ApiServer.Resources;
using Actors.ApiServer.Storage;
using Microsoft.AspNetCore.Http;

namespace Actors.ApiServer.Discovery;

/// <summary>Answers <c>/openapi/v2</c>, as JSON or as Protobuf. The document is made when it is first asked for after a change of the kinds.</summary>
internal sealed class SwaggerHandler(ResourceRegistry resources)
{
    private const string Json = "application/json";
    private const string Protobuf = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";

    /// <summary>What kubectl asks for: a name that is no media type by the letter of the standard.</summary>
    private const string OldProtobuf = "application/com.github.proto-openapi.spec.v2@v1.0+protobuf";

    private readonly Lock _lock = new();
    private Made? _made;

    /// <summary>Answers a request, or says that its path is not this one: false.</summary>
    public async Task<bool> HandleAsync(HttpContext http, string path)
    {
        if (path.TrimEnd('/') != "/openapi/v2") return false;
        var response = http.Response;
        response.Headers.Vary = "Accept";
        var type = MediaRange.ParseAll(http.Request.Headers.Accept.ToString()).DefaultIfEmpty(MediaRange.Json).Select(TypeOf).FirstOrDefault(static one => one is not null);
        if (type is null)
        {
            response.StatusCode = StatusCodes.Status406NotAcceptable;
            return true;
        }

        var made = Current();
        response.Headers.ETag = made.ETag;
        if (http.Request.Headers.IfNoneMatch == made.ETag) response.StatusCode = StatusCodes.Status304NotModified;
        else await Answer.RawAsync(http, 200, type == Json ? made.Json : made.Protobuf.Value, type);
        return true;
    }

    private static string? TypeOf(MediaRange range) => range switch
    {
        { IncludesJson: true } => Json,
        { Type: Protobuf or OldProtobuf } => Protobuf,
        _ => null,
    };

    private Made Current()
    {
        lock (_lock)
        {
            var revision = resources.Revision;
            if (_made?.Revision == revision) return _made;
            var document = SwaggerDocument.Of(resources.All, OpenApiHandler.Version);
            return _made = new Made(revision, ObjectWriter.Bytes(document), new Lazy<byte[]>(() => SwaggerWire.Write(document)));
        }
    }

    private sealed record Made(long Revision, byte[] Json, Lazy<byte[]> Protobuf)
    {
        public string ETag { get; } = $"\"{Convert.ToHexString(SHA512.HashData(Json))}\"";
    }
}
