using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Actors.Operators.Link.Tests;

/// <summary>A server on the own machine that answers as a test says, over HTTP/2 without encryption or HTTP/1.1.</summary>
internal sealed class LoopbackHttp2 : IAsyncDisposable
{
    private readonly WebApplication _application;

    private LoopbackHttp2(RequestDelegate answer, HttpProtocols protocols)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = protocols));
        _application = builder.Build();
        _application.Run(answer);
    }

    /// <summary>IP address and port.</summary>
    public string Address => new Uri(_application.Urls.Single()).Authority;

    public static async Task<LoopbackHttp2> StartAsync(RequestDelegate answer, HttpProtocols protocols = HttpProtocols.Http2)
    {
        var server = new LoopbackHttp2(answer, protocols);
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
