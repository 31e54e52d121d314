using static Actors.Reconciling.Tests.ResourceBench;

namespace Actors.Reconciling.Tests;

public sealed class ResourceActorTests
{
    private readonly ResourceBench _bench = new();

    [Fact]
    public void Nothing_is_reconciled_before_everything_is_known()
    {
        var bench = new ResourceBench(isReady: false);
        bench.Change(Database(1));
        Assert.Equal(ResourceState.Starting, bench.StateOf());
        bench.BeReady();
        Assert.IsType<Reconcile>(Assert.Single(bench.Running));
        bench.End(ReconcileResult.Done);
        Assert.Equal(ResourceState.Idle, bench.StateOf());
    }

    [Fact]
    public void What_another_controller_knows_begins_nothing()
    {
        var bench = new ResourceBench(isReady: false);
        bench.Change(Database(1));
        bench.OtherIsReady();
        Assert.Equal((ResourceState.Starting, 0), (bench.StateOf(), bench.Running.Count));
        bench.BeReady();
        Assert.Single(bench.Running);
        bench.End(ReconcileResult.Done);
        bench.Hold();
        bench.Change(Database(2, generation: 2));
        bench.OtherIsReady();
        Assert.Equal((ResourceState.Starting, 0), (bench.StateOf(), bench.Running.Count));
        bench.BeReady();
        Assert.Single(bench.Running);
    }

    [Fact]
    public void Many_changes_while_it_runs_are_one_more_run_with_the_last_of_them()
    {
        _bench.Change(Database(1));
        for (var version = 2; version < 10; version++) _bench.Change(Database(version, generation: version));
        Assert.Equal(ResourceState.RunningDirty, _bench.StateOf());
        _bench.End(ReconcileResult.Done);
        Assert.Equal("9", Assert.IsType<Reconcile>(Assert.Single(_bench.Running)).Object.ResourceVersion);
        _bench.End(ReconcileResult.Done);
        Assert.Empty(_bench.Running);
    }

    [Fact]
    public void What_it_has_written_itself_is_no_reason_to_run_whichever_comes_first()
    {
        _bench.Change(Database(1));
        _bench.ChangePart(Part(3));
        _bench.End(ReconcileResult.Done, Database(2), Part(3), Part(5, "q"));
        _bench.Change(Database(2));
        _bench.ChangePart(Part(5, "q"));
        Assert.Equal(ResourceState.Idle, _bench.StateOf());
        Assert.Equal(["p", "q"], _bench.Snapshot()!.Children.Select(child => child.Object.Uid));
        _bench.ChangePart(Part(6, "q"));
        Assert.Equal(2, Assert.IsType<Reconcile>(Assert.Single(_bench.Running)).Children.Length);
    }

    [Fact]
    public void What_somebody_else_wrote_meanwhile_is()
    {
        _bench.Change(Database(1));
        _bench.Change(Database(2));
        _bench.End(ReconcileResult.Done, Database(3));
        Assert.Equal("3", Assert.IsType<Reconcile>(Assert.Single(_bench.Running)).Object.ResourceVersion);
    }

    [Fact]
    public void A_child_that_was_written_and_deleted_while_it_ran_is_not_there()
    {
        _bench.Change(Database(1));
        _bench.ChangePart(Part(5));
        _bench.DeletePart(Part(6));
        _bench.End(ReconcileResult.Done, Part(5));
        Assert.Empty(Assert.IsType<Reconcile>(Assert.Single(_bench.Running)).Children);
    }

    [Fact]
    public void Failures_wait_longer_each_time_and_success_forgets_them()
    {
        _bench.Change(Database(1));
        foreach (var seconds in (int[])[1, 2, 4, 8])
        {
            _bench.Fail();
            Assert.Equal(ResourceState.Backoff, _bench.StateOf());
            _bench.Pass(seconds - 0.5);
            Assert.Empty(_bench.Running);
            _bench.Pass(0.5);
            Assert.Single(_bench.Running);
        }

        Assert.Equal(5, ((Reconcile)_bench.Running[0]).Attempt);
        _bench.End(ReconcileResult.Done);
        _bench.Change(Database(2));
        _bench.Fail();
        Assert.Equal((1, "on purpose"), (_bench.Snapshot()!.Failures, _bench.Snapshot()!.LastError!.Message));
    }

