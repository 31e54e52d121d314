using Actors.Ingest;
using Actors.Objects;
using Actors.Reconciling;
using static Actors.Sharding.Tests.IngestBench;

namespace Actors.Sharding.Tests;

public sealed class IngestActorTests
{
    [Fact]
    public void What_is_listed_is_told_then_that_it_is_all_and_then_what_changes()
    {
        var bench = Primary();
        bench.Synced(Object(1, "a"), Object(2, "b"));
        Assert.Equal(["Initial a@1", "Initial b@2", "synced 0"], bench.Take());
        bench.Happens(WatchEventType.Modified, Object(11, "a"));
        bench.Happens(WatchEventType.Deleted, Object(12, "b"));
        Assert.Equal(["Event a@11", "gone b@12"], bench.Take());
        Assert.IsType<ReadWatch>(bench.Asked);
    }

    [Fact]
    public void What_comes_of_an_event_carries_its_trace_context_and_what_is_listed_none()
    {
        var bench = new IngestBench(
            controller => new IngestRoute(controller, 0, RouteRole.Primary), controller => new IngestRoute(controller, 1, RouteRole.Referenced),
            controller => new IngestRoute(controller, 2, RouteRole.Mapped, Map: static _ => [new ObjectKey("n", "d")]), controller => new IngestRoute(controller, 3, RouteRole.Owned));
        bench.Synced(Object(1, "a"));
        Assert.Null(bench.Told.OfType<PrimaryChanged>().Single().TraceParent);
        bench.Take();
        bench.Answer(new WatchRead([new WatchEvent(WatchEventType.Modified, Object(11, "a", "u")) { TraceParent = "t1" }, new WatchEvent(WatchEventType.Modified, Object(12, "a", "u"))]));
        Assert.Equal(["t1", null], bench.Told.OfType<PrimaryChanged>().Select(static one => one.TraceParent));
        Assert.Equal(["t1", null], bench.Told.OfType<ReferenceChanged>().Select(static one => one.TraceParent));
        Assert.Equal(["t1", null], bench.Told.OfType<ReconcileNamed>().Select(static one => one.TraceParent));
        Assert.Equal(["t1", null], bench.Told.OfType<ChildChanged>().Select(static one => one.TraceParent));
        bench.Take();
        bench.Answer(new WatchRead([new WatchEvent(WatchEventType.Deleted, Object(13, "a", "u")) { TraceParent = "t2" }]));
        Assert.Equal("t2", bench.Told.OfType<ChildDeleted>().Single().TraceParent);
    }

    [Fact]
    public void A_child_goes_to_its_owner_and_to_nobody_if_that_is_of_another_kind()
    {
        var bench = Owned();
        bench.Synced(Object(1, "a", "u"), Object(2, "b", "u", "Cache"), Object(3, "c"));
        Assert.Equal(["Initial a@1 of u", "synced 1"], bench.Take());
        bench.Happens(WatchEventType.Deleted, Object(11, "a", "u"));
        Assert.Equal(["gone a of u"], bench.Take());
    }

    [Fact]
    public void A_child_that_changes_hands_is_gone_for_the_one_and_new_for_the_other()
    {
        var bench = Owned().Synced(Object(1, "a", "u"));
        bench.Take();
        bench.Happens(WatchEventType.Modified, Object(11, "a", "w"));
        bench.Happens(WatchEventType.Modified, Object(12, "a"));
        Assert.Equal(["gone a of u", "Event a@11 of w", "gone a of w"], bench.Take());
    }

    [Fact]
    public void What_objects_refer_to_is_told_by_name_and_that_it_has_changed_once_all_is_known()
    {
        var bench = new IngestBench(controller => new IngestRoute(controller, 0, RouteRole.Referenced));
        bench.Synced(Object(1, "s"));
        Assert.Equal(["listed n/s", "synced 0"], bench.Take());
        bench.Happens(WatchEventType.Modified, Object(11, "s"));
        bench.Happens(WatchEventType.Deleted, Object(12, "s"));
        Assert.Equal(["reference n/s", "reference n/s"], bench.Take());
    }

    [Fact]
    public void What_a_function_names_for_the_object_before_and_after_is_reconciled()
    {
        var bench = new IngestBench(controller => new IngestRoute(controller, 0, RouteRole.Mapped, Map: static subject => [new ObjectKey("n", $"for-{subject.ResourceVersion}")]));
        bench.Synced(Object(1, "s"));
        bench.Take();
        bench.Happens(WatchEventType.Modified, Object(11, "s"));
        Assert.Equal(["reconcile n/for-1", "reconcile n/for-11"], bench.Take());
    }

