using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Actors.Ledger;
using Actors.Reconciling;

namespace Actors.Operators.Telemetry;

/// <summary>
/// What an operator counts, under the names controller-runtime has for it, so that its dashboards and alerts serve here too. A reconcile adds to a handful of numbers; all else is made of them when
/// somebody reads. How many series there are depends on controllers, kinds and replicas, never on objects.
/// </summary>
internal sealed class OperatorMetrics : IDisposable
{
    /// <summary>The name of the meter, for whoever collects it by OpenTelemetry.</summary>
    public const string MeterName = "Actors.Operator";

    private const string ControllerLabel = "controller";

    // As kube-apiserver has them for what takes seconds to minutes.
    private static readonly double[] HandoffBounds = [.05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60, 120];

    private readonly ConcurrentDictionary<string, ControllerMetrics> _controllers = new(StringComparer.Ordinal);
    private readonly Counter<long> _requests;
    private readonly Histogram<double> _time;
    private readonly Histogram<double> _queueTime;
    private readonly Histogram<double> _workTime;
    private readonly Histogram<double> _handoffTime;

    public OperatorMetrics()
    {
        Meter = new Meter(MeterName);
        Counter("controller_runtime_reconcile_total", "Reconciles by controller and result.", ResultsOf);
        Counter("controller_runtime_reconcile_errors_total", "Reconciles that failed, by controller.", static one => one.Errors);
        Counter("controller_runtime_terminal_reconcile_errors_total", "Reconciles that failed for good, by controller.", static one => one.Terminal);
        Counter("controller_runtime_reconcile_timeouts_total", "Reconciles that were ended because they took too long, by controller.", static one => one.TimedOut);
        Meter.CreateObservableGauge("controller_runtime_active_workers", () => Each(static one => one.Begun - one.Ended), description: "Reconciles that run now, by controller.");
        Meter.CreateObservableGauge(
            "controller_runtime_max_concurrent_reconciles", () => Maxima.Select(static one => new Measurement<long>(one.Value, Label(one.Key))), description: "Reconciles that may run at once, by controller.");
        Counter("workqueue_adds_total", "How often objects got in line for a permit and have got it, by controller.", static one => one.Begun, isQueue: true);
        Counter("workqueue_retries_total", "Reconciles after which the object is to run again by itself, by controller.", static one => one.Retries, isQueue: true);
        Meter.CreateObservableGauge("workqueue_depth", Depths, description: "Objects that wait for a permit, by controller.");
        Meter.CreateObservableGauge(
            "workqueue_unfinished_work_seconds", () => Unfinished(static one => one.Total), description: "How long the reconciles that run now have run, together, by controller.");
        Meter.CreateObservableGauge(
            "workqueue_longest_running_processor_seconds", () => Unfinished(static one => one.Longest), description: "How long the reconcile that runs longest has run, by controller.");
        _requests = Meter.CreateCounter<long>("rest_client_requests_total", description: "Requests to the API server, by status, method and host.");
        _time = Seconds("controller_runtime_reconcile_time_seconds", "How long reconciles took, by controller.");
        _queueTime = Seconds("workqueue_queue_duration_seconds", "How long objects waited for a permit until they were reconciled, by controller.");
        _workTime = Seconds("workqueue_work_duration_seconds", "How long reconciles took, by controller.");
        _handoffTime = Seconds("actors_handoff_seconds", "How long shards took from the order to move here until they were this replica's.");
        new FleetMetrics(Meter, () => Figures).Create();
        ProcessMetrics.AddTo(Meter);
        Meter.CreateObservableGauge("actors_ledger_rows_waiting", () => InLedger(static ledger => ledger.Waiting), description: "Rows that are not in the ledger's store yet.");
        Meter.CreateObservableGauge("actors_ledger_away", () => InLedger(static ledger => ledger.Problem is null ? 0 : 1), description: "Whether the ledger's store cannot be used now.");
        Meter.CreateObservableCounter("actors_ledger_rows_written_total", () => InLedger(static ledger => ledger.Written), description: "Rows written into the ledger.");
        Meter.CreateObservableCounter("actors_ledger_rows_refused_total", () => InLedger(static ledger => ledger.Refused), description: "Rows not written since another replica has a later one.");
        Meter.CreateObservableCounter("actors_ledger_batches_failed_total", () => InLedger(static ledger => ledger.Failures), description: "Batches of rows that could not be written.");
    }

    public Meter Meter { get; }

    /// <summary>How many reconciles have ended.</summary>
    public long Reconciles => _controllers.Values.Sum(static one => one.Ended);

    /// <summary>How many of them have failed.</summary>
    public long Errors => _controllers.Values.Sum(static one => one.Errors);

    /// <summary>The replica as it was when it was asked last; null before.</summary>
    public ReplicaFigures? Figures { get; set; }

