using Actors.Kernel;
using Actors.Settings;

namespace Actors.Engine.Tests;

public sealed class FatalFailureTests : IAsyncDisposable
{
    private readonly CapturedLog _log = new();
    private readonly Work _work = new();
    private readonly TaskCompletionSource _cancelled = Waiting.Signal();
    private readonly ActorSystem _system;

    public FatalFailureTests()
    {
        var options = new ActorSystemOptions { Dispatcher = new DispatcherOptions { Parallelism = 1 } };
        _system = new ActorSystem(options, new EffectRunners().Add<Work>(RunAsync), log: _log);
    }

    [Fact]
    public async Task A_broken_invariant_ends_the_system_at_once()
    {
        var broken = _system.Spawn(Acting.As((_, _) => Invariant.Holds(false, "two owners")), "broken");
        broken.Tell("go");
        var end = await Assert.ThrowsAsync<ActorSystemFailedException>(() => _system.WhenTerminated.Soon());
        Assert.Equal("The actor system ended: two owners", end.Message);
        Assert.IsType<InvariantViolationException>(end.InnerException);
        Assert.IsType<InvariantViolationException>(Assert.Single(_log.Lines, line => line.Name == nameof(EngineLog.Fatal)).Failure);
    }

    [Fact]
    public async Task No_message_is_handled_after_it()
    {
        using var gate = new Gate();
        var handled = 0;
        var bystander = _system.Spawn(Acting.As((_, _) => handled++));
        var between = _system.Spawn(Acting.As((message, context) => context.Tell(bystander, message)));
        _system.Spawn(Acting.As((_, _) =>
        {
            gate.Pass();
            Invariant.Holds(false, "two owners");
        })).Tell("go");
        await gate.Entered;

        // With one lane the turns are: the one that waits here, what it makes the root do, and then the bystander's.
        between.Tell("hello");
        gate.Open();
        await Assert.ThrowsAsync<ActorSystemFailedException>(() => _system.WhenTerminated.Soon());
        bystander.Tell("hello");
        await Waiting.LetThreadsGoOn();
        Assert.Equal(0, Volatile.Read(ref handled));
    }

    [Fact]
    public async Task Effects_under_way_are_asked_to_end()
    {
        await Break();
        await _cancelled.Task.Soon();
    }

    [Fact]
    public async Task Nothing_can_be_spawned_after_it_and_stopping_is_no_error()
    {
        await Break();
        var refusal = Assert.Throws<InvalidOperationException>(() => _system.Spawn(Acting.Echo, "late"));
        Assert.Equal("Cannot spawn 'late': the actor system has ended", refusal.Message);
        await _system.StopAsync().Soon();
    }

    [Fact]
    public async Task It_ends_a_shutdown_that_waits()
    {
        var broken = _system.Spawn(Acting.As((_, _) => Invariant.Holds(false, "two owners")), "broken");
        await Busy();
        var stopping = _system.StopAsync();
        Assert.False(stopping.IsCompleted);
        broken.Tell("go");
        await stopping.Soon();
        await Assert.ThrowsAsync<ActorSystemFailedException>(() => _system.WhenTerminated.Soon());
    }

    [Fact]
    public async Task A_top_level_strategy_that_escalates_ends_the_system_too()
    {
        await using var system = new ActorSystem(supervision: new SupervisorStrategy { Decider = _ => Directive.Escalate });
        system.Spawn(Acting.As((message, _) => throw new FormatException((string)message))).Tell("anything");
        var end = await Assert.ThrowsAsync<ActorSystemFailedException>(() => system.WhenTerminated.Soon());
        Assert.IsType<FormatException>(end.InnerException);
    }

    public ValueTask DisposeAsync()
    {
        _work.Ended.TrySetResult("abandoned");
        return _system.DisposeAsync();
    }

    private async Task Break()
    {
        await Busy();
        _system.Spawn(Acting.As((_, _) => Invariant.Holds(false, "two owners"))).Tell("go");
        await Assert.ThrowsAsync<ActorSystemFailedException>(() => _system.WhenTerminated.Soon());
    }

    private async Task Busy()
    {
        var busy = _system.Spawn(new Obituaries().Mourned(), "busy");
        busy.Tell(_work);
        await _system.Ask<string>(busy, "started?");
    }

    private async Task<object> RunAsync(Work work, CancellationToken cancelled)
    {
        await using var registration = cancelled.Register(_cancelled.SetResult);
        return await work.Ended.Task;
    }
}
