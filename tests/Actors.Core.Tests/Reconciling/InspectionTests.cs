using Actors.Kernel;

namespace Actors.Reconciling.Tests;

/// <summary>What an object's actor shows of itself.</summary>
public sealed class InspectionTests
{
    private readonly ResourceBench _bench = new();

    [Fact]
    public void Of_one_that_has_only_succeeded_its_last_run_is_known_and_its_states_are_kept_from_the_first_look_on()
    {
        _bench.Change(ResourceBench.Database(1));
        _bench.Pass(3);
        _bench.End(ReconcileResult.Done);
        var detail = Assert.IsType<ResourceDetail>(_bench.Inspect(new DescribeResource()));
        Assert.False(detail.IsWhole);
        Assert.Equal([ResourceState.Running, ResourceState.Idle], detail.Transitions.Select(static one => one.State));
        Assert.Equal(RunResult.Done, detail.Summary.LastRun!.Value.Result);
        Assert.InRange(detail.Summary.LastRun.Value.Took, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3.2));

        _bench.Change(ResourceBench.Database(2, generation: 2));
        _bench.End(ReconcileResult.Done);
        Assert.Equal([ResourceState.Running, ResourceState.Idle, ResourceState.Running, ResourceState.Idle], _bench.States());
    }

    [Fact]
    public void Of_one_that_has_failed_the_last_32_states_are_kept_with_their_times()
    {
        _bench.Change(ResourceBench.Database(1));
        _bench.Fail(TimeSpan.FromHours(1));
        for (var i = 0; i < 20; i++)
        {
            _bench.Act(ResourceAction.Reconcile);
            _bench.Fail(TimeSpan.FromHours(1));
        }

        var detail = Assert.IsType<ResourceDetail>(_bench.Inspect(new DescribeResource()));
        Assert.True(detail.IsWhole);
        Assert.Equal(32, detail.Transitions.Count);
        Assert.Equal(Enumerable.Repeat((ResourceState[])[ResourceState.Running, ResourceState.Backoff], 16).SelectMany(static one => one), detail.Transitions.Select(static one => one.State));
        Assert.Equal(detail.Transitions.Select(static one => one.At).Order(), detail.Transitions.Select(static one => one.At));
        Assert.Equal("on purpose", detail.Summary.LastError!.Message);
    }

    [Fact]
    public void What_has_only_succeeded_for_32_states_is_kept_no_more()
    {
        _bench.Change(ResourceBench.Database(1));
        _bench.Fail();
        Assert.Equal([ResourceState.Running, ResourceState.Backoff], _bench.States());
        for (var version = 2; version < 40; version++)
        {
            _bench.Change(ResourceBench.Database(version, generation: version));
            _bench.End(ReconcileResult.Done);
        }

        Assert.False(Assert.IsType<ResourceDetail>(_bench.Inspect(new DescribeResource())).IsWhole);
    }

    [Fact]
    public void A_query_is_answered_by_those_it_is_about()
    {
        _bench.Change(ResourceBench.Database(1));
        _bench.Fail(TimeSpan.FromHours(1));
        _bench.Pass(0.5);
        foreach (var (query, isAnswered) in Queries) Assert.Equal(isAnswered, _bench.Inspect(query) is ResourceSummary { Failures: 1, State: ResourceState.Backoff });
    }

    private static readonly (ResourceQuery Query, bool IsAnswered)[] Queries =
    [
        (new ResourceQuery(), true),
        (new ResourceQuery { States = 1 << (int)ResourceState.Backoff }, true),
        (new ResourceQuery { States = 1 << (int)ResourceState.Idle }, false),
        (new ResourceQuery { Namespace = "n" }, true),
        (new ResourceQuery { Namespace = "m" }, false),
        (new ResourceQuery { Name = "u" }, true),
        (new ResourceQuery { Name = "v" }, false),
        (new ResourceQuery { OlderThan = TimeSpan.FromSeconds(0.4) }, true),
        (new ResourceQuery { OlderThan = TimeSpan.FromSeconds(4) }, false),
        (new ResourceQuery { Matches = static one => one.Generation == 1 }, true),
        (new ResourceQuery { Matches = static one => one.Generation == 2 }, false),
        (new ResourceQuery { Controller = ResourceBench.Spec() }, false),
    ];

    [Fact]
    public void Of_objects_whose_summary_is_not_wanted_only_the_state_is_told()
    {
        _bench.Change(ResourceBench.Database(1));
        _bench.Fail();
        Assert.Equal(ResourceState.Backoff, _bench.Inspect(new ResourceQuery { Wants = static (in ResourceGlance one) => one.Failures > 1 }));
        Assert.IsType<ResourceSummary>(_bench.Inspect(new ResourceQuery { Wants = static (in ResourceGlance one) => one.Failures > 0 }));
        Assert.Same(NothingToSay.Instance, _bench.Inspect(new ResourceQuery { States = 1 }));
    }

    [Fact]
    public void Whoever_listens_hears_of_each_transition_and_nobody_else_does()
    {
        var heard = new List<(ResourceState, ResourceState, int, string?)>();
        _bench.Change(ResourceBench.Database(1));
        _bench.Controller.Tap.Listener = one => heard.Add((one.From, one.To, one.Failures, one.Error?.Reason));
        _bench.Fail();
        _bench.Controller.Tap.Listener = null;
        _bench.Act(ResourceAction.Reconcile);
        Assert.Equal([(ResourceState.Running, ResourceState.Backoff, 1, "Error")], heard);
    }
}
