using System.Net;
using System.Net.Sockets;
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

namespace Actors.Operators.Hosting;

/// <summary>Shows to whoever watches over the operator how it is: /metrics, /livez, /readyz.</summary>
internal sealed class ManagementService(IPEndPoint endpoint, OperatorService shown, OperatorMetrics metrics, ILoggerFactory logs) : IHostedService, IAsyncDisposable
{
    private readonly PrometheusText _text = new(metrics.Meter);
    private WebApplication? _application;

    /// <summary>Where it listens; null while it does not.</summary>
    public Uri? Address { get; private set; }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(endpoint);
        });

        // It is a part of the operator's host: the signals and the log are that one's.
        builder.Services.AddSingleton<IHostLifetime, HostedLifetime>();
        _application = builder.Build();
        _application.Run(AnswerAsync);
        await ListenAsync(_application, cancellationToken).ConfigureAwait(false);
        Address = new Uri(_application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        logs.CreateLogger("Actors.Operator").ManagementListens(Address.ToString());
    }

    public Task StopAsync(CancellationToken cancellationToken) => _application?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        _text.Dispose();
        if (_application is { } application) await application.DisposeAsync().ConfigureAwait(false);
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

    private Task AnswerAsync(HttpContext context) => context.Request.Path.Value switch
    {
        "/metrics" => WriteMetricsAsync(context),
        "/livez" or "/healthz" => WriteStateAsync(context, shown.IsAlive ? null : "it has ended"),
        "/readyz" => WriteStateAsync(context, shown.NotReady),
        _ => WriteAsync(context, StatusCodes.Status404NotFound, "there are /metrics, /livez and /readyz\n"),
    };

    private async Task WriteMetricsAsync(HttpContext context)
    {
        await shown.RefreshMetricsAsync(context.RequestAborted).ConfigureAwait(false);
        context.Response.ContentType = PrometheusText.ContentType;
        await context.Response.WriteAsync(_text.Write(), context.RequestAborted).ConfigureAwait(false);
    }

    private static Task WriteStateAsync(HttpContext context, string? problem) =>
        problem is null ? WriteAsync(context, StatusCodes.Status200OK, "ok\n") : WriteAsync(context, StatusCodes.Status503ServiceUnavailable, $"not ok: {problem}\n");

    private static Task WriteAsync(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(text, context.RequestAborted);
    }
}
