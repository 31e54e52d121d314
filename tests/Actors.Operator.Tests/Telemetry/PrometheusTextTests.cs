using Actors.Operators.Telemetry;
using Actors.Reconciling;

namespace Actors.Operators.Tests.Telemetry;

public sealed class PrometheusTextTests
{
    [Fact]
    public void What_was_measured_is_written_as_Prometheus_reads_it()
    {
        using var metrics = new OperatorMetrics();
        using var other = new OperatorMetrics();
        using var text = new PrometheusText(metrics);
        metrics.Begin("gadget", TimeSpan.FromMilliseconds(2));
        metrics.Begin("gadget", TimeSpan.Zero);
        metrics.End("gadget", ReconcileResult.Done, TimeSpan.FromMilliseconds(20));
        metrics.Begin("a\"b", TimeSpan.Zero);
        metrics.End("a\"b", new Terminal(new ReconcileError("Bad", "")), TimeSpan.FromSeconds(100));
        other.Begin("not mine", TimeSpan.Zero);
        metrics.End("gadget", new Failed(new ReconcileError("Bad", "")), TimeSpan.FromMilliseconds(3));
        metrics.Begin("gadget", TimeSpan.Zero);
        metrics.Figures = Figures(new LimitsSnapshot(64, 1, 3, [new LimitUsage("node/n1", 1, 1, 0), new LimitUsage("node/n2", 9, 3, 4), new LimitUsage("node/n3", 2, 1, 0)], [new ControllerUsage("gadget", 1, 3)]));
        metrics.Figures = metrics.Figures with
        {
            Unfinished = new Dictionary<string, UnfinishedWork> { ["gadget"] = default(UnfinishedWork).With(TimeSpan.FromSeconds(7)).With(TimeSpan.FromSeconds(2)), ["idle"] = default },
        };
        var lines = text.Write().Split('\n');
        foreach (var (controller, total, longest) in ((string, int, int)[])[("gadget", 9, 7), ("idle", 0, 0)])
        {
            Assert.Contains($"workqueue_unfinished_work_seconds{{controller=\"{controller}\",name=\"{controller}\"}} {total}", lines);
            Assert.Contains($"workqueue_longest_running_processor_seconds{{controller=\"{controller}\",name=\"{controller}\"}} {longest}", lines);
        }

        foreach (var (name, value) in ((string, int)[])[("keys", 3), ("keys_full", 2), ("running", 5), ("waiting", 4)]) Assert.Contains($"actors_limit_{name} {value}", lines);
        Assert.DoesNotContain("node/n1", string.Concat(lines), StringComparison.Ordinal);
        Assert.Contains("# TYPE controller_runtime_reconcile_total counter", lines);
        Assert.Contains("controller_runtime_reconcile_total{controller=\"gadget\",result=\"success\"} 1", lines);
        Assert.Contains("controller_runtime_reconcile_total{controller=\"a\\\"b\",result=\"error\"} 1", lines);
        Assert.Contains("controller_runtime_terminal_reconcile_errors_total{controller=\"a\\\"b\"} 1", lines);
        Assert.Contains("# TYPE controller_runtime_active_workers gauge", lines);
        Assert.Contains("controller_runtime_active_workers{controller=\"gadget\"} 1", lines);
        Assert.Contains("# TYPE controller_runtime_reconcile_time_seconds histogram", lines);
        Assert.Contains("controller_runtime_reconcile_time_seconds_bucket{controller=\"gadget\",le=\"0.01\"} 1", lines);
        Assert.Contains("controller_runtime_reconcile_time_seconds_bucket{controller=\"gadget\",le=\"0.025\"} 2", lines);
        Assert.Contains("controller_runtime_reconcile_time_seconds_bucket{controller=\"a\\\"b\",le=\"60\"} 0", lines);
        Assert.Contains("controller_runtime_reconcile_time_seconds_bucket{controller=\"a\\\"b\",le=\"+Inf\"} 1", lines);
        Assert.Contains("controller_runtime_reconcile_time_seconds_sum{controller=\"gadget\"} 0.023", lines);
        Assert.Contains("workqueue_depth{controller=\"gadget\",name=\"gadget\"} 3", lines);
        Assert.Contains("# TYPE workqueue_depth gauge", lines);
        Assert.Contains("workqueue_adds_total{controller=\"gadget\",name=\"gadget\"} 3", lines);
        Assert.Contains("# TYPE workqueue_adds_total counter", lines);
        Assert.Contains("workqueue_retries_total{controller=\"gadget\",name=\"gadget\"} 1", lines);
        Assert.Contains("workqueue_queue_duration_seconds_bucket{controller=\"gadget\",name=\"gadget\",le=\"1e-08\"} 2", lines);
        Assert.Contains("workqueue_queue_duration_seconds_bucket{controller=\"gadget\",name=\"gadget\",le=\"0.01\"} 3", lines);
        Assert.Contains("workqueue_work_duration_seconds_count{controller=\"gadget\",name=\"gadget\"} 2", lines);
        Assert.DoesNotContain("not mine", string.Concat(lines), StringComparison.Ordinal);
        metrics.Figures = Figures(new LimitsSnapshot(64, 0, 0, [], []));
        Assert.DoesNotContain("workqueue_depth{", text.Write(), StringComparison.Ordinal);
    }

