using System.Collections.Concurrent;
using Actors.Kernel;
using Actors.Settings;

namespace Actors.Engine.Tests;

public sealed class TimerStressTests
{
    [Fact]
    public async Task On_the_machines_clock_each_timer_fires_once_not_early_and_no_cancelled_one_fires()
    {
        await using var system = new ActorSystem(new ActorSystemOptions { Dispatcher = new DispatcherOptions { Parallelism = 4 } });
        const int Actors = 50, Rounds = 60;
        var problems = new ConcurrentQueue<string>();
        var left = Actors;
        var done = Waiting.Signal();
        for (var i = 0; i < Actors; i++)
        {
            var seed = i;
            system.Spawn(Props.Create(() => new Restless(new Random(seed), Rounds, problems, Finished))).Tell("go");
        }

        await done.Task.Soon();
        Assert.Empty(problems);

        void Finished()
        {
            if (Interlocked.Decrement(ref left) == 0) done.SetResult();
        }
    }

    /// <summary>Sets a few timers at once, some of them twice, cancels some, and goes on when all the others have fired.</summary>
    private sealed class Restless(Random random, int rounds, ConcurrentQueue<string> problems, Action finished) : Actor
    {
        private const int Timers = 12;

        private readonly Dictionary<int, Instant> _due = [];
        private int _round;

        protected override void Receive(object message, ActorContext context)
        {
            if (message is (int round, int timer)) Check(round, timer, context);
            if (_due.Count > 0) return;
            if (_round++ == rounds) finished();
            else SetAll(context);
        }

        private void Check(int round, int timer, ActorContext context)
        {
            if (round != _round || !_due.Remove(timer, out var due)) problems.Enqueue($"{timer} fired in round {_round} and is not set");
            else if (context.Now < due) problems.Enqueue($"{timer} fired {due - context.Now} early");
        }

        private void SetAll(ActorContext context)
        {
            for (var timer = 0; timer < Timers; timer++)
            {
                Set(timer, context);
                if (random.Next(2) == 0) Set(timer, context);
                if (timer == 0 || random.Next(3) > 0) continue;
                _due.Remove(timer);
                if (!context.CancelTimer(timer)) problems.Enqueue($"{timer} was set and could not be cancelled");
            }
        }

        private void Set(int timer, ActorContext context)
        {
            var delay = TimeSpan.FromMilliseconds(random.NextDouble() * 10);
            _due[timer] = context.Now + delay;
            context.StartTimer(timer, (_round, timer), delay);
        }
    }
}
