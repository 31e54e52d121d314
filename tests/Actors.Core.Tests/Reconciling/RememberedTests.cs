using Actors.Ledger;
using Actors.Objects;
using static Actors.Reconciling.Tests.ResourceBench;

namespace Actors.Reconciling.Tests;

/// <summary>What becomes of an object whose actor begins anew, by what was remembered of it.</summary>
public sealed class RememberedTests
{
    private static readonly TimeSpan Resync = TimeSpan.FromSeconds(1000);

    private ResourceBench _bench = NewBench();

    [Fact]
    public void A_success_is_remembered_with_its_place_in_the_resync_period()
    {
        _bench.Change(Database(1));
        _bench.End(ReconcileResult.Done);
        var row = Assert.Single(_bench.Rows);
        Assert.Equal((new LedgerKey("databases", "u"), 3, 5L, "n", "u"), (row.Key, row.Shard, row.Epoch, row.Namespace, row.Name));
        Assert.Equal((LedgerOutcome.Done, 0, 1L, 1L, ""), (row.Outcome, row.Failures, row.Generation, row.DoneGeneration, row.Message));
        Assert.NotEqual(0UL, row.DoneHash);
        Assert.InRange(row.Due!.Value - _bench.Now, Resync * 0.8, Resync);
    }

    [Fact]
    public void What_has_not_changed_is_not_reconciled_again_before_its_resync()
    {
        Succeed(ReconcileResult.Done, Part(7));
        Restart(after: 400, Database(1), Part(7));
        Assert.Empty(_bench.Running);
        Assert.Equal(ResourceState.Idle, _bench.StateOf());
        Assert.Equal(1, _bench.Snapshot()!.DoneGeneration);
        _bench.Pass(480);
        Assert.Empty(_bench.Running);
        _bench.Pass(130);
        Assert.Single(_bench.Running);
    }

    [Fact]
    public void What_is_overdue_by_much_and_has_not_changed_is_spread_as_resyncs_are()
    {
        Succeed(ReconcileResult.Done, Part(7));
        Restart(after: 86_400, Database(1), Part(7));
        Assert.Empty(_bench.Running);
        Assert.Equal(ResourceState.Idle, _bench.StateOf());
        _bench.Pass(Resync.TotalSeconds * NewSpec().ResyncSpread);
        Assert.Single(_bench.Running);
    }

    [Fact]
    public void What_asked_to_be_looked_at_again_and_is_overdue_is_at_once_however_long_it_is()
    {
        Succeed(new RequeueAfter(TimeSpan.FromSeconds(30)), Part(7));
        Restart(after: 86_400, Database(1), Part(7));
        Assert.Single(_bench.Running);
    }

    [Theory]
    [InlineData(7, 7, 0)]
    [InlineData(7, 8, 1)]
    [InlineData(7, 0, 1)]
    public void What_refers_to_something_that_has_changed_is_reconciled_at_once(ulong before, ulong after, int runs)
    {
        _bench.Change(Database(1));
        _bench.Refer(before);
        _bench.End(ReconcileResult.Done);
        var rows = _bench.Rows.ToArray();
        _bench = NewBench(isReady: false);
        _bench.Remind(rows);
        _bench.Change(Database(1));
        _bench.Refer(after);
        _bench.BeReady();
        Assert.Equal(runs, _bench.Running.Count);
    }

    public static TheoryData<string> Changes => ["version", "generation", "child", "no child", "another child", "deletion", "another program", "the author's wish", "overdue"];

    [Theory]
    [MemberData(nameof(Changes))]
    public void What_has_changed_is_reconciled_at_once(string change)
    {
        Succeed(ReconcileResult.Done, Part(7));
        var controller = change switch
        {
            "another program" => NewSpec(revision: 2),
            "the author's wish" => NewSpec(trustsLedger: false),
            "deletion" => NewSpec(finalizer: "f"),
            _ => null,
        };
        var subject = change switch
        {
            "version" => Database(2),
            "generation" => Database(1, generation: 2),
            "deletion" => Database(1, isBeingDeleted: true, finalizer: "f"),
            _ => Database(1),
        };
        KubernetesObject[] parts = change switch { "child" => [Part(8)], "no child" => [], "another child" => [Part(7), Part(7, "q")], _ => [Part(7)] };
        Restart(after: change == "overdue" ? 1001 : 1, subject, parts, controller);
        Assert.Single(_bench.Running);
    }

    [Fact]
    public void Who_has_failed_waits_on_and_is_tried_as_often_as_before()
    {
        _bench.Change(Database(1));
        for (var failures = 1; failures <= 5; failures++)
        {
            _bench.Fail();
            if (failures < 5) _bench.Pass(1 << (failures - 1));
        }

        var row = _bench.Rows[^1];
        Assert.Equal((LedgerOutcome.Failed, 5, "Error", "on purpose"), (row.Outcome, row.Failures, row.Reason, row.Message));
        Restart(after: 6, Database(2));
        Assert.Equal(ResourceState.Backoff, _bench.StateOf());
        Assert.Equal(("on purpose", 5), (_bench.Snapshot()!.LastError!.Message, _bench.Snapshot()!.Failures));
        _bench.Pass(9.5);
        Assert.Empty(_bench.Running);
        _bench.Pass(0.6);
        Assert.Equal(6, Assert.IsType<Reconcile>(Assert.Single(_bench.Running)).Attempt);
    }

