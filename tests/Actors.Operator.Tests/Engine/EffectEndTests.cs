using Actors.Kernel;
using Actors.Settings;

namespace Actors.Engine.Tests;

/// <summary>Effects whose last thread runs actors.</summary>
public sealed class EffectEndTests : IAsyncLifetime
{
    // One is free whatever pumps are still on their way out.
    private const int ManyLanes = 8;

    // Whoever sets it goes on with what waits for it, as the thread does that has read from a socket.
    private readonly TaskCompletionSource<object> _ending = new();
    private readonly TaskCompletionSource<int> _handled = Waiting.Signal<int>();
    private readonly Gate _gate = new();
    private ActorSystem? _system;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_owner_goes_on_where_its_effect_has_ended_if_that_thread_is_lent(bool lendsThread)
    {
        await BeginAsync(ManyLanes, lendsThread);
        var (endedOn, wasHandled) = await EndAsync(isKept: !lendsThread);
        Assert.Equal(lendsThread, endedOn == await _handled.Task.Soon());
        Assert.True(wasHandled || !lendsThread);
    }

    [Fact]
    public async Task Where_all_lanes_run_the_owner_waits_and_the_thread_does_not()
    {
        var system = await BeginAsync(parallelism: 1, lendsThread: true);
        system.Spawn(Acting.As((_, _) => _gate.Pass())).Tell("wait");
        await _gate.Entered;
        Assert.False((await EndAsync()).WasHandled);
        _gate.Open();
        await _handled.Task.Soon();
    }

    [Fact]
    public async Task What_is_told_meanwhile_is_handled_as_ever()
    {
        var system = await BeginAsync(ManyLanes, lendsThread: true);
        var echo = system.Spawn(Acting.Echo);
        var ending = EndAsync();
        for (var number = 0; number < 1000; number++) Assert.Equal(number, await system.Ask<int>(echo, number));
        await ending;
        await _handled.Task.Soon();
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        _gate.Dispose();
        if (_system is { } system) await system.DisposeAsync();
    }

    /// <summary>Ends the effect; on which thread, and whether its owner had handled that before the thread went on.</summary>
    /// <param name="isKept">Whether the thread is kept from other work until it is handled.</param>
    private Task<(int Thread, bool WasHandled)> EndAsync(bool isKept = false) => Task.Run(() =>
    {
        _ending.SetResult("done");
        var wasHandled = _handled.Task.IsCompleted;
        if (isKept) SpinWait.SpinUntil(() => _handled.Task.IsCompleted, Waiting.Limit);
        return (Environment.CurrentManagedThreadId, wasHandled);
    });

    private async Task<ActorSystem> BeginAsync(int parallelism, bool lendsThread)
    {
        var effects = new EffectRunners().Add<Work>((_, _) => _ending.Task, onLane: true, lendsThread: lendsThread);
        _system = new ActorSystem(new ActorSystemOptions { Dispatcher = new DispatcherOptions { Parallelism = parallelism } }, effects);
        var owner = _system.Spawn(Acting.As((message, context) =>
        {
            if (message is "start") context.Perform(new Work());
            else if (message is "begun?") context.Reply("yes");
            else _handled.SetResult(Environment.CurrentManagedThreadId);
        }));
        owner.Tell("start");

        // It starts on the lane, so it is awaited before the next message is handled.
        await _system.Ask<string>(owner, "begun?");
        return _system;
    }

    private sealed record Work : Effect;
}
