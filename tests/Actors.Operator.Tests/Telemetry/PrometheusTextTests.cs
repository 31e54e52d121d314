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
        using var text = new PrometheusText(metrics.Meter);
        metrics.Begin("gadget", TimeSpan.FromMilliseconds(2));
        metrics.Begin("gadget", TimeSpan.Zero);
        metrics.End("gadget", ReconcileResult.Done, TimeSpan.FromMilliseconds(20));
        metrics.Begin("a\"b", TimeSpan.Zero);
        metrics.End("a\"b", new Terminal(new ReconcileError("Bad", "")), TimeSpan.FromSeconds(100));
        other.Begin("not mine", TimeSpan.Zero);
        metrics.End("gadget", new Failed(new ReconcileError("Bad", "")), TimeSpan.FromMilliseconds(3));
        metrics.Begin("gadget", TimeSpan.Zero);
        metrics.Limits = new LimitsSnapshot(64, 1, 3, [new LimitUsage("node/n1", 1, 1, 0)], [new ControllerUsage("gadget", 1, 3)]);
        var lines = text.Write().Split('\n');
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
        metrics.Limits = new LimitsSnapshot(64, 0, 0, [], []);
        Assert.DoesNotContain("workqueue_depth{", text.Write(), StringComparison.Ordinal);
    }
}