    [Fact]
    public void What_is_wanted_now_is_tried_at_once_though_something_else_has_failed()
    {
        _bench.Change(Database(1));
        _bench.Fail();
        Restart(after: 0.1, Database(2, generation: 2));
        Assert.Equal(1, Assert.IsType<Reconcile>(Assert.Single(_bench.Running)).Attempt);
    }

    [Fact]
    public void A_cleanup_that_has_failed_waits_and_one_that_is_new_does_not()
    {
        _bench = NewBench(NewSpec(finalizer: "f"));
        _bench.Change(Database(1, isBeingDeleted: true, finalizer: "f"));
        _bench.Fail();
        Assert.Equal(LedgerOutcome.CleanupFailed, _bench.Rows[^1].Outcome);
        var rows = Restart(after: 0.1, Database(2, isBeingDeleted: true, finalizer: "f"), controller: NewSpec(finalizer: "f"));
        Assert.Equal(ResourceState.Backoff, _bench.StateOf());
        _bench = NewBench(NewSpec(finalizer: "f"), isReady: false);
        _bench.Remind([.. rows.Select(static row => row with { Outcome = LedgerOutcome.Failed })]);
        _bench.Change(Database(2, isBeingDeleted: true, finalizer: "f"));
        _bench.BeReady();
        Assert.True(Assert.IsType<Reconcile>(Assert.Single(_bench.Running)).IsCleanup);
    }

    [Fact]
    public void Who_is_of_no_use_to_try_is_not_tried_before_it_changes()
    {
        Succeed(new Terminal(new ReconcileError("Wrong", "the spec")));
        Restart(after: 5000, Database(1));
        Assert.Equal((ResourceState.Failed, "the spec"), (_bench.StateOf(), _bench.Snapshot()!.LastError!.Message));
        _bench.Change(Database(2));
        Assert.Single(_bench.Running);
    }

    [Fact]
    public void Who_asked_to_be_looked_at_again_is_then()
    {
        Succeed(new RequeueAfter(TimeSpan.FromSeconds(60)));
        Restart(after: 20, Database(1));
        Assert.Equal(ResourceState.Scheduled, _bench.StateOf());
        _bench.Pass(41);
        Assert.Single(_bench.Running);
        Restart(after: 61, Database(1));
        Assert.Single(_bench.Running);
    }

    [Fact]
    public void What_was_overtaken_is_to_be_reconciled_whatever_it_looks_like()
    {
        _bench.Change(Database(1));
        _bench.Change(Database(2));
        _bench.End(ReconcileResult.Done);
        Assert.Equal(0UL, _bench.Rows[^1].DoneHash);
        Restart(after: 1, Database(2));
        Assert.Single(_bench.Running);
    }

    [Fact]
    public void What_waits_in_line_when_the_shard_moves_is_to_be_reconciled_by_the_next_owner()
    {
        foreach (var uid in (string[])["u", "v"])
        {
            _bench.Change(Database(1, uid: uid));
            _bench.End(ReconcileResult.Done);
        }

        _bench.Change(Database(2, uid: "v"));
        _bench.Request();
        Assert.Equal(ResourceState.Queued, _bench.StateOf());
        _bench.Hold();
        Assert.Equal(("u", 0UL), (_bench.Rows[^1].Key.Uid, _bench.Rows[^1].DoneHash));
        _bench.End(ReconcileResult.Done);
        Restart(after: 1, Database(1));
        Assert.Single(_bench.Running);
    }

    [Fact]
    public void What_was_cancelled_by_a_move_is_to_be_reconciled_by_the_next_owner()
    {
        Succeed(ReconcileResult.Done);
        _bench.Request();
        _bench.Hold(cancels: true);
        _bench.EndCancelled();
        Assert.Equal(0UL, _bench.Rows[^1].DoneHash);
    }

    [Fact]
    public void A_change_that_does_not_matter_is_in_order_as_it_is()
    {
        var filtered = NewSpec(matters: static (before, after) => before.IsEmpty || before.Generation != after.Generation);
        _bench = NewBench(filtered);
        Succeed(ReconcileResult.Done);
        _bench.Change(Database(2));
        Restart(after: 1, Database(2), controller: filtered);
        Assert.Empty(_bench.Running);
        Assert.Equal(ResourceState.Idle, _bench.StateOf());
    }

