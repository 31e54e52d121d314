using Actors.Settings;

namespace Actors.Engine.Tests;

public sealed class ActivityTimerTests : IAsyncLifetime
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(50);

    private readonly ManualTimeProvider _time = new();
    private readonly Gate _gate = new();
    private readonly ActorSystem _system = new(new ActorSystemOptions { Dispatcher = new DispatcherOptions { Parallelism = 1 } });
    private readonly ActivityTimer _timer;
    private int _looks;
    private int _forgotten;

    public ActivityTimerTests() => _timer = new ActivityTimer(_system.Host.Dispatcher, new MonotonicClock(_time), Period, () => _looks++, () => _forgotten++);

    /// <summary>The actors that are there from the beginning have their start behind them.</summary>
    public Task InitializeAsync() => Waiting.UntilAsync(() => Task.FromResult(_system.Host.Dispatcher.IsIdle), static isIdle => isIdle);

    [Fact]
    public void Where_nothing_runs_any_more_it_looks_once_more_and_ends()
    {
        for (var time = 1; time <= 2; time++)
        {
            (_looks, _forgotten) = (0, 0);
            _timer.Begin();
            for (var look = 1; look <= 2; look++)
            {
                Assert.True(_time.IsAnySet);
                _time.Advance(Period * ActivityTimer.LongestWait);
                Assert.Equal((look, look), (_looks, _forgotten));
            }

            Assert.False(_time.IsAnySet);
        }
    }

    [Fact]
    public void Where_something_has_run_each_time_and_is_never_seen_it_looks_more_and_more_seldom()
    {
        foreach (var periods in new[] { 1, 2, 4, 5, 5 })
        {
            _looks = 0;
            _timer.Begin();
            _time.Advance((Period * periods) - TimeSpan.FromMilliseconds(1));
            Assert.Equal(0, _looks);
            _time.Advance(TimeSpan.FromMilliseconds(1));
            Assert.Equal(1, _looks);
        }
    }

    [Fact]
    public async Task While_something_runs_it_looks_each_period_whatever_was_before()
    {
        _timer.Begin();
        _time.Advance(Period);
        _system.Spawn(Acting.As((_, _) => _gate.Pass())).Tell("go");
        await _gate.Entered;
        _timer.Begin();
        _looks = 0;
        _time.Advance(Period * 2);
        Assert.Equal(1, _looks);
        for (var look = 2; look < 9; look++)
        {
            _time.Advance(Period);
            Assert.Equal(look, _looks);
        }

        Assert.Equal(1, _forgotten);
    }

    public async Task DisposeAsync()
    {
        _timer.Dispose();
        _gate.Dispose();
        await _system.DisposeAsync();
    }
}
