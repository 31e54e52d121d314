using System.Collections.Concurrent;
using Actors.Kernel;
using Actors.Settings;

namespace Actors.Engine.Tests;

public sealed class EffectRestartTests
{
    [Fact]
    public async Task A_restart_cancels_effects_and_waits_for_them()
    {
        var lives = new ConcurrentQueue<string>();
        var cancelled = Waiting.Signal();
        var work = new Work();
        var strategy = new SupervisorStrategy { MinBackoff = TimeSpan.Zero };
        var options = new ActorSystemOptions { Dispatcher = new DispatcherOptions { Parallelism = 1 } };
        await using var system = new ActorSystem(options, new EffectRunners().Add<Work>(UntilEndedAsync), strategy);
        var other = system.Spawn(Acting.Echo);
        var actor = system.Spawn(Props.Create(() =>
        {
            lives.Enqueue("made");
            return new Acting(Receive);
        }));
        actor.Tell(work);
        actor.Tell("fail");
        await cancelled.Task.Soon();

        // With one lane the turn that cancelled is over when another actor has had one.
        await system.Ask<int>(other, 1);
        Assert.Equal(["made"], lives);
        work.Ended.SetResult("for nobody");
        Assert.Equal("hello", await system.Ask<string>(actor, "hello"));
        Assert.Equal(["made", "effect ended", "made"], lives);

        async Task<object> UntilEndedAsync(Work begun, CancellationToken token)
        {
            await using var registration = token.Register(cancelled.SetResult);
            var outcome = await begun.Ended.Task;
            lives.Enqueue("effect ended");
            return outcome;
        }

        static void Receive(object message, ActorContext context)
        {
            if (message is Effect effect) context.Perform(effect);
            else if (message is "fail") throw new FormatException("as told");
            else context.Reply(message);
        }
    }
}