    [Fact]
    public void A_server_that_wants_to_be_left_alone_is()
    {
        _bench.Change(Database(1));
        _bench.Fail(TimeSpan.FromSeconds(30));
        _bench.Pass(29);
        Assert.Empty(_bench.Running);
        _bench.Pass(1);
        Assert.Single(_bench.Running);
    }

    [Fact]
    public void In_backoff_only_something_else_that_is_wanted_is_a_reason_not_to_wait()
    {
        _bench.Change(Database(1));
        _bench.Fail(TimeSpan.FromSeconds(30));
        _bench.Change(Database(2));
        _bench.ChangePart(Part(3));
        _bench.Request();
        Assert.Empty(_bench.Running);
        _bench.Change(Database(4, generation: 2));
        Assert.Single(_bench.Running);
    }

    [Fact]
    public void A_try_that_a_change_has_caused_uses_up_none_and_the_wait_goes_on()
    {
        _bench.Change(Database(1));
        _bench.Fail(TimeSpan.FromSeconds(30));
        _bench.Pass(10);
        _bench.Change(Database(4, generation: 2));
        _bench.Fail();
        Assert.Equal((ResourceState.Backoff, 1), (_bench.StateOf(), _bench.Snapshot()!.Failures));
        Assert.InRange(_bench.Snapshot()!.DueIn!.Value.TotalSeconds, 19, 20);
    }

    [Fact]
    public void What_cannot_succeed_waits_for_a_change()
    {
        _bench.Change(Database(1));
        _bench.End(new Terminal(new ReconcileError("BadSize", "too large")));
        _bench.Pass(10_000);
        Assert.Equal((ResourceState.Failed, "too large"), (_bench.StateOf(), _bench.Snapshot()!.LastError!.Message));
        _bench.Change(Database(2, generation: 2));
        Assert.Single(_bench.Running);
    }

    [Fact]
    public void What_asks_for_it_is_looked_at_again_or_earlier_if_it_changes()
    {
        _bench.Change(Database(1));
        _bench.End(new RequeueAfter(TimeSpan.FromSeconds(20)));
        Assert.Equal(ResourceState.Scheduled, _bench.StateOf());
        _bench.Pass(20);
        _bench.End(new RequeueAfter(TimeSpan.FromSeconds(20)));
        _bench.Change(Database(2));
        _bench.End(ReconcileResult.Done);
        _bench.Pass(100);
        Assert.Empty(_bench.Running);
    }

    [Fact]
    public void A_resync_comes_in_time_and_not_at_the_same_time_for_all()
    {
        var bench = new ResourceBench(Spec(resync: TimeSpan.FromSeconds(1000)));
        foreach (var uid in (string[])["a", "b", "c"])
        {
            bench.Change(Database(1, uid: uid));
            bench.End(ReconcileResult.Done);
        }

        var due = ((string[])["a", "b", "c"]).Select(uid => bench.Snapshot(uid)!.DueIn!.Value.TotalSeconds).ToArray();
        Assert.All(due, seconds => Assert.InRange(seconds, 899, 1000));
        Assert.True(due.Max() - due.Min() > 1);
        bench.Pass(1000);
        Assert.Single(bench.Running);
    }

    [Fact]
    public void What_is_due_after_many_looks_at_the_time_comes_neither_early_nor_late()
    {
        _bench.Change(Database(1));
        _bench.End(new RequeueAfter(ResourceBench.LookEvery * 25));
        _bench.Pass((ResourceBench.LookEvery.TotalSeconds * 25) - 1);
        Assert.Empty(_bench.Running);
        _bench.Pass(1);
        Assert.Single(_bench.Running);
    }

