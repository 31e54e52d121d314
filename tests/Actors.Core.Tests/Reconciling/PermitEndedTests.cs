namespace Actors.Reconciling.Tests;

/// <summary>Objects under a key that could not be kept for them.</summary>
public sealed class PermitEndedTests
{
    private static readonly ConcurrencyLimit Limit = new("k", 1);

    [Fact]
    public void Who_runs_is_cancelled_has_not_failed_and_gets_in_line_again()
    {
        var bench = new ResourceBench(ResourceBench.Spec(limits: static _ => [Limit]));
        bench.Change(ResourceBench.Database(1));
        bench.EndPermit();
        Assert.True(bench.IsCancelled);
        bench.EndCancelled();
        Assert.Equal(1, Assert.IsType<Reconcile>(Assert.Single(bench.Running)).Attempt);
        Assert.False(bench.IsCancelled);
        Assert.Equal(0, bench.Snapshot()!.Failures);
    }

    [Fact]
    public void What_comes_next_under_the_permit_does_not_begin_without_a_new_one()
    {
        var bench = new ResourceBench(ResourceBench.Spec("example.com/cleanup", limits: static _ => [Limit]));
        bench.Change(ResourceBench.Database(1));
        bench.Change(ResourceBench.Database(1, uid: "v"));
        Assert.IsType<AddFinalizer>(Assert.Single(bench.Running));
        bench.EndPermit();

        // It is written all the same: the other one has its turn now, then this one reconciles.
        bench.End(new ObjectWritten(ResourceBench.Database(2, finalizer: "example.com/cleanup")));
        Assert.Equal("v", Assert.IsType<AddFinalizer>(Assert.Single(bench.Running)).Object.Uid);
        bench.Fail();
        Assert.Equal("u", Assert.IsType<Reconcile>(Assert.Single(bench.Running)).Object.Uid);
    }

    [Fact]
    public void What_has_ended_already_is_not_concerned()
    {
        var bench = new ResourceBench(ResourceBench.Spec(limits: static held => held.ResourceVersion == "1" ? [Limit] : []));
        bench.Change(ResourceBench.Database(1));
        bench.End(ReconcileResult.Done);
        bench.EndPermit();
        Assert.Equal(ResourceState.Idle, bench.StateOf());

        // Nor is what runs under no key.
        bench.Change(ResourceBench.Database(2, generation: 2));
        bench.EndPermit();
        Assert.False(bench.IsCancelled);
    }
}
