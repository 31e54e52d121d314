using Actors.Kernel;
using Actors.Settings;

namespace Actors.Engine.Tests;

public sealed class ShutdownTests : IAsyncDisposable
{
    private static readonly TimeSpan Phase = TimeSpan.FromSeconds(5);

    private readonly ManualTimeProvider _time = new();
    private readonly CapturedLog _log = new();
    private readonly Obituaries _stopped = new();
    private readonly Work _work = new();
    private readonly ActorSystem _system;

    public ShutdownTests()
    {
        var options = new ActorSystemOptions { Dispatcher = new DispatcherOptions { Parallelism = 1 }, Shutdown = new ShutdownOptions { PhaseTimeout = Phase } };
        _system = new ActorSystem(options, new EffectRunners().Add<Work>((work, _) => work.Ended.Task), time: _time, log: _log);
    }

    [Fact]
    public async Task Actors_stop_one_by_one_the_last_spawned_first_each_with_all_below_it()
    {
        foreach (var name in new[] { "a", "b", "c" }) await Parent(name);
        await _system.StopAsync().Soon();
        Assert.Equal(["/c/child", "/c", "/b/child", "/b", "/a/child", "/a"], _stopped.Paths);
        Assert.True(_system.WhenTerminated.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task An_actor_goes_on_until_the_one_before_it_has_stopped_with_its_effects()
    {
        var first = await Parent("first");
        await Busy("last");
        var stopping = _system.StopAsync();
        await _time.WhenSet(Phase);
        Assert.Equal("/first", await _system.Ask<string>(first, "name?"));
        Assert.False(stopping.IsCompleted);
        _work.Ended.SetResult("done");
        await stopping.Soon();
        Assert.Equal(["/last", "/first/child", "/first"], _stopped.Paths);
        Assert.Empty(_log.Of(nameof(EngineLog.LeftBehind)));
    }

    [Fact]
    public async Task One_that_does_not_stop_in_time_is_reported_with_its_effects_and_left_behind()
    {
        await Parent("first");
        await Busy("last");
        var stopping = _system.StopAsync();
        await _time.WhenSet(Phase);
        _time.Advance(Phase);
        await stopping.Soon();
        Assert.Equal(["/first/child", "/first"], _stopped.Paths);
        Assert.Equal("/last did not stop within 00:00:05 and is left behind; effects still running below it: /last: Work for 5.0 s", Assert.Single(_log.Of(nameof(EngineLog.LeftBehind))));
        Assert.True(_system.WhenTerminated.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task One_that_stops_after_it_was_left_behind_does_no_harm()
    {
        var slow = new Work();
        await Busy("first", slow);
        await Busy("last");
        var stopping = _system.StopAsync();
        await _time.WhenSet(Phase);
        _time.Advance(Phase);
        await _time.WhenSet(Phase);
        var late = _stopped.Next;
        _work.Ended.SetResult("late");
        await late.Soon();
        slow.Ended.SetResult("in time");
        await stopping.Soon();
        await _system.WhenTerminated.Soon();
        Assert.Equal(["/last", "/first"], _stopped.Paths);
    }

    [Fact]
    public async Task Nothing_can_be_spawned_once_the_system_stops()
    {
        await Busy("last");
        var stopping = _system.StopAsync();
        var whileStopping = Assert.Throws<InvalidOperationException>(() => _system.Spawn(Acting.Echo, "late"));
        Assert.Equal("Cannot spawn 'late': the actor system is stopping", whileStopping.Message);
        _work.Ended.SetResult("done");
        await stopping.Soon();
        var afterwards = Assert.Throws<InvalidOperationException>(() => _system.Spawn(Acting.Echo, "later"));
        Assert.Equal("Cannot spawn 'later': the actor system has ended", afterwards.Message);
    }

    [Fact]
    public async Task Stopping_twice_is_stopping_once()
    {
        await Parent("a");
        Assert.Same(_system.StopAsync(), _system.StopAsync());
        await _system.StopAsync().Soon();
        await _system.StopAsync().Soon();
        Assert.Equal(["/a/child", "/a"], _stopped.Paths);
    }

    [Fact]
    public async Task What_is_told_after_the_end_is_a_dead_letter()
    {
        var actor = _system.Spawn(Acting.Echo);
        await _system.StopAsync().Soon();
        var letter = Waiting.Signal<DeadLetter>();
        _system.DeadLettered += letter.SetResult;
        actor.Tell("too late");
        Assert.Equal(new DeadLetter("too late", null, actor), await letter.Task.Soon());
    }

    public ValueTask DisposeAsync()
    {
        _work.Ended.TrySetResult("abandoned");
        return _system.DisposeAsync();
    }

    private async Task<ActorRef> Parent(string name)
    {
        var parent = _system.Spawn(_stopped.Mourned(withChild: true), name);
        await _system.Ask<string>(parent, "started?");
        return parent;
    }

    private async Task Busy(string name, Work? work = null)
    {
        var actor = _system.Spawn(_stopped.Mourned(), name);
        actor.Tell(work ?? _work);
        await _system.Ask<string>(actor, "started?");
    }
}
