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

    private static Instant At(double seconds) => new((long)(seconds * TimeSpan.TicksPerSecond));

    private void See(double sent, double answered, string version) =>
        _observer.Observe(new Dictionary<string, string> { ["a"] = version }, At(sent), At(answered));
}
