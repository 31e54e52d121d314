using Actors.Objects;
using static Actors.Ingest.Tests.Databases;

namespace Actors.Ingest.Tests;

/// <summary>What happens between the first event of a streaming list and its end bookmark.</summary>
public sealed class StreamingListTests : ListWatchTestBase
{
    private static readonly RequestFailure Broken = new(0, "", "connection reset");
    private static readonly RequestFailure Expired = new(410, "Expired", "too old");

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
    public void What_a_first_list_showed_before_it_broke_and_the_next_does_not_is_gone()
    {
        var machine = Begin(Streaming);
        machine.OnWatchEvent(Added(Make("a", 5)), Now);
        machine.OnWatchEvent(Added(Make("b", 6)), Now);
        machine.OnWatchFailed(Broken, Now);
        Wait(machine, Delay(machine));
        machine.OnWatchEvent(Added(Make("b", 6)), Now);
        machine.OnWatchEvent(Added(Make("c", 9)), Now);
        machine.OnWatchEvent(Bookmark(9, endsInitialEvents: true), Now);
        Assert.Equal(["added a@5", "added b@6", "failed 0", "added c@9", "deleted a@5", "synced 9"], Journal.Take());
        Assert.Equal(["b@6", "c@9"], machine.Objects.Select(static one => $"{one.Name}@{one.ResourceVersion}").Order());
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

    [Fact]
    public void One_that_hung_is_tried_again_by_a_later_list_after_twice_as_long_each_time()
    {
        var machine = Begin(Streaming);
        for (var (hangs, retryAfter) = (1, Streaming.StreamingListRetryAfter); hangs < 5; hangs++, retryAfter *= 2)
        {
            Wait(machine, Streaming.StreamingListPatience);
            machine.OnPage(List(7), Now);
            Assert.True(Relists(machine, retryAfter * 0.9) is ListPageAction, $"hung {hangs} times");
            machine.OnPage(List(7), Now);
            Assert.True(Relists(machine, retryAfter * 0.11) is WatchAction { SendInitialEvents: true }, $"hung {hangs} times");
        }

        // One that comes to its end makes up for all that.
        machine.OnWatchEvent(Bookmark(8, endsInitialEvents: true), Now);
        Assert.True(Relists(machine, Options.ResetAfter) is WatchAction { SendInitialEvents: true });
        Wait(machine, Streaming.StreamingListPatience);
        machine.OnPage(List(8), Now);
        Assert.True(Relists(machine, Streaming.StreamingListRetryAfter) is WatchAction { SendInitialEvents: true });
    }

    [Fact]
    public void One_that_hung_is_not_tried_again_before_a_list_has_come_at_all()
    {
        var machine = Begin(Streaming);
        Wait(machine, Streaming.StreamingListPatience);
        Now += Streaming.StreamingListRetryAfter * 2;
        machine.OnListFailed(Broken, Now);
        Wait(machine, Delay(machine));
        Assert.IsType<ListPageAction>(machine.Action);
    }

    [Fact]
    public void One_that_broke_again_and_again_has_one_chance_when_it_is_tried_again()
    {
        var machine = Begin(Streaming);
        for (var failures = 0; failures < Options.FailuresBeforeRelist; failures++) BreakStream(machine);
        machine.OnPage(List(7), Now);
        Assert.True(Relists(machine, Streaming.StreamingListRetryAfter) is WatchAction { SendInitialEvents: true });
        BreakStream(machine);
        Assert.IsType<ListPageAction>(machine.Action);
    }

    [Fact]
    public void One_that_was_refused_is_never_tried_again()
    {
        var machine = Begin(Streaming);
        machine.OnWatchFailed(new RequestFailure(422, "Invalid", "sendInitialEvents is forbidden"), Now);
        machine.OnPage(List(7), Now);
        Assert.IsType<ListPageAction>(Relists(machine, Streaming.StreamingListRetryAfter * 10));
    }

    private void BreakStream(ListWatch machine)
    {
        machine.OnWatchEvent(Added(Make("a", 5)), Now);
        machine.OnWatchFailed(Broken, Now);
        Wait(machine, Delay(machine));
    }

    /// <summary>What it does when, after so long, the server has forgotten its version.</summary>
    private ListWatchAction Relists(ListWatch machine, TimeSpan after)
    {
        Now += after;
        machine.OnWatchFailed(Expired, Now);
        if (machine.Action is WaitAction) Wait(machine, Delay(machine));
        return machine.Action;
    }
}
