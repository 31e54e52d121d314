using Actors.Sharding;

namespace Actors.Reconciling.Tests;

/// <summary>Objects that somebody has paused.</summary>
public sealed class PausingTests
{
    private readonly ResourceBench _bench = new(ResourceBench.Spec(finalizer: "example.com/f", resync: TimeSpan.FromSeconds(50)));

    private void BeIdle()
    {
        _bench.Change(ResourceBench.Database(1, finalizer: "example.com/f"));
        _bench.End(ReconcileResult.Done);
    }

    [Fact]
    public void Nothing_has_a_paused_object_run_until_it_is_resumed_and_then_once()
    {
        BeIdle();
        Assert.Equal(new ActedOn(WasPaused: false), _bench.Act(ResourceAction.Pause));
        Assert.Equal(ResourceState.Paused, _bench.StateOf());
        _bench.Change(ResourceBench.Database(2, generation: 2, finalizer: "example.com/f"));
        _bench.ChangePart(ResourceBench.Part(3));
        _bench.Request(isUrgent: true);
        Assert.Equal(new ActedOn(WasPaused: true), _bench.Act(ResourceAction.Reconcile));
        _bench.Pass(200);
        Assert.Empty(_bench.Running);

        // Not even a deletion is cleaned up after.
        _bench.Change(ResourceBench.Database(4, generation: 3, isBeingDeleted: true, finalizer: "example.com/f"));
        Assert.Empty(_bench.Running);
        Assert.Equal(ResourceState.Paused, _bench.StateOf());

        Assert.Equal(new ActedOn(WasPaused: true), _bench.Act(ResourceAction.Resume));
        Assert.True(Assert.IsType<Reconcile>(Assert.Single(_bench.Running)).IsCleanup);
    }

    [Fact]
    public void What_runs_ends_and_then_stands_still()
    {
        _bench.Change(ResourceBench.Database(1, finalizer: "example.com/f"));
        _bench.Act(ResourceAction.Pause);
        Assert.Equal(ResourceState.Running, _bench.StateOf());
        Assert.False(_bench.IsCancelled);
        _bench.Change(ResourceBench.Database(2, generation: 2, finalizer: "example.com/f"));
        _bench.Fail();
        Assert.Equal(ResourceState.Paused, _bench.StateOf());
        _bench.Pass(100);
        Assert.Empty(_bench.Running);
        Assert.Equal(1, _bench.Snapshot()!.Failures);
        _bench.Act(ResourceAction.Resume);
        Assert.Equal(2, Assert.IsType<Reconcile>(Assert.Single(_bench.Running)).Attempt);
    }

    [Fact]
    public void Who_waits_for_a_permit_gives_it_back_when_it_comes()
    {
        _bench.Change(ResourceBench.Database(1, uid: "v", finalizer: "example.com/f"));
        _bench.Change(ResourceBench.Database(1, finalizer: "example.com/f"));
        Assert.Equal(ResourceState.Queued, _bench.StateOf());
        _bench.Act(ResourceAction.Pause);
        _bench.End(ReconcileResult.Done);
        Assert.Equal(ResourceState.Paused, _bench.StateOf());
        Assert.Empty(_bench.Running);

        // The permit is others' then.
        _bench.Change(ResourceBench.Database(2, generation: 2, uid: "v", finalizer: "example.com/f"));
        Assert.Single(_bench.Running);
    }

    [Fact]
    public void One_that_is_gone_and_comes_back_is_not_paused()
    {
        BeIdle();
        _bench.Act(ResourceAction.Pause);
        _bench.Delete(ResourceBench.Database(2, finalizer: "example.com/f"));
        Assert.Equal(ResourceState.Absent, _bench.StateOf());
        Assert.IsType<NoSuchResource>(_bench.Act(ResourceAction.Resume));
        _bench.Change(ResourceBench.Database(3, finalizer: "example.com/f"));
        Assert.Single(_bench.Running);
    }

    [Fact]
    public void The_next_owner_keeps_it_paused_whenever_it_hears_of_it()
    {
        BeIdle();
        _bench.Act(ResourceAction.Pause);
        _bench.Hold();
        var tries = Assert.Single(_bench.Quiet!.Tries);
        Assert.Equal((true, 0), (tries.IsPaused, tries.Failures));
        foreach (var isLate in (bool[])[false, true])
        {
            var next = new ResourceBench(isReady: false);
            next.Change(ResourceBench.Database(1));
            if (!isLate) next.HandOver([tries]);
            next.BeReady();
            if (isLate)
            {
                next.End(ReconcileResult.Done);
                next.HandOver([tries]);
            }

            Assert.Equal(ResourceState.Paused, next.StateOf());
            next.Change(ResourceBench.Database(2, generation: 2));
            Assert.Empty(next.Running);
        }
    }

    [Fact]
    public void Somebody_who_asks_has_it_run_even_in_backoff()
    {
        BeIdle();
        Assert.Equal(new ActedOn(WasPaused: false), _bench.Act(ResourceAction.Reconcile));
        _bench.Fail();
        Assert.Equal(ResourceState.Backoff, _bench.StateOf());
        _bench.Act(ResourceAction.Reconcile);
        Assert.Equal(2, Assert.IsType<Reconcile>(Assert.Single(_bench.Running)).Attempt);
        Assert.IsType<NoSuchResource>(_bench.Act(ResourceAction.Reconcile, "nobody"));
    }
}
