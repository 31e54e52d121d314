using static Actors.Ingest.Tests.Databases;

namespace Actors.Ingest.Tests;

public sealed class WatchingTests : ListWatchTestBase
{
    private static readonly RequestFailure Broken = new(0, "", "connection reset");
    private static readonly RequestFailure Overloaded = new(500, "InternalError", "etcd");

    [Fact]
    public void Changes_are_told_with_what_was_before()
    {
        var machine = Watching(7, Make("a", 1));
        machine.OnWatchEvent(Modified(Make("a", 8)), Now);
        machine.OnWatchEvent(Added(Make("b", 9)), Now);
        machine.OnWatchEvent(Deleted(Make("a", 10)), Now);
        Assert.Equal(["modified a@1->8", "added b@9", "deleted a@10"], Journal.Take());
        Assert.Equal("10", machine.ResourceVersion);
    }

    [Fact]
    public void A_watch_that_ends_is_resumed_at_once_where_it_ended()
    {
        var machine = Watching(7, Make("a", 1));
        machine.OnWatchEvent(Modified(Make("a", 8)), Now);
        machine.OnWatchEvent(Bookmark(11), Now);
        Now += TimeSpan.FromMinutes(5);
        machine.OnWatchEnded(Now);
        Assert.Equal("11", Assert.IsType<WatchAction>(machine.Action).ResourceVersion);
        Assert.Equal(["modified a@1->8"], Journal.Take());
    }

    [Fact]
    public void A_watch_that_ends_at_once_without_a_word_has_failed()
    {
        var machine = Watching(7);
        machine.OnWatchEnded(Now);
        Assert.Equal(Options.MinBackoff, Delay(machine));
        Assert.Equal(["failed 0 Ended"], Journal.Take());
        Wait(machine, Options.MinBackoff);
        Assert.Equal("7", Assert.IsType<WatchAction>(machine.Action).ResourceVersion);
    }

    [Fact]
    public void A_silent_watch_is_taken_for_dead_and_a_bookmark_shows_life()
    {
        var machine = Watching(7);
        var first = machine.Action;
        Wait(machine, Options.SilenceLimit * 0.9);
        machine.OnWatchEvent(Bookmark(8), Now);
        Wait(machine, Options.SilenceLimit * 0.9);
        Assert.Same(first, machine.Action);
        Wait(machine, Options.SilenceLimit * 0.1);
        Assert.NotSame(first, machine.Action);
        Assert.Equal("8", Assert.IsType<WatchAction>(machine.Action).ResourceVersion);
        Assert.Equal(["failed 0 Silent"], Journal.Take());
    }

    [Fact]
    public void Waits_double_up_to_the_longest_and_are_forgotten_after_a_time_of_health()
    {
        var machine = Watching(7);
        foreach (var seconds in (double[])[0.8, 1.6, 3.2, 6.4, 12.8, 25.6, 30, 30])
        {
            machine.OnWatchFailed(Broken, Now);
            Assert.Equal(TimeSpan.FromSeconds(seconds), Delay(machine));
            Wait(machine, TimeSpan.FromSeconds(seconds));
        }

        Now += Options.ResetAfter;
        machine.OnWatchFailed(Broken, Now);
        Assert.Equal(Options.MinBackoff, Delay(machine));
    }

    [Fact]
    public void Jitter_adds_up_to_its_share()
    {
        var delays = new HashSet<TimeSpan>();
        for (var seed = 0; seed < 50; seed++)
        {
            var machine = new ListWatch(Options with { Jitter = 1 }, Journal, new Random(seed), Now);
            machine.OnListFailed(Broken, Now);
            Assert.InRange(Delay(machine), Options.MinBackoff, Options.MinBackoff * 2);
            delays.Add(Delay(machine));
        }

        Assert.True(delays.Count > 40);
    }

    [Fact]
    public void A_server_that_asks_for_a_longer_wait_gets_it()
    {
        var machine = Watching(7);
        machine.OnWatchFailed(new RequestFailure(429, "TooManyRequests", "slow down", TimeSpan.FromSeconds(17)), Now);
        Assert.Equal(TimeSpan.FromSeconds(17), Delay(machine));
        Wait(machine, TimeSpan.FromSeconds(17));
        machine.OnWatchFailed(new RequestFailure(429, "TooManyRequests", "slow down", TimeSpan.FromMilliseconds(1)), Now);
        Assert.Equal(Options.MinBackoff * 2, Delay(machine));
    }

