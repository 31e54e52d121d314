using System.Net;
using Actors.ApiServer.Http;
using Actors.Kubernetes.Models;

namespace Actors.Testing;

/// <summary>Stands between an operator's client and its connections.</summary>
internal sealed class RequestHandler(OperatorRequests requests, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var about = Read(request);
        var connections = requests.Connections;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, connections);
        int? statusCode = null;
        requests.Unanswered.Add();
        try
        {
            var response = await ForbidAsync(about, request, either.Token)
                ?? await requests.MeetAsync(about, request, either.Token) ?? await base.SendAsync(request, either.Token);
            response.Content = new BreakingContent(response.Content, connections);
            statusCode = (int)response.StatusCode;
            return response;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException(HttpRequestError.ResponseEnded, $"{request.RequestUri?.Authority}: {BreakingContent.Problem}");
        }
        finally
        {
            requests.Add(about with { StatusCode = statusCode });
            requests.Unanswered.Remove();
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
        return new ApiRequest(info.Verb, info.Subresource.Length == 0 ? info.Resource : $"{info.Resource}/{info.Subresource}", info.Namespace, NameOf(info, query), null) { Group = info.Group };
    }

    /// <summary>Of a list or watch, the one name that its field selector asks for: a server decides by that, too, whether it is allowed.</summary>
    private static string NameOf(RequestInfo info, string query)
    {
        if (info.Name.Length > 0 || info.Verb is not ("list" or "watch")) return info.Name;
        var fields = System.Web.HttpUtility.ParseQueryString(query)["fieldSelector"];
        return FieldSelector.TryParse(fields, out var selector)
            ? selector.Requirements.FirstOrDefault(static one => one is { Path: "metadata.name", IsNegated: false }).Value ?? ""
            : "";
    }
}
