using static Actors.Ingest.Tests.Databases;

namespace Actors.Ingest.Tests;

public sealed class ListingTests : ListWatchTestBase
{
    private static readonly RequestFailure Broken = new(0, "", "connection refused");
    private static readonly RequestFailure Expired = new(410, "Expired", "too old");

    [Fact]
    public void Pages_are_asked_for_one_after_the_other_then_a_watch_from_the_lists_version()
    {
        var machine = Begin(Options);
        Assert.Equal((500, ""), Page(machine));
        machine.OnPage(Databases.Page(7, "next", Make("a", 1)), Now);
        Assert.Equal((500, "next"), Page(machine));
        Assert.False(machine.HasSynced);
        machine.OnPage(List(7, Make("b", 2)), Now);
        Assert.Equal(["added a@1", "added b@2", "synced 7"], Journal.Take());
        var watch = Assert.IsType<WatchAction>(machine.Action);
        Assert.Equal(("7", false), (watch.ResourceVersion, watch.SendInitialEvents));
        Assert.InRange(watch.Timeout, Options.MinWatchTimeout, Options.MaxWatchTimeout);
    }

    [Fact]
    public void A_page_that_fails_is_asked_for_again_and_those_before_it_stay_good()
    {
        var machine = Begin(Options);
        machine.OnPage(Databases.Page(7, "next", Make("a", 1)), Now);
        machine.OnListFailed(Broken, Now);
        Wait(machine, Options.MinBackoff);
        Assert.Equal((500, "next"), Page(machine));
        machine.OnPage(List(7, Make("b", 2)), Now);
        Assert.Equal(["added a@1", "failed 0", "added b@2", "synced 7"], Journal.Take());
    }

    [Fact]
    public void A_list_that_expires_between_pages_is_asked_for_in_one()
    {
        var machine = Begin(Options);
        machine.OnPage(Databases.Page(7, "next", Make("a", 1), Make("gone", 2)), Now);
        machine.OnListFailed(Expired, Now);
        Assert.Equal((0, ""), Page(machine));
        machine.OnPage(List(9, Make("a", 1)), Now);
        Assert.Equal(["added a@1", "added gone@2", "failed 410 Expired", "deleted gone@2", "synced 9"], Journal.Take());
    }

    [Fact]
    public void A_streaming_list_is_synced_at_its_end_bookmark_and_goes_on_as_a_watch()
    {
        var machine = Begin(Streaming);
        var watch = Assert.IsType<WatchAction>(machine.Action);
        Assert.Equal(("", true), (watch.ResourceVersion, watch.SendInitialEvents));
        machine.OnWatchEvent(Added(Make("a", 5)), Now);
        machine.OnWatchEvent(Added(Make("b", 3)), Now);
        machine.OnWatchEvent(Bookmark(6), Now);
        Assert.False(machine.HasSynced);
        machine.OnWatchEvent(Bookmark(7, endsInitialEvents: true), Now);
        Assert.Same(watch, machine.Action);
        machine.OnWatchEvent(Modified(Make("a", 8)), Now);
        Assert.Equal(["added a@5", "added b@3", "synced 7", "modified a@5->8"], Journal.Take());
    }

    [Fact]
    public void Where_streaming_lists_are_refused_pages_are_asked_for_at_once_and_from_then_on()
    {
        var machine = Begin(Streaming);
        machine.OnWatchFailed(new RequestFailure(422, "Invalid", "sendInitialEvents is forbidden"), Now);
        Assert.Equal((500, ""), Page(machine));
        machine.OnPage(List(7), Now);
        machine.OnWatchFailed(Expired, Now);
        Assert.Equal((500, ""), Page(machine));
    }

    [Fact]
    public void A_streaming_list_without_an_end_is_given_up_for_pages()
    {
        var machine = Begin(Streaming);
        Now += Streaming.StreamingListPatience * 0.9;
        machine.OnWatchEvent(Added(Make("a", 5)), Now);
        Now += Streaming.StreamingListPatience * 0.9;
        machine.OnWatchEvent(Bookmark(6), Now);
        machine.OnDeadline(Now);
        Assert.IsType<WatchAction>(machine.Action);
        Wait(machine, Streaming.StreamingListPatience * 0.2);
        Assert.Equal((500, ""), Page(machine));
        machine.OnPage(List(7, Make("a", 5)), Now);
        Assert.Equal(["added a@5", "synced 7"], Journal.Take());
    }

    [Fact]
    public void A_streaming_list_that_breaks_is_begun_anew_and_what_was_told_is_not_told_again()
    {
        var machine = Begin(Streaming);
        machine.OnWatchEvent(Added(Make("a", 5)), Now);
        machine.OnWatchEvent(Added(Make("gone", 4)), Now);
        machine.OnWatchFailed(Broken, Now);
        Wait(machine, Options.MinBackoff);
        Assert.True(Assert.IsType<WatchAction>(machine.Action).SendInitialEvents);
        machine.OnWatchEvent(Added(Make("a", 5)), Now);
        machine.OnWatchEvent(Bookmark(7, endsInitialEvents: true), Now);
        Assert.Equal(["added a@5", "added gone@4", "failed 0", "deleted gone@4", "synced 7"], Journal.Take());
    }

    [Fact]
    public void A_new_list_tells_what_has_changed_and_keeps_the_bytes_of_what_has_not()
    {
        var (same, changed) = (Make("same", 1), Make("changed", 2));
        var machine = Watching(7, same, changed, Make("gone", 3), Make("again", 4, "first"));
        machine.OnWatchFailed(Expired, Now);
        machine.OnPage(List(20, Make("same", 1), Make("changed", 12), Make("again", 13, "second")), Now);
        Assert.Equal(["failed 410 Expired", "modified changed@2->12", "deleted again@4", "added again@13", "deleted gone@3", "synced 20"], Journal.Take());
        Assert.True(machine.Objects.TryGet("n", "same", out var held));
        Assert.True(held.Json.Span == same.Json.Span);
    }

    [Fact]
    public void What_a_server_sends_of_others_shards_is_dropped()
    {
        var a = Make("a", 1);
        var hash = Kernel.Fnv1a.Hash(a.UidUtf8);
        var machine = Begin(Options with { Shards = new ShardSelector(ShardField.Uid, new HashRange(hash, hash + 1)) });
        machine.OnPage(List(7, a, Make("b", 2)), Now);
        machine.OnWatchEvent(Modified(Make("b", 8)), Now);
        machine.OnWatchEvent(Modified(Make("a", 9)), Now);
        Assert.Equal(["added a@1", "synced 7", "modified a@1->9"], Journal.Take());
        Assert.Equal("9", machine.ResourceVersion);
    }

    private static (int Limit, string Continue) Page(ListWatch machine)
    {
        var page = Assert.IsType<ListPageAction>(machine.Action);
        return (page.Limit, page.Continue);
    }
}
