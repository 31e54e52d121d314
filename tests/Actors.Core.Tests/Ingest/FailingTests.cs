using static Actors.Ingest.Tests.Databases;

namespace Actors.Ingest.Tests;

public sealed class FailingTests : ListWatchTestBase
{
    private static readonly RequestFailure Broken = new(0, "", "connection reset");
    private static readonly RequestFailure Overloaded = new(429, "TooManyRequests", "slow down");
    private static readonly RequestFailure Internal = new(500, "InternalError", "etcd");

    public static TheoryData<int, string> SaysNothing => new() { { 0, "" }, { 429, "TooManyRequests" }, { 502, "" }, { 503, "ServiceUnavailable" } };

    [Theory]
    [MemberData(nameof(SaysNothing))]
    public void A_server_without_time_is_no_reason_for_a_new_list(int code, string reason)
    {
        var machine = Watching(7);
        FailAndWait(machine, new RequestFailure(code, reason, ""), 20);
        Assert.Equal("7", Assert.IsType<WatchAction>(machine.Action).ResourceVersion);
    }

    [Theory]
    [MemberData(nameof(SaysNothing))]
    public void A_server_without_time_is_no_reason_to_give_up_streaming_lists(int code, string reason)
    {
        var machine = Begin(Streaming);
        FailAndWait(machine, new RequestFailure(code, reason, ""), 20);
        Assert.True(Assert.IsType<WatchAction>(machine.Action).SendInitialEvents);
    }

    [Fact]
    public void A_streaming_list_that_breaks_again_and_again_is_given_up_for_pages()
    {
        var machine = Begin(Streaming);
        for (var failures = 0; failures < Options.FailuresBeforeRelist; failures++)
        {
            Assert.IsType<WatchAction>(machine.Action);
            machine.OnWatchEvent(Added(Make("a", 5)), Now);
            machine.OnWatchFailed(Broken, Now);
            Wait(machine, Delay(machine));
        }

        Assert.IsType<ListPageAction>(machine.Action);
    }

    [Fact]
    public void A_stream_that_ends_at_once_is_given_up_for_pages_too()
    {
        var machine = Begin(Streaming);
        for (var failures = 0; failures < Options.FailuresBeforeRelist; failures++)
        {
            machine.OnWatchEnded(Now);
            Wait(machine, Delay(machine));
        }

        Assert.IsType<ListPageAction>(machine.Action);
    }

    [Fact]
    public void An_event_shows_that_the_version_is_well()
    {
        var machine = Watching(7);
        FailAndWait(machine, Internal, Options.FailuresBeforeRelist - 1);
        machine.OnWatchEvent(Bookmark(8), Now);
        FailAndWait(machine, Internal, Options.FailuresBeforeRelist - 1);
        Assert.IsType<WatchAction>(machine.Action);
    }

    [Fact]
    public void A_new_list_has_a_version_of_its_own_that_has_not_failed_yet()
    {
        var machine = Watching(7);
        FailAndWait(machine, Internal, Options.FailuresBeforeRelist);
        machine.OnPage(List(9), Now);
        FailAndWait(machine, Internal, Options.FailuresBeforeRelist - 1);
        Assert.IsType<WatchAction>(machine.Action);
        FailAndWait(machine, Internal, 1);
        Assert.IsType<ListPageAction>(machine.Action);
    }

    [Fact]
    public void Silence_again_and_again_means_a_new_list()
    {
        var machine = Watching(1000);
        for (var silences = 1; silences < Options.FailuresBeforeRelist; silences++)
        {
            Wait(machine, Options.SilenceLimit);
            Assert.IsType<WatchAction>(machine.Action);
        }

        Wait(machine, Options.SilenceLimit);
        Assert.IsType<ListPageAction>(machine.Action);
    }

    [Fact]
    public void Silence_does_not_make_later_waits_longer()
    {
        var machine = Watching(7);
        Wait(machine, Options.SilenceLimit);
        machine.OnWatchFailed(Broken, Now);
        Assert.Equal(Options.MinBackoff, Delay(machine));
    }

    [Fact]
    public void Failures_are_forgotten_only_after_the_whole_time_of_health()
    {
        var machine = Watching(7);
        FailAndWait(machine, Broken, 3);
        Now += Options.ResetAfter - TimeSpan.FromTicks(1);
        machine.OnWatchFailed(Broken, Now);
        Assert.Equal(Options.MinBackoff * 8, Delay(machine));
    }

    [Fact]
    public void A_wait_is_over_at_its_end_and_not_before()
    {
        var machine = Watching(7);
        machine.OnWatchFailed(Broken, Now);
        Wait(machine, Options.MinBackoff - TimeSpan.FromTicks(1));
        Assert.IsType<WaitAction>(machine.Action);
        Wait(machine, TimeSpan.FromTicks(1));
        Assert.IsType<WatchAction>(machine.Action);
    }

    [Fact]
    public void A_wish_for_a_wait_beyond_all_limits_is_obeyed_without_jitter()
    {
        var machine = new ListWatch(Options with { Jitter = 1 }, Journal, new Random(1), Now);
        machine.OnListFailed(Overloaded with { RetryAfter = TimeSpan.FromMinutes(10) }, Now);
        Assert.Equal(TimeSpan.FromMinutes(10), Delay(machine));
    }

    [Fact]
    public void A_later_page_that_cannot_be_had_is_given_up_for_a_list_in_one()
    {
        var machine = Begin(Options);
        machine.OnPage(Page(7, "next", Make("a", 1)), Now);
        for (var failures = 1; failures < Options.FailuresBeforeRelist; failures++)
        {
            machine.OnListFailed(Internal, Now);
            Wait(machine, Delay(machine));
            Assert.Equal("next", Assert.IsType<ListPageAction>(machine.Action).Continue);
        }

        machine.OnListFailed(Internal, Now);
        Wait(machine, Delay(machine));
        AssertListsInOne(machine);
    }

    [Fact]
    public void A_continue_token_that_is_refused_is_not_shown_again()
    {
        var machine = Begin(Options);
        machine.OnPage(Page(7, "next", Make("a", 1)), Now);
        machine.OnListFailed(new RequestFailure(400, "BadRequest", "continue key is not valid"), Now);
        Wait(machine, Delay(machine));
        AssertListsInOne(machine);
    }

    [Fact]
    public void A_page_that_names_itself_as_the_next_one_is_not_asked_for_for_ever()
    {
        var machine = Begin(Options);
        machine.OnPage(Page(7, "next", Make("a", 1)), Now);
        machine.OnPage(Page(7, "next", Make("a", 1)), Now);
        Assert.Equal(["added a@1", "failed 0 Repeated"], Journal.Take());
        Wait(machine, Delay(machine));
        AssertListsInOne(machine);
    }

    private static void AssertListsInOne(ListWatch machine)
    {
        var page = Assert.IsType<ListPageAction>(machine.Action);
        Assert.Equal((0, ""), (page.Limit, page.Continue));
    }

    private void FailAndWait(ListWatch machine, RequestFailure failure, int times)
    {
        for (; times > 0; times--)
        {
            machine.OnWatchFailed(failure, Now);
            Wait(machine, Delay(machine));
        }
    }
}
