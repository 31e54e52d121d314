using static Actors.Reconciling.Tests.ResourceBench;

namespace Actors.Reconciling.Tests;

/// <summary>A reconcile knows the trace context of what has caused it, and of nothing else.</summary>
public sealed class TracingTests
{
    private readonly ResourceBench _bench = new();

    private string? Trace => Assert.IsType<Reconcile>(Assert.Single(_bench.Running)).TraceParent;

    [Fact]
    public void Whatever_has_it_run_is_its_cause()
    {
        _bench.Change(Database(1), "created");
        Assert.Equal("created", Trace);
        _bench.End(ReconcileResult.Done);
        _bench.ChangePart(Part(3), trace: "part");
        Assert.Equal("part", Trace);
        _bench.End(ReconcileResult.Done);
        _bench.DeletePart(Part(4), trace: "gone");
        Assert.Equal("gone", Trace);
        _bench.End(ReconcileResult.Done);
        _bench.Request(trace: "reference");
        Assert.Equal("reference", Trace);
        _bench.End(ReconcileResult.Done);
        _bench.Request();
        Assert.Null(Trace);
    }

    [Fact]
    public void The_first_that_comes_while_it_runs_is_that_of_the_next_run_and_a_retry_has_none()
    {
        _bench.Change(Database(1), "first");
        _bench.Change(Database(2, generation: 2), "second");
        _bench.Change(Database(3, generation: 3), "third");
        _bench.End(ReconcileResult.Done);
        Assert.Equal("second", Trace);
        _bench.Fail();
        _bench.Pass(2);
        Assert.Null(Trace);
        _bench.ChangePart(Part(5), trace: "own");
        _bench.End(ReconcileResult.Done, Part(5));
        Assert.Empty(_bench.Running);
        _bench.Request();
        Assert.Null(Trace);
    }

    [Fact]
    public void One_that_waits_for_its_turn_keeps_it_whatever_holds_it_up()
    {
        var bench = new ResourceBench(Spec(limits: static _ => [new ConcurrencyLimit("key", 1)]));
        bench.Change(Database(1, uid: "a"), "a");
        bench.Change(Database(2, uid: "b"), "b");
        bench.Change(Database(3, uid: "b", generation: 2), "later");
        bench.Change(Database(4, uid: "c"));
        bench.Change(Database(5, uid: "c", generation: 2), "while it waits");
        Assert.Equal("a", ((Reconcile)Assert.Single(bench.Running)).TraceParent);
        bench.End(ReconcileResult.Done);
        Assert.Equal("b", ((Reconcile)Assert.Single(bench.Running)).TraceParent);
        bench.End(ReconcileResult.Done);
        Assert.Equal("while it waits", ((Reconcile)Assert.Single(bench.Running)).TraceParent);
    }

    [Fact]
    public void All_steps_of_a_run_have_the_same()
    {
        var bench = new ResourceBench(Spec(finalizer: "f"));
        bench.Change(Database(1), "created");
        Assert.Equal("created", Assert.IsType<AddFinalizer>(Assert.Single(bench.Running)).TraceParent);
        bench.End(new ObjectWritten(Database(2, finalizer: "f")));
        Assert.Equal("created", Assert.IsType<Reconcile>(Assert.Single(bench.Running)).TraceParent);
    }
}
