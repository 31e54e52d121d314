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
            var response = await requests.MeetAsync(about, request, cancellationToken) ?? await base.SendAsync(request, cancellationToken);
            statusCode = (int)response.StatusCode;
            return response;
        }
        finally
        {
            requests.Add(about with { StatusCode = statusCode });
        }
    }

    private static ApiRequest Read(HttpRequestMessage request)
    {
        var query = request.RequestUri!.Query;
        var isWatch = query.Contains("watch=true", StringComparison.Ordinal) || query.Contains("watch=1", StringComparison.Ordinal);
        var info = RequestInfo.Parse(request.Method.Method, Uri.UnescapeDataString(request.RequestUri.AbsolutePath), isWatch);
        if (!info.IsResource) return new ApiRequest("", info.Path, "", "", null);
        return new ApiRequest(info.Verb, info.Subresource.Length == 0 ? info.Resource : $"{info.Resource}/{info.Subresource}", info.Namespace, info.Name, null);
    }
}
