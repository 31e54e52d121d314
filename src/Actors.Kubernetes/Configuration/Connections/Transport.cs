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

    private readonly Lazy<HttpMessageInvoker> _http2 = new(() => new HttpMessageInvoker(CreateHandler(configuration, identity, authorities)));
    private readonly Lazy<HttpMessageInvoker> _http1 = new(() => new HttpMessageInvoker(CreateHttp1Handler(configuration, identity, authorities)));
    private readonly Lazy<HttpMessageInvoker> _threaded = new(() => new HttpMessageInvoker(CreateThreadedHandler(configuration, identity, authorities)));

    public ClientIdentity? Identity => identity;

    public X509Certificate2Collection? Authorities => authorities;

    /// <summary>The requests that wait for their response.</summary>
    public int Leases { get; set; }

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation) => InvokerFor(request).SendAsync(request, cancellation);

    public void Dispose()
    {
        foreach (var invoker in (ReadOnlySpan<Lazy<HttpMessageInvoker>>)[_http2, _http1, _threaded])
        {
            if (invoker.IsValueCreated) invoker.Value.Dispose();
        }
    }

    /// <summary>Whether the request may get a connection of HTTP/2: without encryption only where nothing lower will do, as <see cref="SocketsHttpHandler"/> has it.</summary>
    public static bool MayBeHttp2(HttpRequestMessage request) => request.RequestUri!.Scheme == Uri.UriSchemeHttps
        ? request.Version.Major >= 2 || request.VersionPolicy == HttpVersionPolicy.RequestVersionOrHigher
        : request.Version.Major >= 2 && request.VersionPolicy != HttpVersionPolicy.RequestVersionOrLower;

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

    /// <summary>
    /// For connections that are HTTP/1.1 in any case, which knows no pings: a handler that has them wakes a thread every few seconds to see to them, and a replica has one or two for each other
    /// (without those, five that have nothing to do take a quarter less processor time).
    /// </summary>
    public static SocketsHttpHandler CreateHttp1Handler(KubernetesConfiguration configuration, ClientIdentity? identity, X509Certificate2Collection? authorities)
    {
        var handler = CreateHandler(configuration, identity, authorities);
        handler.KeepAlivePingDelay = Timeout.InfiniteTimeSpan;
        return handler;
    }

    public static SocketsHttpHandler CreateThreadedHandler(KubernetesConfiguration configuration, ClientIdentity? identity, X509Certificate2Collection? authorities)
    {
        var handler = CreateHttp1Handler(configuration, identity, authorities);
        handler.ConnectCallback = static (context, cancellation) => ThreadedConnection.ConnectAsync(context.DnsEndPoint, cancellation);
        return handler;
    }

    private HttpMessageInvoker InvokerFor(HttpRequestMessage request)
    {
        if (request.Options.TryGetValue(HasOwnThread, out var has) && has) return _threaded.Value;
        return MayBeHttp2(request) ? _http2.Value : _http1.Value;
    }
}
