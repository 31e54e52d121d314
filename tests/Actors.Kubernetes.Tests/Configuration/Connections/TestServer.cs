using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;

namespace Actors.Kubernetes.Configuration.Tests;

/// <summary>A server on the own machine that speaks TLS, and keeps what it sees.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private int _open;

    private TestServer(TestCertificate certificate, RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Use(next => async connection =>
            {
                Interlocked.Increment(ref _open);
                await next(connection);
                Interlocked.Decrement(ref _open);
            });
            listen.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = context => new(Secure(context.ClientHelloInfo.ServerName, certificate)) });
        }));
        _application = builder.Build();
        _application.Run(async context =>
        {
            Requests.Enqueue(context.Request.Headers.ToDictionary(
                header => header.Key,
                header => header.Value.OfType<string>().ToArray(),
                StringComparer.OrdinalIgnoreCase));
            ClientCertificates.Enqueue(context.Connection.ClientCertificate);
            Connections.TryAdd(context.Connection.Id, true);
            await answer(context);
        });
    }

    public ConcurrentQueue<string> NamesAskedFor { get; } = [];

    public ConcurrentQueue<X509Certificate2?> ClientCertificates { get; } = [];

    public ConcurrentQueue<string[]> ClientChains { get; } = [];

    public ConcurrentQueue<Dictionary<string, string[]>> Requests { get; } = [];

    public ConcurrentDictionary<string, bool> Connections { get; } = [];

    public int OpenConnections => Volatile.Read(ref _open);

    public Uri Address => new(_application.Urls.Single());

    public IEnumerable<string?> Tokens => Requests.Select(request => request.TryGetValue("Authorization", out var values) ? values.Single() : null);

    public static async Task<TestServer> StartAsync(TestCertificate certificate, RequestDelegate? answer = null)
    {
        var server = new TestServer(certificate, answer ?? (context => context.Response.WriteAsync(context.Request.Protocol)));
        await server._application.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _application.StopAsync(now.Token);
        await _application.DisposeAsync();
    }

    private SslServerAuthenticationOptions Secure(string name, TestCertificate certificate)
    {
        NamesAskedFor.Enqueue(name);
        var signers = new X509Certificate2Collection();
        signers.ImportFromPem(certificate.Pem);
        return new SslServerAuthenticationOptions
        {
            ServerCertificateContext = SslStreamCertificateContext.Create(certificate.Load(), signers, offline: true),
            ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
            ClientCertificateRequired = true,
            RemoteCertificateValidationCallback = (_, _, chain, _) =>
            {
                ClientChains.Enqueue([.. chain?.ChainPolicy.ExtraStore.Select(one => one.Subject) ?? []]);
                return !ClientChains.IsEmpty;
            },
        };
    }
}
