using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Actors.Kubernetes.Configuration;

/// <summary>Connections that are all made with the same certificates.</summary>
internal sealed class Transport(KubernetesConfiguration configuration, ClientIdentity? identity, X509Certificate2Collection? authorities) : IDisposable
{
    /// <summary>Marks a request whose answer is to come on a connection with a thread of its own (<see cref="ThreadedConnection"/>).</summary>
    public static readonly HttpRequestOptionsKey<bool> HasOwnThread = new("Actors.Kubernetes.HasOwnThread");

    // As client-go has them: what finds a server that is gone without a word (Kubernetes issue 65012).
    private static readonly TimeSpan PingDelay = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PingTimeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(90);

    private readonly HttpMessageInvoker _shared = new(CreateHandler(configuration, identity, authorities), disposeHandler: true);

    // Only who watches needs it.
    private readonly Lazy<HttpMessageInvoker> _threaded = new(() => new HttpMessageInvoker(CreateThreadedHandler(configuration, identity, authorities), disposeHandler: true));

    public ClientIdentity? Identity => identity;

    public X509Certificate2Collection? Authorities => authorities;

    /// <summary>The requests that wait for their response.</summary>
    public int Leases { get; set; }

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation) =>
        (request.Options.TryGetValue(HasOwnThread, out var has) && has ? _threaded.Value : _shared).SendAsync(request, cancellation);

    public void Dispose()
    {
        _shared.Dispose();
        if (_threaded.IsValueCreated) _threaded.Value.Dispose();
    }

    public static SocketsHttpHandler CreateHandler(KubernetesConfiguration configuration, ClientIdentity? identity, X509Certificate2Collection? authorities)
    {
        var check = new ServerCertificateCheck(configuration, authorities);
        var handler = new SocketsHttpHandler
        {
            ConnectTimeout = configuration.ConnectTimeout,
            PooledConnectionLifetime = configuration.ConnectionLifetime,
            PooledConnectionIdleTimeout = IdleTimeout,
            EnableMultipleHttp2Connections = true,
            KeepAlivePingDelay = PingDelay,
            KeepAlivePingTimeout = PingTimeout,
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.Always,
            AutomaticDecompression = configuration.DisableCompression ? DecompressionMethods.None : DecompressionMethods.GZip,
            UseProxy = configuration.Proxy is not null,
            Proxy = configuration.Proxy,
            UseCookies = false,
            // A redirect would take the impersonation headers to another server.
            AllowAutoRedirect = false,
            // Names of users and groups may have any letter.
            RequestHeaderEncodingSelector = RepeatedHeaderEncoding.Select,
            SslOptions = new SslClientAuthenticationOptions
            {
                ClientCertificateContext = identity?.Context,
                CertificateChainPolicy = check.Policy,
                RemoteCertificateValidationCallback = check.Accept,
            },
        };
        return handler;
    }

    private static SocketsHttpHandler CreateThreadedHandler(KubernetesConfiguration configuration, ClientIdentity? identity, X509Certificate2Collection? authorities)
    {
        var handler = CreateHandler(configuration, identity, authorities);
        handler.ConnectCallback = static (context, cancellation) => ThreadedConnection.ConnectAsync(context.DnsEndPoint, cancellation);
        return handler;
    }
}
