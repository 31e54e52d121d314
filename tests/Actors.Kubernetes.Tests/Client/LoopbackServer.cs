using System.Collections.Concurrent;
using System.Net;
using Actors.Kubernetes.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Actors.Kubernetes.Tests;

/// <summary>A server on the own machine, without encryption, that answers as a test says and keeps what it was asked.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private LoopbackServer(RequestDelegate answer, HttpProtocols protocols, int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port, listen => listen.Protocols = protocols);
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Limits.Http2.KeepAlivePingDelay = TimeSpan.MaxValue;
        });
        _application = builder.Build();
        _application.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var body = await reader.ReadToEndAsync(context.RequestAborted);
            Requests.Enqueue(new SeenRequest(
                context.Request.Method,
                context.Request.Path.Value + context.Request.QueryString.Value,
                context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
                context.Request.Protocol,
                body));
            await answer(context);
        });
    }

    public ConcurrentQueue<SeenRequest> Requests { get; } = [];

    public Uri Address => new(_application.Urls.Single());

    public KubernetesConfiguration Configuration => new() { Server = Address };

    public static async Task<LoopbackServer> StartAsync(RequestDelegate answer, HttpProtocols protocols = HttpProtocols.Http1, int port = 0)
    {
        var server = new LoopbackServer(answer, protocols, port);
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
}

/// <summary>A request as the server saw it.</summary>
internal sealed record SeenRequest(string Method, string PathAndQuery, Dictionary<string, string> Headers, string Protocol, string Body)
{
    public override string ToString() => $"{Method} {Uri.UnescapeDataString(PathAndQuery)}";
}
