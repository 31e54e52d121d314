using System.Collections.Concurrent;
using Actors.Kernel;
using Actors.Settings;

namespace Actors.Engine.Tests;

public sealed class DeadLetterLogTests : IAsyncDisposable
{
    private static readonly TimeSpan Suspension = TimeSpan.FromMinutes(5);

    private readonly ManualTimeProvider _time = new();
    private readonly CapturedLog _log = new();
    private ActorSystem? _system;

    [Fact]
    public void The_first_ones_are_logged_then_none_for_a_while_then_the_next_ones()
    {
        var system = SystemThatLogs(2);
        Tell(5);
        Assert.Equal(5, system.DeadLetterCount);
        Assert.Equal(Lines(1, 2), _log.Of(nameof(EngineLog.DeadLetter)));
        Assert.Equal("No more dead letters are logged for 00:05:00; set akka.log-dead-letters to change that", Assert.Single(_log.Of(nameof(EngineLog.DeadLettersSuspended))));

        _time.Advance(Suspension - TimeSpan.FromTicks(1));
        Tell(1);
        Assert.Equal(2, _log.Of(nameof(EngineLog.DeadLetter)).Count);

        _time.Advance(TimeSpan.FromTicks(1));
        Tell(3);
        Assert.Equal("4 dead letters were not logged in the meantime", Assert.Single(_log.Of(nameof(EngineLog.DeadLettersResumed))));
        Assert.Equal(Lines(1, 2, 7, 8), _log.Of(nameof(EngineLog.DeadLetter)));
        Assert.Equal(9, system.DeadLetterCount);
    }

    [Fact]
    public void None_are_logged_if_settings_say_so_but_all_are_counted()
    {
        var system = SystemThatLogs(0);
        Tell(5);
        Assert.Equal(5, system.DeadLetterCount);
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public void What_was_cancelled_with_its_actor_is_counted_only()
    {
        var system = SystemThatLogs(2);
        system.DeadLetters.Tell(new EffectCancelled(new Work()));
        Tell(1);
        Assert.Equal(2, system.DeadLetterCount);
        Assert.Equal(Lines(2), _log.Of(nameof(EngineLog.DeadLetter)));
    }

    [Fact]
    public void All_are_logged_if_settings_say_so()
    {
        SystemThatLogs(int.MaxValue);
        Tell(100);
        Assert.Equal(Lines([.. Enumerable.Range(1, 100)]), _log.Of(nameof(EngineLog.DeadLetter)));
    }

    [Fact]
    public void Logging_suspended_for_ever_is_not_resumed()
    {
        SystemThatLogs(1, TimeSpan.MaxValue);
        Tell(1);
        _time.Advance(TimeSpan.FromDays(10_000));
        Tell(1);
        Assert.Single(_log.Of(nameof(EngineLog.DeadLetter)));
    }

    [Fact]
    public async Task What_is_told_to_a_stopped_actor_and_what_waited_for_it_are_dead_letters()
    {
        var system = SystemThatLogs(10);
        using var gate = new Gate();
        var letters = new ConcurrentQueue<DeadLetter>();
        var all = Waiting.Signal();
        system.DeadLettered += letter =>
        {
            letters.Enqueue(letter);
            if (letter.Message is 3) all.SetResult();
        };
        var sender = system.Spawn(Acting.Echo, "sender");
        var stopped = system.Spawn(Acting.As((_, _) => gate.Pass()), "stopped");
        stopped.Tell("hold");
        await gate.Entered;
        stopped.Tell(1, sender);
        system.Stop(stopped);
        stopped.Tell(2, sender);
        stopped.Tell(PoisonPill.Instance);
        stopped.Tell(3);
        gate.Open();
        await all.Task.Soon();
        Assert.Equal([new DeadLetter(1, sender, stopped), new DeadLetter(2, sender, stopped), new DeadLetter(3, null, stopped)], letters);
        Assert.Equal(3, system.DeadLetterCount);
        Assert.Equal(
            ["Dead letter 1: Int32 from /sender to /stopped", "Dead letter 2: Int32 from /sender to /stopped", "Dead letter 3: Int32 from nobody to /stopped"],
            _log.Of(nameof(EngineLog.DeadLetter)));
    }

    public ValueTask DisposeAsync() => _system?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static IEnumerable<string> Lines(params int[] numbers) => numbers.Select(number => $"Dead letter {number}: String from nobody to /$dead-letters");

    private ActorSystem SystemThatLogs(int count, TimeSpan? suspension = null)
    {
        var letters = new DeadLetterOptions { Logged = count, SuspendDuration = suspension ?? Suspension };
        return _system = new ActorSystem(new ActorSystemOptions { DeadLetters = letters }, time: _time, log: _log);
    }

    private void Tell(int count)
    {
        for (var i = 0; i < count; i++) _system!.DeadLetters.Tell("hello");
    }

    private sealed record Work : Effect;
}
