using Actors.Ingest;
using static Actors.Reconciling.Tests.ResourceBench;

namespace Actors.Reconciling.Tests;

public sealed class FinalizerTests
{
    private const string Finalizer = "example.com/cleanup";

    private readonly ResourceBench _bench = new(Spec(Finalizer));

    [Fact]
    public void It_is_put_on_before_anything_else_happens_under_the_same_permit()
    {
        _bench.Change(Database(1));
        Assert.IsType<AddFinalizer>(Assert.Single(_bench.Running));
        _bench.End(new ObjectWritten(Database(2, finalizer: Finalizer)));
        var reconcile = Assert.IsType<Reconcile>(Assert.Single(_bench.Running));
        Assert.Equal(("2", false), (reconcile.Object.ResourceVersion, reconcile.IsCleanup));
    }

    [Fact]
    public void Without_it_nothing_is_reconciled()
    {
        _bench.Change(Database(1));
        _bench.End(new WriteFailed(new RequestFailure(500, "InternalError", "no")));
        Assert.Equal(ResourceState.Backoff, _bench.StateOf());
        _bench.Pass(1);
        _bench.End(new ObjectWritten(Database(2)));
        Assert.Equal((ResourceState.Backoff, "FinalizerLost"), (_bench.StateOf(), _bench.Snapshot()!.LastError!.Reason));
    }

    [Fact]
    public void It_is_taken_off_when_the_cleanup_has_succeeded_and_not_before()
    {
        _bench.Change(Database(1, isBeingDeleted: true, finalizer: Finalizer));
        Assert.True(Assert.IsType<Reconcile>(Assert.Single(_bench.Running)).IsCleanup);
        Assert.Equal(ResourceState.Deleting, _bench.StateOf());
        _bench.Fail();
        _bench.Pass(1);
        _bench.End(new RequeueAfter(TimeSpan.FromSeconds(5)));
        _bench.Pass(5);
        _bench.End(ReconcileResult.Done, Database(2, isBeingDeleted: true, finalizer: Finalizer));
        Assert.Equal("2", Assert.IsType<RemoveFinalizer>(Assert.Single(_bench.Running)).Object.ResourceVersion);
        _bench.End(new ObjectWritten(Database(3, isBeingDeleted: true)));
        Assert.Equal(ResourceState.Idle, _bench.StateOf());
        _bench.Delete(Database(4, isBeingDeleted: true));
        Assert.Null(_bench.Snapshot());
    }

    [Fact]
    public void An_object_that_is_being_deleted_and_does_not_have_it_is_left_alone()
    {
        _bench.Change(Database(1, isBeingDeleted: true));
        _bench.Change(Database(2, isBeingDeleted: true, finalizer: "example.com/another"));
        Assert.Equal((ResourceState.Idle, 0), (_bench.StateOf(), _bench.Running.Count));
    }

    [Fact]
    public void A_deletion_is_a_reason_not_to_wait_in_backoff()
    {
        _bench.Change(Database(1, finalizer: Finalizer));
        _bench.Fail(TimeSpan.FromSeconds(1000));
        _bench.Change(Database(2, generation: 2, isBeingDeleted: true, finalizer: Finalizer));
        Assert.True(Assert.IsType<Reconcile>(Assert.Single(_bench.Running)).IsCleanup);
    }

    [Fact]
    public void A_deletion_while_it_is_reconciled_is_cleaned_up_after_next()
    {
        _bench.Change(Database(1, finalizer: Finalizer));
        _bench.Change(Database(2, generation: 2, isBeingDeleted: true, finalizer: Finalizer));
        _bench.End(ReconcileResult.Done);
        Assert.True(Assert.IsType<Reconcile>(Assert.Single(_bench.Running)).IsCleanup);
    }
}
