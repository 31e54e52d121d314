using System.Diagnostics.Metrics;
using Actors.Cluster;
using Actors.Ledger;
using Actors.Reconciling;

namespace Actors.Operators.Telemetry;

/// <summary>What an operator counts, under the names controller-runtime has for it, so that its dashboards and alerts serve here too.</summary>
internal sealed class OperatorMetrics : IDisposable
{
    /// <summary>The name of the meter, for whoever collects it by OpenTelemetry.</summary>
    public const string MeterName = "Actors.Operator";

    private const string ControllerLabel = "controller";

    // As client-go has them: from what takes no time to what takes 17 minutes.
    private static readonly double[] QueueBuckets = [1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1, 10, 100, 1000];

    private readonly Counter<long> _total;
    private readonly Counter<long> _errors;
    private readonly Counter<long> _terminalErrors;
    private readonly Histogram<double> _time;
    private readonly UpDownCounter<long> _active;
    private readonly Counter<long> _requests;
    private readonly Histogram<double> _queueTime;
    private readonly Histogram<double> _workTime;
    private readonly Counter<long> _adds;
    private readonly Counter<long> _retries;

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
        _queueTime = Seconds("workqueue_queue_duration_seconds", "How long objects waited for a permit until they were reconciled, by controller.");
        _workTime = Seconds("workqueue_work_duration_seconds", "How long reconciles took, by controller.");
        _retries = Meter.CreateCounter<long>("workqueue_retries_total", description: "Reconciles after which the object is to run again by itself, by controller.");
        Meter.CreateObservableGauge("workqueue_depth", () => Of(static one => one.Waiting), description: "Objects that wait for a permit, by controller.");
        Meter.CreateObservableGauge("actors_shards_owned", () => InFleet(static fleet => fleet.OwnedShards), description: "Shards this replica works on.");
        Meter.CreateObservableGauge("actors_shard_map_epoch", () => InFleet(static fleet => fleet.Map?.Epoch ?? 0), description: "The epoch of the shard map this replica knows; 0 for none.");
        Meter.CreateObservableGauge("actors_coordinator", () => InFleet(static fleet => fleet.IsCoordinator ? 1 : 0), description: "Whether this replica writes the shard map.");
        Meter.CreateObservableGauge("actors_ledger_rows_waiting", () => InLedger(static ledger => ledger.Waiting), description: "Rows that are not in the ledger's store yet.");
        Meter.CreateObservableGauge("actors_ledger_away", () => InLedger(static ledger => ledger.Problem is null ? 0 : 1), description: "Whether the ledger's store cannot be used now.");
        Meter.CreateObservableCounter("actors_ledger_rows_written_total", () => InLedger(static ledger => ledger.Written), description: "Rows written into the ledger.");
        Meter.CreateObservableCounter("actors_ledger_rows_refused_total", () => InLedger(static ledger => ledger.Refused), description: "Rows not written since another replica has a later one.");
        Meter.CreateObservableCounter("actors_ledger_batches_failed_total", () => InLedger(static ledger => ledger.Failures), description: "Batches of rows that could not be written.");
        _adds = Meter.CreateCounter<long>("workqueue_adds_total", description: "How often objects got in line for a permit and have got it, by controller.");
    }

    public Meter Meter { get; }

    /// <summary>The fleet as this replica knew it when it was asked last; null where there is none.</summary>
    public ClusterSnapshot? Cluster { get; set; }

    /// <summary>The ledger as it was when it was asked for last; null where there is none.</summary>
    public LedgerSnapshot? Ledger { get; set; }

    /// <summary>The permits as they were when they were asked for last.</summary>
    public LimitsSnapshot? Limits { get; set; }

    /// <param name="controller">Whose.</param>
    /// <param name="waited">How long it waited for its permit.</param>
    public void Begin(string controller, TimeSpan waited)
    {
        _active.Add(1, Label(controller));
        _adds.Add(1, Label(controller), Queue(controller));
        _queueTime.Record(waited.TotalSeconds, Label(controller), Queue(controller));
    }

    /// <param name="controller">Whose.</param>
    /// <param name="result">How it ended; null if it did not.</param>
    /// <param name="elapsed">How long it took.</param>
    public void End(string controller, ReconcileResult? result, TimeSpan elapsed)
    {
        _active.Add(-1, Label(controller));
        _time.Record(elapsed.TotalSeconds, Label(controller));
        _workTime.Record(elapsed.TotalSeconds, Label(controller), Queue(controller));
        if (result is Failed or RequeueAfter) _retries.Add(1, Label(controller), Queue(controller));
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

    // A queue has the name of its controller, as in controller-runtime.
    private static KeyValuePair<string, object?> Queue(string controller) => new("name", controller);

    private Histogram<double> Seconds(string name, string description) =>
        Meter.CreateHistogram(name, unit: "s", description: description, advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = QueueBuckets });

    private IEnumerable<Measurement<long>> InFleet(Func<ClusterSnapshot, long> figure) => Cluster is { } fleet ? [new Measurement<long>(figure(fleet))] : [];

    private IEnumerable<Measurement<long>> InLedger(Func<LedgerSnapshot, long> figure) => Ledger is { } ledger ? [new Measurement<long>(figure(ledger))] : [];

    private IEnumerable<Measurement<long>> Of(Func<ControllerUsage, long> figure) =>
        from usage in Limits?.Controllers ?? [] select new Measurement<long>(figure(usage), Label(usage.Controller), Queue(usage.Controller));
}
