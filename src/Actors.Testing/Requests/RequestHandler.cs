using Actors.ApiServer.Http;

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
        try
        {
            var response = await requests.MeetAsync(about, request, either.Token) ?? await base.SendAsync(request, either.Token);
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