    /// <summary>How many reconciles of each controller may run at once.</summary>
    public IReadOnlyDictionary<string, int> Maxima { get; set; } = new Dictionary<string, int>();

    /// <summary>How long shards took to come here.</summary>
    public DurationHistogram Handoffs { get; } = new(HandoffBounds);

    /// <summary>The histograms, with their labels: Prometheus's text is made of these, and what listens to the meter gets each figure as it comes.</summary>
    public IEnumerable<(Instrument Instrument, KeyValuePair<string, object?>[] Labels, DurationHistogram Histogram)> Histograms
    {
        get
        {
            yield return (_handoffTime, [], Handoffs);
            foreach (var (name, one) in _controllers)
            {
                yield return (_time, [Label(name)], one.Times);
                yield return (_queueTime, [Label(name), Queue(name)], one.Waits);
                yield return (_workTime, [Label(name), Queue(name)], one.Works);
            }
        }
    }

    /// <summary>The ledger as it was when it was asked for last; null where there is none.</summary>
    public LedgerSnapshot? Ledger { get; set; }

    /// <param name="controller">Whose.</param>
    /// <param name="waited">How long it waited for its permit.</param>
    public void Begin(string controller, TimeSpan waited)
    {
        Of(controller).Begin(waited);
        if (_queueTime.Enabled) _queueTime.Record(waited.TotalSeconds, Label(controller), Queue(controller));
    }

    /// <param name="controller">Whose.</param>
    /// <param name="result">How it ended; null if it did not.</param>
    /// <param name="elapsed">How long it took.</param>
    public void End(string controller, ReconcileResult? result, TimeSpan elapsed)
    {
        Of(controller).End(result, elapsed);
        if (_time.Enabled) _time.Record(elapsed.TotalSeconds, Label(controller));
        if (_workTime.Enabled) _workTime.Record(elapsed.TotalSeconds, Label(controller), Queue(controller));
    }

    /// <summary>A shard was ordered to come here that long ago, and has.</summary>
    public void HandedOver(TimeSpan elapsed)
    {
        Handoffs.Record(elapsed);
        if (_handoffTime.Enabled) _handoffTime.Record(elapsed.TotalSeconds);
    }

    /// <param name="method">The HTTP method.</param>
    /// <param name="host">Who was asked.</param>
    /// <param name="code">The HTTP status; <c>&lt;error&gt;</c> if there was no answer, as in client-go.</param>
    public void CountRequest(string method, string host, string code) => _requests.Add(1, new("code", code), new("host", host), new("method", method));

    public void Dispose() => Meter.Dispose();

    private static KeyValuePair<string, object?> Label(string controller) => new(ControllerLabel, controller);

    // A queue has the name of its controller, as in controller-runtime.
    private static KeyValuePair<string, object?> Queue(string controller) => new("name", controller);

    private ControllerMetrics Of(string controller) => _controllers.TryGetValue(controller, out var known) ? known : _controllers.GetOrAdd(controller, static _ => new ControllerMetrics());

    private Histogram<double> Seconds(string name, string description) => Meter.CreateHistogram<double>(name, unit: "s", description: description);

    private void Counter(string name, string description, Func<ControllerMetrics, long> figure, bool isQueue = false) =>
        Meter.CreateObservableCounter(name, () => Each(figure, isQueue), description: description);

    private void Counter(string name, string description, Func<string, ControllerMetrics, IEnumerable<Measurement<long>>> figures) =>
        Meter.CreateObservableCounter(name, () => _controllers.SelectMany(one => figures(one.Key, one.Value)), description: description);

    private IEnumerable<Measurement<long>> Each(Func<ControllerMetrics, long> figure, bool isQueue = false) =>
        _controllers.Select(one => isQueue ? new Measurement<long>(figure(one.Value), Label(one.Key), Queue(one.Key)) : new Measurement<long>(figure(one.Value), Label(one.Key)));

    private static IEnumerable<Measurement<long>> ResultsOf(string controller, ControllerMetrics one) =>
        from result in ((string Name, long Count)[])[("success", one.Done), ("requeue_after", one.Requeued), ("error", one.Errors)]
        where result.Count > 0
        select new Measurement<long>(result.Count, Label(controller), new("result", result.Name));

    private IEnumerable<Measurement<long>> Depths() =>
        from usage in Figures?.Limits.Controllers ?? [] select new Measurement<long>(usage.Waiting, Label(usage.Controller), Queue(usage.Controller));

    private IEnumerable<Measurement<double>> Unfinished(Func<UnfinishedWork, TimeSpan> figure) =>
        from one in Figures?.Unfinished ?? new Dictionary<string, UnfinishedWork>() select new Measurement<double>(figure(one.Value).TotalSeconds, Label(one.Key), Queue(one.Key));

    private IEnumerable<Measurement<long>> InLedger(Func<LedgerSnapshot, long> figure) => Ledger is { } ledger ? [new Measurement<long>(figure(ledger))] : [];
}
