using Actors.ApiServer.Resources;
using Actors.Objects;
using Microsoft.AspNetCore.Http;

namespace Actors.ApiServer.Http;

/// <summary>A request about a resource.</summary>
internal sealed class ApiRequest(HttpContext http, RequestInfo info, ResourceKind kind, WriteAudit audit)
{
    private readonly ulong _began = audit.Now;

    public HttpContext Http { get; } = http;

    public RequestInfo Info { get; } = info;

    public ResourceKind Kind { get; } = kind;

    public Query Query => new(Http.Request.Query);

    public string Namespace => Info.Namespace;

    public string Name => Info.Name;

    /// <summary>What the client should know although its request succeeds.</summary>
    public List<string> Warnings { get; } = [];

    public CancellationToken Aborted => Http.RequestAborted;

    /// <summary>It has written an object, and that is final.</summary>
    public void Accepted(KubernetesObject written) => audit.Tell(this, _began, written);

    public Task<RequestBody> ReadBodyAsync() => RequestBody.ReadAsync(Http.Request, Aborted);
}
