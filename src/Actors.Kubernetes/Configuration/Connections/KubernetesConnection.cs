namespace Actors.Kubernetes.Configuration;

/// <summary>
/// What requests to one cluster go through. Its <see cref="Handler"/> puts the credentials, the impersonated user and the user agent on
/// each request, trusts whom the configuration trusts, and takes up new tokens and certificates while it runs.
/// </summary>
internal sealed class KubernetesConnection : IDisposable
{
    private readonly TransportPool _transports;

    public KubernetesConnection(KubernetesConfiguration configuration, TimeProvider? clock = null)
    {
        Configuration = configuration;
        Credentials = CredentialSource.Of(configuration, clock ?? TimeProvider.System);
        _transports = new TransportPool(configuration, clock ?? TimeProvider.System);
        Handler = new AuthenticatingHandler(configuration, Credentials, _transports);
    }

    public KubernetesConfiguration Configuration { get; }

    public CredentialSource Credentials { get; }

    /// <summary>For an HttpClient, or an HttpMessageInvoker where WebSockets are needed.</summary>
    public HttpMessageHandler Handler { get; }

    public void Dispose()
    {
        Handler.Dispose();
        _transports.Dispose();
        Credentials.Dispose();
    }
}
