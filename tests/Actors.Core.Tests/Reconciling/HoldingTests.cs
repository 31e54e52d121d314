namespace Actors.Reconciling.Tests;

/// <summary>Objects that are about to become another replica's.</summary>
public sealed class HoldingTests
{
    private readonly ResourceBench _bench = new();

    [Fact]
    public void Who_runs_ends_and_who_waits_does_not_begin()
    {
        _bench.Change(ResourceBench.Database(1));
        _bench.Change(ResourceBench.Database(2, uid: "v"));
        Assert.Single(_bench.Running);
        _bench.Hold();
        Assert.False(_bench.IsCancelled);
        Assert.Null(_bench.Quiet);
        _bench.End(ReconcileResult.Done);
        Assert.NotNull(_bench.Quiet);
        Assert.Empty(_bench.Running);
        Assert.Equal(ResourceState.Starting, _bench.StateOf("v"));
    }

    [Fact]
    public void Nothing_is_quiet_at_once()
    {
        _bench.Hold();
        Assert.NotNull(_bench.Quiet);
    }

    [Fact]
    public void What_is_cancelled_because_of_it_has_not_failed()
    {
        _bench.Change(ResourceBench.Database(1));
        _bench.Hold(cancels: true);
        Assert.True(_bench.IsCancelled);
        Assert.Null(_bench.Quiet);
        _bench.EndCancelled();
        Assert.Empty(_bench.Quiet!.Tries);
        Assert.Equal(0, _bench.Snapshot()!.Failures);
        _bench.BeReady();
        Assert.Equal(1, Assert.IsType<Reconcile>(Assert.Single(_bench.Running)).Attempt);
    }

    [Fact]
    public void What_changes_meanwhile_is_reconciled_when_it_may_be_again_and_nothing_else_is()
    {
        foreach (var uid in (string[])["u", "v"])
        {
            _bench.Change(ResourceBench.Database(1, uid: uid));
            _bench.End(ReconcileResult.Done);
        }

        _bench.Hold();
        _bench.Change(ResourceBench.Database(2, generation: 2));
        Assert.Empty(_bench.Running);
        _bench.BeReady();
        Assert.Equal("2", Assert.IsType<Reconcile>(Assert.Single(_bench.Running)).Object.ResourceVersion);
        Assert.Equal(ResourceState.Idle, _bench.StateOf("v"));
    }

    [Fact]
    public void The_next_owner_goes_on_with_the_tries()
    {
        _bench.Change(ResourceBench.Database(1));
        _bench.Fail();
        _bench.Hold();
        var tries = Assert.Single(_bench.Quiet!.Tries);
        Assert.Equal(("databases", "u", 1, 1L), (tries.Controller, tries.Uid, tries.Failures, tries.Generation));
        Assert.InRange(tries.DueIn, TimeSpan.FromSeconds(0.8), TimeSpan.FromSeconds(1));

        var next = new ResourceBench(isReady: false);
        next.Change(ResourceBench.Database(1));
        next.HandOver([tries]);
        next.BeReady();
        Assert.Equal(ResourceState.Backoff, next.StateOf());
        next.Pass(1.1);
        Assert.Equal(2, Assert.IsType<Reconcile>(Assert.Single(next.Running)).Attempt);
    }

    [Fact]
    public void Tries_of_another_generation_count_no_more()
    {
        var next = new ResourceBench(isReady: false);
        next.Change(ResourceBench.Database(2, generation: 2));
        next.HandOver([new TryState("databases", "u", 5, 1, TimeSpan.FromMinutes(1), null)]);
        next.BeReady();
        Assert.Equal(1, Assert.IsType<Reconcile>(Assert.Single(next.Running)).Attempt);
    }
}
