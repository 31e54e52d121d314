using System.Diagnostics.Metrics;
using Actors.Reconciling;

namespace Actors.Operators.Telemetry;

/// <summary>What an operator counts, under the names controller-runtime has for it, so that its dashboards and alerts serve here too.</summary>
internal sealed class OperatorMetrics : IDisposable
{
    /// <summary>The name of the meter, for whoever collects it by OpenTelemetry.</summary>
    public const string MeterName = "Actors.Operator";

    private const string ControllerLabel = "controller";
    private const string LimitPrefix = "controller/";

    private readonly Counter<long> _total;
    private readonly Counter<long> _errors;
    private readonly Counter<long> _terminalErrors;
    private readonly Histogram<double> _time;
    private readonly UpDownCounter<long> _active;
    private readonly Counter<long> _requests;

    public OperatorMetrics()
    {
        Meter = new Meter(MeterName);
        _total = Meter.CreateCounter<long>("controller_runtime_reconcile_total", description: "Reconciles by controller and result.");
        _errors = Meter.CreateCounter<long>("controller_runtime_reconcile_errors_total", description: "Reconciles that failed, by controller.");
        _terminalErrors = Meter.CreateCounter<long>("controller_runtime_terminal_reconcile_errors_total", description: "Reconciles that failed for good, by controller.");
        _time = Meter.CreateHistogram(
            "controller_runtime_reconcile_time_seconds",
            unit: "s",
            description: "How long reconciles took, by controller.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60] });
        _active = Meter.CreateUpDownCounter<long>("controller_runtime_active_workers", description: "Reconciles that run now, by controller.");
        _requests = Meter.CreateCounter<long>("rest_client_requests_total", description: "Requests to the API server, by status, method and host.");
        Meter.CreateObservableGauge("workqueue_depth", Depths, description: "Objects that wait for a permit, by controller.");
    }

    public Meter Meter { get; }

    /// <summary>The permits as they were when they were asked for last.</summary>
    public LimitsSnapshot? Limits { get; set; }

    public void Begin(string controller) => _active.Add(1, Label(controller));

    /// <param name="controller">Whose.</param>
    /// <param name="result">How it ended; null if it did not.</param>
    /// <param name="elapsed">How long it took.</param>
    public void End(string controller, ReconcileResult? result, TimeSpan elapsed)
    {
        _active.Add(-1, Label(controller));
        _time.Record(elapsed.TotalSeconds, Label(controller));
        var name = result switch { Done => "success", RequeueAfter => "requeue_after", _ => "error" };
        _total.Add(1, Label(controller), new("result", name));
        if (name == "error") _errors.Add(1, Label(controller));
        if (result is Terminal) _terminalErrors.Add(1, Label(controller));
    }

    /// <param name="method">The HTTP method.</param>
    /// <param name="host">Who was asked.</param>
    /// <param name="code">The HTTP status; <c>&lt;error&gt;</c> if there was no answer, as in client-go.</param>
    public void CountRequest(string method, string host, string code) => _requests.Add(1, new("code", code), new("host", host), new("method", method));

    public void Dispose() => Meter.Dispose();

    private static KeyValuePair<string, object?> Label(string controller) => new(ControllerLabel, controller);

    private IEnumerable<Measurement<int>> Depths() =>
        from usage in Limits?.Keys ?? []
        where usage.Key.StartsWith(LimitPrefix, StringComparison.Ordinal)
        select new Measurement<int>(usage.Waiting, Label(usage.Key[LimitPrefix.Length..]));
}
