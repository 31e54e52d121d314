using Actors.Operators.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Actors.Operators.Telemetry;

/// <summary>
/// Sends metrics and traces to an OpenTelemetry collector, where the environment names one (https://opentelemetry.io/docs/specs/otel/protocol/exporter/). The SDK reads the other variables of the
/// specification itself: headers, time-out, interval, which traces are sampled (<c>OTEL_TRACES_SAMPLER</c>).
/// </summary>
internal sealed class OtlpExport(string endpoint, IConfiguration configuration, OperatorMetrics metrics, OperatorService shown, OperatorOptions options, TimeProvider time) : IHostedService, IAsyncDisposable
{
    /// <summary>The variable that names the collector.</summary>
    public const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>The variable that says how it is spoken to.</summary>
    public const string Protocol = "OTEL_EXPORTER_OTLP_PROTOCOL";

    /// <summary>The variable by which traces are left out: <c>none</c>. Any other value is as none at all.</summary>
    public const string TracesExporter = "OTEL_TRACES_EXPORTER";

    /// <summary>The same for metrics.</summary>
    public const string MetricsExporter = "OTEL_METRICS_EXPORTER";

    // What is asked of the actors is as old as that at most; the exporter sends once a minute.
    private static readonly TimeSpan RefreshPeriod = TimeSpan.FromSeconds(15);

    private const int FlushMilliseconds = 5000;

    private readonly CancellationTokenSource _stopping = new();
    private MeterProvider? _metrics;
    private TracerProvider? _traces;
    private Task _refreshing = Task.CompletedTask;
    private bool _isDisposed;

    public static OtlpExport? Create(IConfiguration configuration, OperatorMetrics metrics, OperatorService shown, OperatorOptions options, TimeProvider time) =>
        configuration[Endpoint] is { Length: > 0 } endpoint ? new OtlpExport(endpoint, configuration, metrics, shown, options, time) : null;

    /// <exception cref="OperatorStartException">The endpoint is none.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var collector)) throw new OperatorStartException($"{Endpoint} is '{endpoint}': it has to be a URL, such as http://collector:4317");
        if (configuration[TracesExporter] != "none")
            _traces = Sdk.CreateTracerProviderBuilder().ConfigureResource(Describe).AddSource(Traces.SourceName).AddOtlpExporter(exporter => SendTo(exporter, collector, "traces")).Build();
        if (configuration[MetricsExporter] == "none") return Task.CompletedTask;
        _metrics = Sdk.CreateMeterProviderBuilder().ConfigureResource(Describe).AddMeter(metrics.Meter.Name).AddOtlpExporter(exporter => SendTo(exporter, collector, "metrics")).Build();
        _refreshing = RefreshAsync();
        return Task.CompletedTask;
    }

    private void Describe(ResourceBuilder resource) => resource.AddService(options.Name, serviceInstanceId: options.Replica ?? Environment.MachineName);

    private void SendTo(OtlpExporterOptions exporter, Uri collector, string signal)
    {
        var isHttp = configuration[Protocol] == "http/protobuf";
        exporter.Protocol = isHttp ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
        exporter.Endpoint = isHttp ? new Uri(collector, $"{collector.AbsolutePath.TrimEnd('/')}/v1/{signal}") : collector;
    }

    /// <summary>Sends what there is.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _refreshing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await FlushAsync().ConfigureAwait(false);
    }

    /// <summary>Sends what there is now. A collector that is not there is the exporter's to live with.</summary>
    public Task FlushAsync() => Task.Run(() =>
    {
        _traces?.ForceFlush(FlushMilliseconds);
        _metrics?.ForceFlush(FlushMilliseconds);
    });

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, true)) return;
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _refreshing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _traces?.Dispose();
        _metrics?.Dispose();
        _stopping.Dispose();
    }

    private async Task RefreshAsync()
    {
        using var period = new PeriodicTimer(RefreshPeriod, time);
        do await shown.RefreshMetricsAsync(_stopping.Token).ConfigureAwait(false);
        while (await period.WaitForNextTickAsync(_stopping.Token).ConfigureAwait(false));
    }
}
