using System.Net;
using System.Net.Sockets;
using Actors.Operators.Hosting;
using Actors.Operators.Running;
using Actors.Operators.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Actors.Operators.Management;

/// <summary>
/// Shows to whoever watches over the operator how it is. /livez, /readyz, /startupz, /metrics and /openapi.json are for everybody who reaches the port, as is usual in a cluster; the management API asks
/// who it is.
/// </summary>
/// <param name="endpoint">Where it listens.</param>
/// <param name="shown">The operator.</param>
/// <param name="metrics">What it counts.</param>
/// <param name="api">Answers below /api.</param>
/// <param name="newAccess">Makes who says who may.</param>
/// <param name="logs">Where it is said that it listens.</param>
internal sealed class ManagementService(
    IPEndPoint endpoint, OperatorService shown, OperatorMetrics metrics, ManagementApi api, Func<ManagementAccess> newAccess, ILoggerFactory logs) : IHostedService, IAsyncDisposable
{
    private const int ConnectionsMax = 200;

    // The longest request is a path with a selector; nothing has a body.
    private const int BodyMax = 64 * 1024;

    private readonly PrometheusText _text = new(metrics);
    private readonly HealthChecks _health = new(shown);
    private readonly CancellationTokenSource _stopping = new();
    private WebApplication? _application;
    private ManagementAccess? _access;

    /// <summary>Where it listens; null while it does not.</summary>
    public Uri? Address { get; private set; }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _access = newAccess();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = ConnectionsMax;
            kestrel.Limits.MaxRequestBodySize = BodyMax;
            kestrel.Listen(endpoint);
        });

        // It is a part of the operator's host: the signals and the log are that one's.
        builder.Services.AddSingleton<IHostLifetime, HostedLifetime>();
        _application = builder.Build();
        _application.Run(AnswerAsync);
        await ListenAsync(_application, cancellationToken).ConfigureAwait(false);
        Address = new Uri(_application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        logs.CreateLogger("Actors.Operator").ManagementListens(Address.ToString(), _access.Description);
    }

    /// <summary>Streams end at once, other answers get their time.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        if (_application is { } application) await application.StopAsync(cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        _text.Dispose();
        if (_application is { } application) await application.DisposeAsync().ConfigureAwait(false);
        _access?.Dispose();
        _stopping.Dispose();
    }

    private async Task ListenAsync(WebApplication application, CancellationToken cancellation)
    {
        try
        {
            await application.StartAsync(cancellation).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is IOException or SocketException)
        {
            throw new OperatorStartException($"The management port {endpoint.Port} cannot be had: {failure.Message.TrimEnd('.')}; choose another with --management-port, 0 for any that is free", failure);
        }
    }

    private async Task AnswerAsync(HttpContext http)
    {
        // Whoever follows what happens would keep the server from stopping.
        var aborted = http.RequestAborted;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(aborted, _stopping.Token);
        http.RequestAborted = ending.Token;
        if (http.Request.Path == "/metrics") await WriteMetricsAsync(http).ConfigureAwait(false);
        else if (http.Request.Path == "/openapi.json") await OpenApiDocument.WriteAsync(http, api.Table).ConfigureAwait(false);
        else if (_health.TryAnswer(http, out var answer)) await answer.ConfigureAwait(false);
        else await api.AnswerAsync(http, _access!).ConfigureAwait(false);
    }

    private async Task WriteMetricsAsync(HttpContext http)
    {
        await shown.RefreshMetricsAsync(http.RequestAborted).ConfigureAwait(false);
        var isOpen = PrometheusText.WantsOpenMetrics(http.Request.Headers.Accept);
        http.Response.ContentType = MetricsText.ContentTypeOf(isOpen);
        await http.Response.WriteAsync(_text.Write(isOpen), http.RequestAborted).ConfigureAwait(false);
    }
}
