using Actors.Cli.Up;

namespace Actors.Cli.Tests;

public sealed class OperatorMetricsTests
{
    [Fact]
    public void What_is_told_of_several_controllers_is_added_up() => Assert.Equal(
        new OperatorMetrics(127, 3, 5, 16),
        OperatorMetrics.Parse("""
            # HELP controller_runtime_reconcile_total Total number of reconciliations per controller
            # TYPE controller_runtime_reconcile_total counter
            controller_runtime_reconcile_total{controller="database",result="success"} 120
            controller_runtime_reconcile_total{controller="data{base}",result="error"} 7 1763730000000
            controller_runtime_reconcile_errors_total{controller="database"} 3
            workqueue_depth{controller="database",name="database"} 5
            workqueue_depth_other 99
            controller_runtime_active_workers 1.6e+01

            """));

    [Fact]
    public void Nothing_told_is_nothing() => Assert.Equal(new OperatorMetrics(0, 0, 0, 0), OperatorMetrics.Parse(""));
}