    [Fact]
    public void A_version_that_is_gone_means_a_new_list_at_once_and_after_a_wait_if_it_happens_again()
    {
        var machine = Watching(7);
        machine.OnWatchEvent(Error(410, "Expired"), Now);
        Assert.IsType<ListPageAction>(machine.Action);
        machine.OnPage(List(9), Now);
        machine.OnWatchEvent(Error(410, "Gone"), Now);
        Assert.Equal(Options.MinBackoff * 2, Delay(machine));
        Wait(machine, Options.MinBackoff * 2);
        Assert.IsType<ListPageAction>(machine.Action);
    }

    [Fact]
    public void An_error_event_of_another_kind_means_a_resumption_after_a_wait()
    {
        var machine = Watching(7);
        machine.OnWatchEvent(Error(500, "InternalError"), Now);
        Wait(machine, Delay(machine));
        Assert.Equal("7", Assert.IsType<WatchAction>(machine.Action).ResourceVersion);
        Assert.Equal(["failed 500 InternalError"], Journal.Take());
    }

    [Fact]
    public void A_version_at_which_the_server_fails_again_and_again_means_a_new_list()
    {
        var machine = Watching(7);
        for (var failures = 1; failures < Options.FailuresBeforeRelist; failures++)
        {
            machine.OnWatchFailed(Overloaded, Now);
            Wait(machine, Delay(machine));
            Assert.IsType<WatchAction>(machine.Action);
        }

        machine.OnWatchFailed(Overloaded, Now);
        Wait(machine, Delay(machine));
        Assert.IsType<ListPageAction>(machine.Action);
    }

    [Fact]
    public void A_server_that_cannot_be_reached_is_no_reason_for_a_new_list()
    {
        var machine = Watching(7);
        for (var failures = 0; failures < 20; failures++)
        {
            machine.OnWatchFailed(Broken, Now);
            Wait(machine, Delay(machine));
        }

        Assert.Equal("7", Assert.IsType<WatchAction>(machine.Action).ResourceVersion);
    }

    [Fact]
    public void What_has_come_before_is_not_told_again()
    {
        var machine = Watching(7, Make("a", 1));
        machine.OnWatchEvent(Modified(Make("a", 8)), Now);
        machine.OnWatchEvent(Added(Make("b", 9)), Now);
        machine.OnWatchEvent(Modified(Make("a", 8)), Now);
        machine.OnWatchEvent(Added(Make("b", 9)), Now);
        Assert.Equal(["modified a@1->8", "added b@9"], Journal.Take());
        Assert.Equal("9", machine.ResourceVersion);
        Assert.IsType<WatchAction>(machine.Action);
    }

    [Fact]
    public void An_event_older_than_one_before_it_means_a_new_list()
    {
        var machine = Watching(7, Make("a", 1));
        machine.OnWatchEvent(Added(Make("b", 9)), Now);
        machine.OnWatchEvent(Modified(Make("a", 8)), Now);
        Assert.Equal(["added b@9", "failed 0 OutOfOrder"], Journal.Take());
        Wait(machine, Delay(machine));
        machine.OnPage(List(9, Make("a", 8), Make("b", 9)), Now);
        Assert.Equal(["modified a@1->8", "synced 9"], Journal.Take());
    }

    [Fact]
    public void A_name_that_is_used_again_is_another_object()
    {
        var machine = Watching(7, Make("a", 1, "first"));
        machine.OnWatchEvent(Added(Make("a", 9, "second")), Now);
        Assert.Equal(["deleted a@1", "added a@9"], Journal.Take());
    }

    [Fact]
    public void Versions_that_are_no_numbers_are_taken_as_they_come()
    {
        var machine = Begin(Options);
        machine.OnPage(new Objects.ObjectList("v-one", "", null, "", []), Now);
        var odd = Objects.KubernetesObject.Parse("""{"metadata":{"name":"a","uid":"u","resourceVersion":"v-two"}}"""u8);
        machine.OnWatchEvent(Added(odd), Now);
        machine.OnWatchEvent(Added(odd), Now);
        Assert.Equal(["synced v-one", "added a@v-two"], Journal.Take());
        Assert.Equal("v-two", machine.ResourceVersion);
    }
}
