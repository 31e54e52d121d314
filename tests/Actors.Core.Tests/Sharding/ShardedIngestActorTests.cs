using Actors.Ingest;
using Actors.Objects;
using static Actors.Sharding.Tests.IngestBench;

namespace Actors.Sharding.Tests;

public sealed class ShardedIngestActorTests
{
    private static readonly bool[] First = [true, false];
    private static readonly bool[] Both = [true, true];

    [Fact]
    public void Nothing_is_asked_for_before_something_is_followed()
    {
        var bench = Primary();
        Assert.Equal(["started"], bench.Take());
        bench.Follow(0, false, false);
        Assert.Equal(["begun 0", "synced 0", "done 0"], bench.Take());
        Assert.Empty(bench.AllAsked);
    }

    [Fact]
    public void What_is_followed_is_told_between_its_begin_and_its_end()
    {
        var bench = Primary();
        bench.Take();
        bench.Follow(1, First);
        Assert.Equal(["begun 1", "done 0"], bench.Take());
        Assert.Equal([new HashRange(0, 1UL << 63)], Assert.IsType<ReadPage>(bench.Asked).Options.Shards!.Ranges);
        bench.Synced(Object(1, UidIn(0)), Object(2, UidIn(1)));
        Assert.Equal([$"Initial {UidIn(0)}@1", "synced 0", "done 1"], bench.Take());
        bench.Happens(WatchEventType.Modified, Object(11, UidIn(0)));
        bench.Happens(WatchEventType.Added, Object(12, UidIn(1)));
        Assert.Equal([$"Event {UidIn(0)}@11"], bench.Take());
    }

    [Fact]
    public void What_is_new_is_listed_and_then_one_watch_goes_on_where_both_were()
    {
        var bench = Primary();
        bench.Follow(1, First);
        bench.Synced(Object(1, UidIn(0)));
        bench.Take();
        bench.Follow(2, Both);
        var (read, list) = (bench.AllAsked[0], bench.AllAsked[1]);
        Assert.IsType<ReadWatch>(read);
        Assert.Equal([new HashRange(1UL << 63, 0)], Assert.IsType<ReadPage>(list).Options.Shards!.Ranges);
        bench.Answer(list, new PageRead(new ObjectList("20", "", null, "", [Object(15, UidIn(1))])));
        Assert.Equal(["begun 2", $"Initial {UidIn(1)}@15", "done 2"], bench.Take());
        bench.EndCancelled();
        Assert.True(bench.Stream.IsClosed);
        var open = Assert.IsType<OpenWatch>(bench.Asked);
        Assert.Equal(("10", null), (open.Watch.ResourceVersion, open.Options.Shards));
        bench.Answer(open, new WatchOpened(new Stream()));

        // The first shard is known up to 10 and the second up to 20: what comes again is not told again.
        bench.Happens(WatchEventType.Added, Object(15, UidIn(1)));
        bench.Happens(WatchEventType.Added, Object(16, UidIn(1, skip: 1)));
        bench.Happens(WatchEventType.Modified, Object(18, UidIn(0)));
        bench.Happens(WatchEventType.Modified, Object(21, UidIn(1)));
        Assert.Equal([$"Event {UidIn(0)}@18", $"Event {UidIn(1)}@21"], bench.Take());
    }

    [Fact]
    public void It_is_known_at_once_that_nothing_is_missing_and_then_how_much_there_is()
    {
        var bench = Primary();
        bench.Follow(0, false, false);
        Assert.Equal([0], bench.Reports.Select(static one => one.Objects));
        bench.Follow(1, First);
        bench.Synced(Object(1, UidIn(0)));
        bench.Happens(WatchEventType.Modified, Object(11, UidIn(0)));
        Assert.Equal([0, 1], bench.Reports.Select(static one => one.Objects));
        Assert.All(bench.Reports, static one => Assert.Null(one.Failure));
    }

    [Fact]
    public void What_is_not_followed_any_more_is_not_told_of_nor_read()
    {
        var bench = Primary();
        bench.Follow(1, First);
        bench.Synced(Object(1, UidIn(0)));
        bench.Take();
        bench.Follow(2, false, false);
        Assert.Equal(["begun 2", "done 2"], bench.Take());
        bench.EndCancelled();
        Assert.True(bench.Stream.IsClosed);
        Assert.Empty(bench.AllAsked);
    }

    [Theory]
    [InlineData(RouteRole.Primary, null, ShardField.Uid)]
    [InlineData(RouteRole.Owned, null, ShardField.ControllerUid)]
    [InlineData(RouteRole.Referenced, null, null)]
    [InlineData(RouteRole.Mapped, null, null)]
    [InlineData(RouteRole.Primary, RouteRole.Owned, null)]
    [InlineData(RouteRole.Owned, RouteRole.Referenced, null)]
    internal void What_a_kind_is_to_its_controllers_decides_by_what_it_is_divided(RouteRole one, RouteRole? other, ShardField? field)
    {
        var controller = new IngestBench(static made => new IngestRoute(made, 0, RouteRole.Primary)).Controller;
        IngestRoute[] routes = [new IngestRoute(controller, 0, one), .. other is { } role ? (IngestRoute[])[new IngestRoute(controller, 1, role)] : []];
        Assert.Equal(field, new IngestSettings(new WatchedKind("", "v1", "ConfigMap"), routes, new ListWatchOptions(), 2).ShardField);
    }

    [Theory]
    [InlineData(2, false, true)]
    [InlineData(2, true, false)]
    [InlineData(0, false, false)]
    public void Only_in_a_fleet_and_only_where_it_may_be_cut_a_kind_is_read_in_parts(int shards, bool isReadWhole, bool isCut)
    {
        var bench = Primary();
        var settings = new IngestSettings(
            new WatchedKind("", "v1", "ConfigMap"), [new IngestRoute(bench.Controller, 0, RouteRole.Primary)], new ListWatchOptions(), shards) { IsReadWhole = isReadWhole };
        Assert.Equal(isCut, IngestActor.For(settings, bench.Ingest) is ShardedIngestActor);
    }

    private static IngestBench Primary() => new(2, controller => new IngestRoute(controller, 0, RouteRole.Primary));

    private static string UidIn(int shard, int skip = 0) =>
        Enumerable.Range(0, 1000).Select(static number => $"{number}-1b4e-4f0a-9c1e").Where(uid => ShardRange.ShardOf(uid, 2) == shard).ElementAt(skip);
}