    [Fact]
    public void A_list_that_fails_is_asked_for_again_after_a_wait()
    {
        var bench = Primary();
        bench.Answer(new RequestFailed(new RequestFailure(503, "ServiceUnavailable", "no")));
        bench.Pass(TimeSpan.FromMilliseconds(700));
        bench.Pass(TimeSpan.FromMilliseconds(200));
        Assert.IsType<ReadPage>(bench.Asked);
        bench.Synced(Object(1, "a"));
        Assert.Equal(["Initial a@1", "synced 0"], bench.Take());
    }

    [Fact]
    public void A_watch_that_is_silent_is_given_up_and_what_it_brings_late_is_not_heard()
    {
        var bench = Primary().Synced();
        bench.Take();
        var silent = bench.Asked;
        bench.Pass(TimeSpan.FromSeconds(91));
        Assert.True(bench.IsCancelled);
        Assert.Same(silent, bench.Asked);
        bench.Happens(WatchEventType.Added, Object(11, "late"));
        Assert.True(bench.Stream.IsClosed);
        Assert.Empty(bench.Take());
        Assert.Equal("10", Assert.IsType<OpenWatch>(bench.Asked).Watch.ResourceVersion);
    }

    [Fact]
    public void A_watch_that_breaks_is_taken_up_where_it_was()
    {
        var bench = Primary().Synced();
        bench.Answer(new WatchRead([new WatchEvent(WatchEventType.Added, Object(11, "a"))], Failure: new RequestFailure(0, "", "reset")));
        bench.Pass(TimeSpan.FromSeconds(2));
        Assert.Equal("11", Assert.IsType<OpenWatch>(bench.Asked).Watch.ResourceVersion);
    }

    [Fact]
    public void What_a_new_list_does_not_show_any_more_is_gone()
    {
        var bench = Primary().Synced(Object(1, "a"), Object(2, "b"));
        bench.Take();
        bench.Answer(new WatchRead([], Failure: new RequestFailure(410, "Expired", "too old")));
        bench.Answer(new PageRead(new ObjectList("20", "", null, "", [Object(2, "b")])));
        Assert.Equal(["gone a@1", "synced 0"], bench.Take());
    }

    [Fact]
    public void In_a_fleet_nothing_is_read_before_something_is_followed()
    {
        var bench = new IngestBench(2, controller => new IngestRoute(controller, 0, RouteRole.Referenced));
        Assert.Equal(["started"], bench.Take());
        bench.Follow(0, false, false);
        Assert.Equal(["begun 0", "done 0"], bench.Take());
        bench.Pass(TimeSpan.FromMinutes(5));
        Assert.Empty(bench.AllAsked);
        Assert.Equal([(null, 0)], bench.Reports.Select(static one => (one.Failure, one.Objects)));
    }

    [Fact]
    public void In_a_fleet_what_is_followed_is_done_when_all_has_been_told()
    {
        var bench = new IngestBench(2, controller => new IngestRoute(controller, 0, RouteRole.Referenced));
        bench.Follow(1, true, false);
        bench.Follow(2, true, true);
        Assert.Equal(["started", "begun 1", "begun 2"], bench.Take());
        bench.Synced(Object(1, "s"));
        Assert.Equal(["listed n/s", "synced 0", "done 2"], bench.Take());
        Assert.Equal(1, Assert.Single(bench.Reports).Objects);
        bench.Follow(3, false, true);
        Assert.Equal(["begun 3", "done 3"], bench.Take());
        Assert.Single(bench.Reports);
    }

    [Fact]
    public void In_a_fleet_of_a_kind_that_is_several_things_only_what_is_followed_is_told()
    {
        var bench = new IngestBench(2, controller => new IngestRoute(controller, 0, RouteRole.Referenced), controller => new IngestRoute(controller, 1, RouteRole.Owned));
        var owners = new[] { 0, 1 }.Select(static shard => Enumerable.Range(0, 100).Select(static number => $"{number}-1b4e-4f0a").First(uid => ShardRange.ShardOf(uid, 2) == shard)).ToArray();
        bench.Follow(1, true, false);
        bench.Take();
        bench.Synced(Object(1, "a", owners[0]), Object(2, "b", owners[1]));
        Assert.Equal(["listed n/a", $"Initial a@1 of {owners[0]}", "listed n/b", "synced 0", "synced 1", "done 1"], bench.Take());
        bench.Follow(2, true, true);
        Assert.Equal(["begun 2", $"Initial b@2 of {owners[1]}", "done 2"], bench.Take());
    }

    private static IngestBench Primary() => new(controller => new IngestRoute(controller, 0, RouteRole.Primary));

    private static IngestBench Owned() => new(controller => new IngestRoute(controller, 1, RouteRole.Owned));
}
