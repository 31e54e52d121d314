using Actors.Operators.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Actors.Operators.Telemetry;

/// <summary>
/// Sends the metrics to an OpenTelemetry collector, where the environment names one (https://opentelemetry.io/docs/specs/otel/protocol/exporter/). The exporter reads the other variables of the
/// specification itself: protocol, headers, time-out, interval.
/// </summary>
internal sealed class OtlpExport(string endpoint, string? protocol, OperatorMetrics metrics, OperatorService shown, OperatorOptions options, TimeProvider time) : IHostedService, IAsyncDisposable
{
    /// <summary>The variable that names the collector.</summary>
    public const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>The variable that says how it is spoken to.</summary>
    public const string Protocol = "OTEL_EXPORTER_OTLP_PROTOCOL";

    // What is asked of the actors is as old as that at most; the exporter sends once a minute.
    private static readonly TimeSpan RefreshPeriod = TimeSpan.FromSeconds(15);

    private readonly CancellationTokenSource _stopping = new();
    private MeterProvider? _provider;
    private Task _refreshing = Task.CompletedTask;

    public static OtlpExport? Create(IConfiguration configuration, OperatorMetrics metrics, OperatorService shown, OperatorOptions options, TimeProvider time) =>
        configuration[Endpoint] is { Length: > 0 } endpoint ? new OtlpExport(endpoint, configuration[Protocol], metrics, shown, options, time) : null;

    /// <exception cref="OperatorStartException">The endpoint is none.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var collector)) throw new OperatorStartException($"{Endpoint} is '{endpoint}': it has to be a URL, such as http://collector:4317");
        _provider = Sdk.CreateMeterProviderBuilder()
            .ConfigureResource(resource => resource.AddService(options.Name, serviceInstanceId: options.Replica ?? Environment.MachineName))
            .AddMeter(metrics.Meter.Name)
            .AddOtlpExporter(exporter =>
            {
                var isHttp = protocol == "http/protobuf";
                exporter.Protocol = isHttp ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
                exporter.Endpoint = isHttp ? new Uri(collector, $"{collector.AbsolutePath.TrimEnd('/')}/v1/metrics") : collector;
            })
            .Build();
        _refreshing = RefreshAsync();
        return Task.CompletedTask;
    }

    /// <summary>Sends what there is.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _refreshing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await FlushAsync().ConfigureAwait(false);
    }

    /// <summary>Sends what there is now. A collector that is not there is the exporter's to live with.</summary>
    public Task FlushAsync() => Task.Run(() => _provider?.ForceFlush(5000));

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _refreshing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _provider?.Dispose();
        _stopping.Dispose();
    }

    private async Task RefreshAsync()
    {
        using var period = new PeriodicTimer(RefreshPeriod, time);
        do await shown.RefreshMetricsAsync(_stopping.Token).ConfigureAwait(false);
        while (await period.WaitForNextTickAsync(_stopping.Token).ConfigureAwait(false));
    }
}
