using System.Net;
using Actors.ApiServer.Http;

namespace Actors.Testing;

/// <summary>Stands between an operator's client and its connections.</summary>
internal sealed class RequestHandler(OperatorRequests requests, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var about = Read(request);
        int? statusCode = null;
        try
        {
            var response = await ForbidAsync(about, request, cancellationToken)
                ?? await requests.MeetAsync(about, request, cancellationToken) ?? await base.SendAsync(request, cancellationToken);
            statusCode = (int)response.StatusCode;
            return response;
        }
        finally
        {
            requests.Add(about with { StatusCode = statusCode });
        }
    }

    private async Task<HttpResponseMessage?> ForbidAsync(ApiRequest about, HttpRequestMessage request, CancellationToken cancellation)
    {
        if (requests.Forbid(about, about.Verb, request) is { } forbidden) return forbidden;
        var mayCreate = about.Verb == "patch" && !about.Resource.Contains('/', StringComparison.Ordinal) && request.Content?.Headers.ContentType?.MediaType?.Contains("apply-patch", StringComparison.Ordinal) == true;
        if (!mayCreate || requests.Forbid(about, "create", request) is not { } notCreated) return null;
        using var look = new HttpRequestMessage(HttpMethod.Get, new Uri(request.RequestUri!.GetLeftPart(UriPartial.Path))) { Version = request.Version, VersionPolicy = request.VersionPolicy };
        using var found = await base.SendAsync(look, cancellation);
        return found.StatusCode == HttpStatusCode.NotFound ? notCreated : null;
    }

    private static ApiRequest Read(HttpRequestMessage request)
    {
        var query = request.RequestUri!.Query;
        var isWatch = query.Contains("watch=true", StringComparison.Ordinal) || query.Contains("watch=1", StringComparison.Ordinal);
        var info = RequestInfo.Parse(request.Method.Method, Uri.UnescapeDataString(request.RequestUri.AbsolutePath), isWatch);
        if (!info.IsResource) return new ApiRequest("", info.Path, "", "", null);
        return new ApiRequest(info.Verb, info.Subresource.Length == 0 ? info.Resource : $"{info.Resource}/{info.Subresource}", info.Namespace, info.Name, null) { Group = info.Group };
    }
}
