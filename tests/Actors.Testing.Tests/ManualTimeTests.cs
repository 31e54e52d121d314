namespace Actors.Testing.Tests;

public sealed class ManualTimeTests
{
    [Fact]
    public void Timers_fire_in_their_order_and_at_their_time()
    {
        var time = new ManualTime();
        var fired = new List<(string, TimeSpan)>();
        var start = time.GetUtcNow();
        using var late = time.CreateTimer(_ => fired.Add(("late", time.GetUtcNow() - start)), null, TimeSpan.FromSeconds(3), Timeout.InfiniteTimeSpan);
        using var often = time.CreateTimer(_ => fired.Add(("often", time.GetUtcNow() - start)), null, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2));
        using var never = time.CreateTimer(_ => fired.Add(("never", default)), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal([("often", TimeSpan.FromSeconds(2)), ("late", TimeSpan.FromSeconds(3)), ("often", TimeSpan.FromSeconds(4))], fired);
        Assert.Equal(TimeSpan.FromSeconds(5), time.GetUtcNow() - start);
    }

    [Fact]
    public void A_timer_that_is_set_again_fires_again_on_the_way()
    {
        var time = new ManualTime();
        var fired = 0;
        ITimer? timer = null;
        timer = time.CreateTimer(_ => timer!.Change(TimeSpan.FromSeconds(++fired), Timeout.InfiniteTimeSpan), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        time.Advance(TimeSpan.FromSeconds(7));
        Assert.Equal(4, fired);
        timer.Dispose();
        Assert.False(timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan));
        time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(4, fired);
    }

    [Fact]
    public async Task It_tells_when_something_waits()
    {
        var time = new ManualTime();
        var (exact, near) = (time.WhenAwaitedAsync(TimeSpan.FromSeconds(5)), time.WhenAwaitedAsync(TimeSpan.FromSeconds(4), tolerance: TimeSpan.FromSeconds(1)));
        using var first = time.CreateTimer(static _ => { }, null, TimeSpan.FromSeconds(7), Timeout.InfiniteTimeSpan);
        Assert.False(exact.IsCompleted || near.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(2));
        await time.WhenAwaitedAsync(TimeSpan.FromSeconds(5));
        Assert.False(exact.IsCompleted || near.IsCompleted);
        using var second = time.CreateTimer(static _ => { }, null, TimeSpan.FromSeconds(3), Timeout.InfiniteTimeSpan);
        await Task.WhenAll(exact, near);
    }

    [Fact]
    public void It_does_not_go_back() => Assert.Throws<ArgumentOutOfRangeException>(() => new ManualTime().Advance(TimeSpan.FromTicks(-1)));
}
