using Actors.Objects;
using static Actors.Ingest.Tests.Databases;

namespace Actors.Ingest.Tests;

/// <summary>What happens between the first event of a streaming list and its end bookmark.</summary>
public sealed class StreamingListTests : ListWatchTestBase
{
    [Fact]
    public void What_is_deleted_before_the_end_is_told_in_its_last_version()
    {
        var machine = Begin(Streaming);
        machine.OnWatchEvent(Added(Make("a", 5)), Now);
        machine.OnWatchEvent(Deleted(Make("a", 8)), Now);
        machine.OnWatchEvent(Bookmark(8, endsInitialEvents: true), Now);
        Assert.Equal(["added a@5", "deleted a@8", "synced 8"], Journal.Take());
    }

    [Fact]
    public void A_change_of_what_was_not_shown_breaks_the_order() => AssertBreaks([], Modified(Make("a", 8)));

    [Fact]
    public void A_delete_of_what_was_not_shown_breaks_the_order() => AssertBreaks([Added(Make("b", 5))], Deleted(Make("a", 8)));

    [Fact]
    public void A_delete_of_another_of_that_name_breaks_the_order() => AssertBreaks([Added(Make("a", 9, "second"))], Deleted(Make("a", 8, "first")));

    [Fact]
    public void A_late_delete_of_what_has_come_back_breaks_the_order() => AssertBreaks([Added(Make("a", 9))], Deleted(Make("a", 8)));

    [Fact]
    public void A_change_after_the_delete_breaks_the_order() => AssertBreaks([Added(Make("a", 5)), Deleted(Make("a", 9))], Modified(Make("a", 8)));

    [Fact]
    public void The_changes_of_a_busy_kind_do_not_hide_that_the_end_does_not_come()
    {
        var (machine, begin) = (Begin(Streaming), Now);
        for (var version = 1UL; machine.Action is WatchAction && version < 1000; version++)
        {
            Wait(machine, TimeSpan.FromSeconds(5));
            if (machine.Action is WatchAction) machine.OnWatchEvent(Added(Make($"a{version}", version)), Now);
        }

        Assert.IsType<ListPageAction>(machine.Action);
        Assert.Equal(Streaming.MinWatchTimeout, Now - begin);
    }

    [Fact]
    public void A_stream_that_is_behind_what_was_seen_is_not_taken()
    {
        var machine = Begin(Streaming);
        machine.OnWatchEvent(Added(Make("a", 5)), Now);
        machine.OnWatchEvent(Bookmark(20, endsInitialEvents: true), Now);
        machine.OnWatchFailed(new RequestFailure(410, "Expired", ""), Now);
        machine.OnWatchEvent(Added(Make("b", 7)), Now);
        machine.OnWatchEvent(Bookmark(19, endsInitialEvents: true), Now);
        Assert.Equal(["added a@5", "synced 20", "failed 410 Expired", "added b@7", "failed 0 Stale"], Journal.Take());
        Wait(machine, Delay(machine));
        Assert.True(Assert.IsType<WatchAction>(machine.Action).SendInitialEvents);
    }

    [Fact]
    public void A_stream_of_what_is_held_already_leaves_its_bytes_in_place()
    {
        var machine = Begin(Streaming);
        var first = Make("a", 5);
        machine.OnWatchEvent(Added(first), Now);
        machine.OnWatchEvent(Bookmark(7, endsInitialEvents: true), Now);
        machine.OnWatchEvent(Added(Make("a", 5)), Now);
        machine.OnWatchFailed(new RequestFailure(410, "Expired", ""), Now);
        machine.OnWatchEvent(Added(Make("a", 5)), Now);
        machine.OnWatchEvent(Bookmark(9, endsInitialEvents: true), Now);
        Assert.True(machine.Objects.TryGet("n", "a", out var held));
        Assert.True(held.Json.Span == first.Json.Span);
    }

    private void AssertBreaks(IReadOnlyList<WatchEvent> before, WatchEvent late)
    {
        var machine = Begin(Streaming);
        foreach (var happened in before) machine.OnWatchEvent(happened, Now);
        Journal.Take();
        machine.OnWatchEvent(late, Now);
        Assert.Equal(["failed 0 OutOfOrder"], Journal.Take());
        Wait(machine, Delay(machine));
        Assert.True(Assert.IsType<WatchAction>(machine.Action).SendInitialEvents);
    }
}
