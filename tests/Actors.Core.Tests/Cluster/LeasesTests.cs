using Actors.Kernel;

namespace Actors.Cluster.Tests;

public sealed class LeasesTests
{
    private readonly OwnLease _own = new(TimeSpan.FromSeconds(10));
    private readonly LeaseObserver _observer = new(TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(10));

    [Fact]
    public void One_s_own_lease_counts_from_when_its_renewal_was_sent()
    {
        Assert.False(_own.IsGood(At(0)));
        _own.Renewed(At(100));
        Assert.True(_own.IsGood(At(109.9)));
        Assert.False(_own.IsGood(At(110)));
        _own.Renewed(At(105));
        Assert.Equal(At(115), _own.FenceAt);
        _own.Renewed(At(103));
        Assert.Equal(At(115), _own.FenceAt);
        _own.Lost();
        Assert.False(_own.IsGood(At(106)));
    }

    [Fact]
    public void Silence_counts_from_the_first_answer_to_the_sending_of_the_last_read()
    {
        See(0, 1, "v1");
        See(5, 6, "v1");
        See(10, 11, "v1");
        See(15.9, 17, "v1");
        Assert.False(_observer.IsSilent("a"));
        See(16, 18, "v1");
        Assert.True(_observer.IsSilent("a"));
    }

    [Fact]
    public void A_change_begins_it_anew()
    {
        for (var second = 0; second <= 30; second += 5) See(second, second, second < 14 ? "v1" : "v2");
        Assert.True(_observer.IsSilent("a"));
        See(31, 31, "v3");
        Assert.False(_observer.IsSilent("a"));
    }

    [Fact]
    public void Who_was_out_of_touch_itself_counts_from_when_it_is_back()
    {
        See(0, 0, "v1");
        See(5, 5, "v1");
        See(40, 40, "v1");
        Assert.False(_observer.IsSilent("a"));
        for (var second = 45; second < 55; second += 5) See(second, second, "v1");
        Assert.False(_observer.IsSilent("a"));
        See(55, 55, "v1");
        Assert.True(_observer.IsSilent("a"));
    }

    [Fact]
    public void What_is_not_there_is_silent_too_after_a_while()
    {
        for (var second = 0; second <= 15; second += 5) See(second, second, "");
        Assert.True(_observer.IsSilent("a"));
        Assert.False(_observer.IsSilent("b"));
    }

    [Fact]
    public void Silence_counts_from_when_a_watch_has_shown_what_is_there()
    {
        See(0, 1, "v1");
        See(5, 6, "v2", watched: 2);
        See(10, 11, "v2", watched: 2);
        See(16.9, 17, "v2", watched: 2);
        Assert.False(_observer.IsSilent("a"));
        Assert.Equal(At(17), _observer.NextSilence);
        See(17, 18, "v2", watched: 2);
        Assert.True(_observer.IsSilent("a"));
        Assert.Null(_observer.NextSilence);
    }

    [Fact]
    public void What_a_watch_has_shown_before_one_was_in_touch_again_counts_from_then()
    {
        See(0, 0, "v1");
        See(30, 31, "v1", watched: 0);
        Assert.Equal(At(46), _observer.NextSilence);
        See(35, 36, "v2", watched: 90);
        Assert.Equal(At(51), _observer.NextSilence);
    }

    private static Instant At(double seconds) => new((long)(seconds * TimeSpan.TicksPerSecond));

    private void See(double sent, double answered, string version, double? watched = null) =>
        _observer.Observe(new Dictionary<string, (string, Instant?)> { ["a"] = (version, watched is { } at ? At(at) : null) }, At(sent), At(answered));
}
