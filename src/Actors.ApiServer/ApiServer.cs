using System.Net;
using System.Security.Cryptography.X509Certificates;
using Actors.ApiServer.Http;
using Actors.ApiServer.Resources;
using Actors.ApiServer.Storage;
using Actors.ApiServer.Verbs;
using Actors.ApiServer.Workers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Actors.ApiServer;

/// <summary>
/// A Kubernetes API server in this process, with its objects in memory: for developing, testing and load-running operators. Any Kubernetes client can use it.
/// Several can run side by side.
/// </summary>
public sealed class ApiServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly CancellationTokenSource _stopping;
    private readonly Task _workers;
    private readonly X509Certificate2? _certificate;

    private ApiServer(WebApplication application, CancellationTokenSource stopping, Task workers, ApiServerOptions options, X509Certificate2? certificate)
    {
        (_application, _stopping, _workers, _certificate) = (application, stopping, workers, certificate);
        Token = options.Token;
        Address = new Uri(application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    /// <summary>Where the server listens.</summary>
    public Uri Address { get; }

    /// <summary>The token clients have to present; null for none.</summary>
    public string? Token { get; }

    /// <summary>The certificate authority clients have to trust, as PEM; null without TLS.</summary>
    public string? CertificateAuthority => _certificate?.ExportCertificatePem();

    /// <summary>The text of a kubeconfig by which kubectl and other clients find this server.</summary>
    public string Kubeconfig => ServerKubeconfig.Write(Address, Token, CertificateAuthority);

    /// <summary>Starts a server.</summary>
    /// <param name="options">How it is to run; null for the defaults.</param>
    /// <param name="cancellation">Gives up starting.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<ApiServer> StartAsync(ApiServerOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new ApiServerOptions();
        var certificate = options.UsesTls ? SelfSignedCertificate.Create(options.Time.GetUtcNow()) : null;
        var application = Build(options, certificate);
        var stopping = new CancellationTokenSource();
        try
        {
            var registry = new ObjectRegistry(
                new Store(new StoreOptions(options.WindowChanges, options.WindowBytes)), new ResourceRegistry(BuiltInResources.Create()), options.Time);
            var logger = application.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Actors.ApiServer");
            var handler = new RequestHandler(registry, new WriteAudit(registry.Store, options.Accepted), new TokenAuthenticator(options.Token, registry), logger, stopping.Token);
            application.Run(handler.HandleAsync);
            var workers = ServerWorkers.RunAsync(registry, options, certificate?.ExportCertificatePem() ?? "", logger, stopping.Token);
            await application.StartAsync(cancellation);
            var server = new ApiServer(application, stopping, workers, options, certificate);
            ServerObjects.Announce(registry, server.Address);
            return server;
        }
        catch
        {
            await stopping.CancelAsync();
            await application.DisposeAsync();
            certificate?.Dispose();
            throw;
        }
    }

    /// <summary>Ends the server: its watches first, then what else goes on.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _application.StopAsync();
        await _workers;
        await _application.DisposeAsync();
        _stopping.Dispose();
        _certificate?.Dispose();
    }

    private static WebApplication Build(ApiServerOptions options, X509Certificate2? certificate)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        var handed = new HandedConnections();
        builder.WebHost.UseKestrelCore();
        // A handler waits for nothing on the thread it is called on, and a round of watches sends as it goes instead of handing each write to another thread.
        builder.WebHost.UseSockets(static sockets =>
        {
            sockets.UnsafePreferInlineScheduling = true;
            sockets.CreateBoundListenSocket = LoopbackSocket.Bind;
        });
        builder.Services.AddSingleton<IConnectionListenerFactory>(handed);
        if (certificate is not null) builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;

            // What is not much too long is read to its end, and the client sees why it is refused instead of a connection that breaks while it sends.
            kestrel.Limits.MaxRequestBodySize = 4 * RequestBody.Limit;

            // Selectors and apply options make long lines; a real server allows a megabyte of headers.
            kestrel.Limits.MaxRequestLineSize = 64 * 1024;
            kestrel.Limits.MaxRequestHeadersTotalSize = 256 * 1024;
            kestrel.Limits.Http2.MaxStreamsPerConnection = 1000;
            kestrel.Listen(IPAddress.Loopback, options.Port, endpoint =>
            {
                endpoint.Protocols = certificate is null ? HttpProtocols.Http1 : HttpProtocols.Http1AndHttp2;
                if (certificate is null) Http2Detection.Use(endpoint, handed);
                else endpoint.UseHttps(certificate);
            });
            if (certificate is null) kestrel.Listen(handed.EndPoint, static endpoint => endpoint.Protocols = HttpProtocols.Http2);
        });
        // Standard output and the signals belong to the program the server is a part of.
        builder.Services.AddSingleton<IHostLifetime, EmbeddedLifetime>();
        builder.Logging.AddSimpleConsole().AddConsole(static console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);

        // Whoever starts the server gets what its start throws.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        return builder.Build();
    }
}