    [Fact]
    public void A_reconcile_that_takes_too_long_is_cancelled_and_one_that_does_not_end_then_holds_up_nobody()
    {
        _bench.Change(Database(1));
        _bench.Change(Database(1, uid: "other"));
        _bench.Pass(100);
        Assert.True(_bench.IsCancelled);
        Assert.Single(_bench.Running);
        _bench.Pass(10);
        Assert.Equal(["u", "other"], _bench.Running.Cast<Reconcile>().Select(reconcile => reconcile.Object.Uid));
        Assert.True(_bench.Snapshot()!.IsHanging);
        _bench.EndCancelled();
        Assert.Equal((ResourceState.Backoff, ReconcileError.TimedOut), (_bench.StateOf(), _bench.Snapshot()!.LastError!.Reason));
        _bench.End(ReconcileResult.Done);
        _bench.Pass(1);
        Assert.Single(_bench.Running);
    }

    [Fact]
    public void A_child_that_comes_before_its_owner_waits_for_it()
    {
        _bench.ChangePart(Part(1));
        Assert.Equal(ResourceState.Absent, _bench.StateOf());
        Assert.NotNull(_bench.Snapshot());
        _bench.Change(Database(2));
        Assert.Single(Assert.IsType<Reconcile>(Assert.Single(_bench.Running)).Children);
    }

    [Fact]
    public void An_actor_without_object_and_children_leaves()
    {
        _bench.ChangePart(Part(1));
        _bench.DeletePart(Part(2));
        Assert.Null(_bench.Snapshot());
        _bench.Change(Database(3));
        _bench.End(ReconcileResult.Done);
        _bench.Delete(Database(4));
        Assert.Null(_bench.Snapshot());
    }

    [Fact]
    public void The_reconcile_of_an_object_that_is_gone_is_cancelled()
    {
        _bench.Change(Database(1));
        _bench.Delete(Database(2));
        Assert.True(_bench.IsCancelled);
        _bench.EndCancelled();
        Assert.Null(_bench.Snapshot());
    }

    [Fact]
    public void A_child_the_watch_does_not_show_is_looked_for()
    {
        _bench.Change(Database(1));
        _bench.End(ReconcileResult.Done, Part(5));
        _bench.Pass(30);
        var read = Assert.IsType<ReadChild>(Assert.Single(_bench.Running));
        _bench.End(new ChildRead(0, read.Last, default));
        Assert.Empty(Assert.IsType<Reconcile>(Assert.Single(_bench.Running)).Children);
    }

    [Fact]
    public void A_child_that_was_given_to_another_before_the_watch_has_shown_it_is_none_any_more()
    {
        _bench.Change(Database(1));
        _bench.End(ReconcileResult.Done, Part(5));
        _bench.Pass(30);
        var read = Assert.IsType<ReadChild>(Assert.Single(_bench.Running));
        _bench.End(new ChildRead(0, read.Last, Part(6, owner: "another")));
        Assert.Empty(Assert.IsType<Reconcile>(Assert.Single(_bench.Running)).Children);
    }

    [Fact]
    public void A_child_that_is_there_and_that_the_watch_does_not_show_yet_is_looked_for_again()
    {
        _bench.Change(Database(1));
        _bench.End(ReconcileResult.Done, Part(5));
        _bench.Pass(30);
        var read = Assert.IsType<ReadChild>(Assert.Single(_bench.Running));
        _bench.End(new ChildRead(0, read.Last, Part(6)));
        Assert.Empty(_bench.Running);
        _bench.Pass(30);
        Assert.IsType<ReadChild>(Assert.Single(_bench.Running));
    }

    [Fact]
    public void The_end_of_a_child_that_was_looked_for_already_leaves_no_actor_behind()
    {
        _bench.Change(Database(1));
        _bench.End(ReconcileResult.Done, Part(5));
        _bench.Delete(Database(2));
        _bench.Pass(30);
        var read = Assert.IsType<ReadChild>(Assert.Single(_bench.Running));
        _bench.End(new ChildRead(0, read.Last, default));
        Assert.Null(_bench.Snapshot());
        _bench.DeletePart(Part(6));
        Assert.Null(_bench.Snapshot());
    }

    [Fact]
    public void A_child_the_watch_has_shown_is_not_looked_for()
    {
        _bench.Change(Database(1));
        _bench.End(ReconcileResult.Done, Part(5));
        _bench.ChangePart(Part(5));
        _bench.Pass(1000);
        Assert.Empty(_bench.Running);
    }
}