    [Fact]
    public void Who_is_gone_is_forgotten_be_it_now_or_while_nobody_looked()
    {
        Succeed(ReconcileResult.Done);
        _bench.Delete(Database(1));
        Assert.True(_bench.Rows[^1] is { IsGone: true, Key.Uid: "u", Epoch: 5 });
        _bench = NewBench(isReady: false);
        _bench.Remind(new LedgerRow { Key = new LedgerKey("databases", "x"), Epoch = 2 }, new LedgerRow { Key = new LedgerKey("caches", "x") });
        _bench.Change(Database(1));
        _bench.BeReady();
        Assert.True(Assert.Single(_bench.Rows) is { IsGone: true, Key: { Controller: "databases", Uid: "x" }, Epoch: 5 });
    }

    [Fact]
    public void A_child_without_its_owner_remembers_nobody()
    {
        _bench = NewBench(isReady: false);
        _bench.Remind(new LedgerRow { Key = new LedgerKey("databases", "u") });
        _bench.ChangePart(Part(1));
        _bench.BeReady();
        Assert.True(Assert.Single(_bench.Rows).IsGone);
    }

    [Fact]
    public void The_authors_state_is_there_again()
    {
        _bench.Change(Database(1));
        Assert.Null(Assert.IsType<Reconcile>(Assert.Single(_bench.Running)).State);
        _bench.End(new ReconcileEnded(new Failed(new ReconcileError("Error", "m")), [], null) { State = [1, 2] });
        _bench.Pass(1.1);
        Assert.Equal([1, 2], Assert.IsType<Reconcile>(Assert.Single(_bench.Running)).State!);
        _bench.End(new ReconcileEnded(ReconcileResult.Done, [], null) { State = [3] });
        Restart(after: 1, Database(2));
        Assert.Equal([3], Assert.IsType<Reconcile>(Assert.Single(_bench.Running)).State!);
        _bench.End(new ReconcileEnded(ReconcileResult.Done, [], null));
        Assert.Null(_bench.Rows[^1].State);
    }

    [Fact]
    public void Who_has_run_already_knows_better_than_what_was_remembered()
    {
        Succeed(ReconcileResult.Done);
        _bench.Hold();
        _bench.Remind(new LedgerRow { Key = new LedgerKey("databases", "u"), Failures = 9, Generation = 1, Due = _bench.Now + TimeSpan.FromDays(1) });
        _bench.Change(Database(2));
        _bench.BeReady();
        Assert.Equal(1, Assert.IsType<Reconcile>(Assert.Single(_bench.Running)).Attempt);
    }

    [Fact]
    public void Where_nothing_is_remembered_nothing_is_said()
    {
        _bench = new ResourceBench(NewSpec());
        Succeed(ReconcileResult.Done);
        Assert.Empty(_bench.Rows);
    }

    private static ResourceBench NewBench(ControllerSpec? controller = null, bool isReady = true) => new(controller ?? NewSpec(), isReady, hasLedger: true);

    private static ControllerSpec NewSpec(
        string? finalizer = null, ulong revision = 1, bool trustsLedger = true, Func<KubernetesObject, KubernetesObject, bool>? matters = null) => new()
        {
            Name = "databases", Kind = new GroupKind("example.com", "Database"), Owned = [new GroupKind("example.com", "Part")], Finalizer = finalizer, Resync = Resync,
            Backoff = new Backoff { Min = TimeSpan.FromSeconds(1), Max = TimeSpan.FromSeconds(60), Jitter = 0 }, Revision = revision, TrustsLedger = trustsLedger, Filter = matters,
        };

    private void Succeed(ReconcileResult result, params KubernetesObject[] parts)
    {
        foreach (var part in parts) _bench.ChangePart(part);
        _bench.Change(Database(1));
        _bench.End(result);
    }

    /// <summary>Another process, some time later, that finds these objects and what was remembered.</summary>
    private List<LedgerRow> Restart(double after, KubernetesObject subject, KubernetesObject part, ControllerSpec? controller = null) => Restart(after, subject, [part], controller);

    private List<LedgerRow> Restart(double after, KubernetesObject subject, KubernetesObject[]? parts = null, ControllerSpec? controller = null)
    {
        var (before, now) = (_bench.Rows, _bench.Now);
        _bench = NewBench(controller, isReady: false);
        var rows = before.GroupBy(static row => row.Key).Select(static one => one.Last()).Where(static row => !row.IsGone)
            .Select(row => row.Due is { } due && TimeSpan.FromSeconds(after) - (due - now) is var late
                ? row with { Due = _bench.Now + Max(-late), Overdue = Max(late) }
                : row with { Due = null }).ToList();
        _bench.Remind([.. rows.Where(row => row.Key.Uid == subject.Uid)]);
        foreach (var part in parts ?? []) _bench.ChangePart(part);
        _bench.Change(subject);
        Assert.Empty(_bench.Running);
        _bench.BeReady();
        return rows;
    }

    private static TimeSpan Max(TimeSpan wait) => wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
}
