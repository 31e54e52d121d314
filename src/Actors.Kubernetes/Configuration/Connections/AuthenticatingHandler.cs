using System.Net;
using System.Net.Sockets;

namespace Actors.Kubernetes.Configuration;

/// <summary>
/// Puts on each request who asks. To a request the server answers with 401 it shows a fresh credential, once, if there is one and the
/// request can be sent again.
/// </summary>
internal sealed class AuthenticatingHandler(KubernetesConfiguration configuration, CredentialSource credentials, TransportPool transports)
    : HttpMessageHandler
{
    private const string Authorization = "Authorization";

    // A request that is sent again has what it was given the last time, which may be what the server refused.
    private static readonly HttpRequestOptionsKey<bool> IsOurs = new("Actors.Kubernetes.IsAuthenticated");

    private readonly IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> _impersonation = configuration.Impersonation?.Headers() ?? [];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        AddHeaders(request);
        if (request.Headers.NonValidated.Contains(Authorization) && !request.Options.TryGetValue(IsOurs, out _))
            return await SendAsync(request, Credential.None, cancellationToken);

        var credential = await credentials.GetAsync(cancellationToken);
        var response = await SendAsync(request, credential, cancellationToken);
        if (response.StatusCode != HttpStatusCode.Unauthorized) return response;
        if (!credentials.Refuse(credential) || !CanBeSentAgain(request.Content)) return response;
        response.Dispose();
        return await SendAsync(request, await credentials.GetAsync(cancellationToken), cancellationToken);
    }

    private static bool CanBeSentAgain(HttpContent? content) => content is null or ByteArrayContent or ReadOnlyMemoryContent;

    private void AddHeaders(HttpRequestMessage request)
    {
        // See ServerTrust.ServerName.
        if (configuration.Trust.ServerName is { } host) request.Headers.Host ??= host;
        if (!request.Headers.NonValidated.Contains("User-Agent")) request.Headers.TryAddWithoutValidation("User-Agent", configuration.UserAgent);
        if (request.Headers.NonValidated.Contains("Impersonate-User")) return;
        foreach (var (name, values) in _impersonation)
        {
            request.Headers.TryAddWithoutValidation(name, string.Join(RepeatedHeaderEncoding.Separator, values));
            if (values.Count > 1) (request.Version, request.VersionPolicy) = (HttpVersion.Version11, HttpVersionPolicy.RequestVersionExact);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, Credential credential, CancellationToken cancellation)
    {
        if (credential.Authorization is { } authorization)
        {
            request.Headers.Remove(Authorization);
            request.Headers.TryAddWithoutValidation(Authorization, authorization);
            request.Options.Set(IsOurs, true);
        }

        try
        {
            return await transports.SendAsync(request, credential.Identity, cancellation);
        }
        catch (HttpRequestException failure) when (ServerCertificateException.In(failure) is { } refused)
        {
            throw new HttpRequestException(failure.HttpRequestError, refused.Message, failure);
        }
        catch (SocketException failure)
        {
            // It comes out as it is where the other side has gone by the time a new connection is asked for its address.
            throw new HttpRequestException(HttpRequestError.ConnectionError, failure.Message, failure);
        }
    }
}
