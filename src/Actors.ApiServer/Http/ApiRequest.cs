using Actors.ApiServer.Resources;
using Microsoft.AspNetCore.Http;

namespace Actors.ApiServer.Http;

/// <summary>A request about a resource.</summary>
internal sealed class ApiRequest(HttpContext http, RequestInfo info, ResourceKind kind)
{
    public HttpContext Http { get; } = http;

    public RequestInfo Info { get; } = info;

    public ResourceKind Kind { get; } = kind;

    public Query Query => new(Http.Request.Query);

    public string Namespace => Info.Namespace;

    public string Name => Info.Name;

    /// <summary>What the client should know although its request succeeds.</summary>
    public List<string> Warnings { get; } = [];

    public CancellationToken Aborted => Http.RequestAborted;

    public Task<RequestBody> ReadBodyAsync() => RequestBody.ReadAsync(Http.Request, Aborted);
}
