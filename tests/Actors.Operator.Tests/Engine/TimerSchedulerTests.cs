using Actors.Kernel;
using Actors.Settings;

namespace Actors.Engine.Tests;

public sealed class TimerSchedulerTests : IAsyncDisposable
{
    /// <summary>How late a timer may be: by a tick of the wheel, and because platforms count in whole milliseconds.</summary>
    private static readonly TimeSpan Lateness = TimeSpan.FromMilliseconds(2);

    private readonly ManualTimeProvider _time = new();
    private readonly ActorSystem _system;
    private readonly ActorRef _actor;
    private readonly ActorRef _next;

    public TimerSchedulerTests()
    {
        _system = new ActorSystem(new ActorSystemOptions { Dispatcher = new DispatcherOptions { Parallelism = 1 } }, time: _time);
        _actor = _system.Spawn(Props.Create(() => new Alarm()));
        _next = _system.Spawn(Props.Create(() => new Alarm()));
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64.5)]
    [InlineData(5_000)]
    [InlineData(90_000_000)]
    [InlineData(4e9)]
    public async Task A_timer_fires_once_and_not_before_its_time(double milliseconds)
    {
        var delay = TimeSpan.FromMilliseconds(milliseconds);
        await Do(context => context.StartTimer("t", "rings", delay));
        _time.Advance(delay - TimeSpan.FromTicks(1));
        Assert.Equal(0, await Rings());
        _time.Advance(Lateness);
        Assert.Equal(1, await Rings());
        _time.Advance(10 * delay);
        Assert.Equal(1, await Rings());
    }

    [Fact]
    public async Task A_timer_that_is_far_off_is_not_early_however_often_the_platform_wakes_up()
    {
        await Do(context => context.StartTimer("t", "rings", TimeSpan.FromDays(40)));
        for (var day = 1; day < 40; day++)
        {
            _time.Advance(TimeSpan.FromDays(1));
            Assert.Equal(0, await Rings());
        }

        _time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, await Rings());
    }

    [Fact]
    public async Task A_periodic_timer_fires_each_time_and_once_after_a_pause()
    {
        await Do(context => context.StartPeriodicTimer("t", "rings", TimeSpan.FromMilliseconds(10)));
        for (var rings = 1; rings <= 20; rings++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(10));
            Assert.Equal(rings, await Rings());
        }

        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(21, await Rings());

        // Had it been armed for the times it missed, the next of them would come at once.
        _time.Advance(TimeSpan.FromMilliseconds(5));
        Assert.Equal(21, await Rings());
        _time.Advance(TimeSpan.FromMilliseconds(5));
        Assert.Equal(22, await Rings());
    }

    [Fact]
    public async Task A_cancelled_timer_does_not_fire()
    {
        await Do(context => context.StartTimer("t", "rings", TimeSpan.FromSeconds(1)));
        await Do(context => Assert.True(context.CancelTimer("t")));
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(0, await Rings());
        await Do(context => Assert.False(context.CancelTimer("t")));
    }

    [Fact]
    public async Task A_timer_cancelled_when_its_message_waits_already_does_not_fire()
    {
        using var gate = new Gate();
        await Do(context => context.StartTimer("t", "rings", TimeSpan.FromSeconds(1)));
        var cancelled = Do(context =>
        {
            gate.Pass();
            Assert.True(context.CancelTimer("t"));
        });
        await gate.Entered;
        _time.Advance(TimeSpan.FromSeconds(10));
        gate.Open();
        await cancelled;
        Assert.Equal(0, await Rings());
    }

    [Theory]
    [InlineData(100, 300)]
    [InlineData(300, 100)]
    [InlineData(10_000, 100)]
    public async Task A_timer_set_anew_fires_at_the_new_time_only(int first, int second)
    {
        await Do(context => context.StartTimer("t", "rings", TimeSpan.FromMilliseconds(first)));
        await Do(context => context.StartTimer("t", "rings", TimeSpan.FromMilliseconds(second)));
        _time.Advance(TimeSpan.FromMilliseconds(second - 1));
        Assert.Equal(0, await Rings());
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, await Rings());
        _time.Advance(TimeSpan.FromMilliseconds(first));
        Assert.Equal(1, await Rings());
    }

    [Fact]
    public async Task A_timer_cancelled_and_set_again_before_and_after_its_first_time_fires_when_set_for()
    {
        foreach (var delay in new[] { 50, 20, 80, 3000, 1 })
        {
            await Do(context => context.StartTimer("t", "rings", TimeSpan.FromMilliseconds(60)));
            await Do(context => context.CancelTimer("t"));
            var before = await Rings();
            await Do(context => context.StartTimer("t", "rings", TimeSpan.FromMilliseconds(delay)));
            _time.Advance(TimeSpan.FromMilliseconds(delay) - TimeSpan.FromTicks(1));
            Assert.Equal(before, await Rings());
            _time.Advance(Lateness);
            Assert.Equal(before + 1, await Rings());
        }
    }

    public ValueTask DisposeAsync() => _system.DisposeAsync();

    private Task<int> Do(Alarm.Act act) => Ask(act);

    private Task<int> Rings() => Ask("how often?");

    /// <summary>Asks, and waits until that turn has ended, since timers get to the wheel at its end: another actor's turn on the only lane comes after it.</summary>
    private async Task<int> Ask(object question)
    {
        var answer = await _system.Ask<int>(_actor, question);
        await _system.Ask<int>(_next, "your turn?");
        return answer;
    }
}