    private static ReplicaFigures Figures(LimitsSnapshot limits) => new(limits, null, [], new Dictionary<string, int> { ["region"] = 7 }, new LinkFigures(1, 2, 3, 4), 5, 6);

    [Fact]
    public void OpenMetrics_names_counters_without_their_suffix_and_says_where_it_ends()
    {
        using var metrics = new OperatorMetrics();
        using var text = new PrometheusText(metrics);
        metrics.Begin("gadget", TimeSpan.Zero);
        metrics.End("gadget", ReconcileResult.Done, TimeSpan.FromSeconds(0.7));
        metrics.HandedOver(TimeSpan.FromSeconds(3));
        metrics.Figures = Figures(new LimitsSnapshot(64, 0, 0, [], []));
        var lines = text.Write(isOpen: true).Split('\n');
        Assert.Contains("# TYPE controller_runtime_reconcile counter", lines);
        Assert.Contains("controller_runtime_reconcile_total{controller=\"gadget\",result=\"success\"} 1", lines);
        Assert.Contains("controller_runtime_reconcile_time_seconds_bucket{controller=\"gadget\",le=\"1.0\"} 1", lines);
        Assert.Contains("actors_handoff_seconds_bucket{le=\"2.5\"} 0", lines);
        Assert.Contains("actors_handoff_seconds_bucket{le=\"5.0\"} 1", lines);
        Assert.Contains("actors_mailbox_depth{actor=\"region\"} 7", lines);
        Assert.Contains("actors_link_messages_total{outcome=\"lost\"} 2", lines);
        Assert.Contains("actors_dead_letters_total 5", lines);
        Assert.Equal(("# EOF", ""), (lines[^2], lines[^1]));
        Assert.True(PrometheusText.WantsOpenMetrics("application/openmetrics-text;version=1.0.0;q=0.5,text/plain;q=0.1"));
        Assert.False(PrometheusText.WantsOpenMetrics("text/plain"));
    }

    [Fact]
    public void Who_listens_to_the_meter_gets_the_durations_too_and_a_reconcile_allocates_nothing_where_nobody_does()
    {
        using var metrics = new OperatorMetrics();
        metrics.Begin("gadget", TimeSpan.Zero);
        metrics.End("gadget", ReconcileResult.Done, TimeSpan.Zero);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            metrics.Begin("gadget", TimeSpan.Zero);
            metrics.End("gadget", ReconcileResult.Done, TimeSpan.FromMilliseconds(1));
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        var heard = new List<(string, double)>();
        using var listener = new System.Diagnostics.Metrics.MeterListener();
        listener.InstrumentPublished = (instrument, one) =>
        {
            if (instrument.Meter == metrics.Meter) one.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => heard.Add((instrument.Name, value)));
        listener.Start();
        metrics.End("gadget", ReconcileResult.Done, TimeSpan.FromSeconds(2));
        Assert.Equal([("controller_runtime_reconcile_time_seconds", 2), ("workqueue_work_duration_seconds", 2)], heard);
    }
}
