using System.Collections.Concurrent;
using Actors.Kernel;
using Actors.Settings;

namespace Actors.Engine.Tests;

public sealed class DispatchTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 7)]
    [InlineData(16, 100)]
    public async Task No_actor_runs_on_two_threads_and_each_senders_messages_arrive_once_and_in_order(int parallelism, int throughput)
    {
        await using var system = new ActorSystem(Options(parallelism, throughput));
        var ring = new Ring(actors: 40, threads: 6, messagesOfEach: 500);
        for (var i = 0; i < ring.Actors.Length; i++) ring.Actors[i] = system.Spawn(ring.Member(i));
        var senders = Enumerable.Range(0, 6).Select(thread => Task.Factory.StartNew(() => ring.Send(thread), TaskCreationOptions.LongRunning));
        await Task.WhenAll(senders).Soon();
        await ring.AllHandled.Soon();
        Assert.Empty(ring.Problems);
    }

    [Fact]
    public async Task A_flood_to_one_actor_starves_no_other()
    {
        await using var system = new ActorSystem(Options(parallelism: 1, throughput: 10));
        var flooded = system.Spawn(Acting.As((message, context) => context.Tell(context.Self, message)));
        for (var i = 0; i < 1000; i++) flooded.Tell("on and on");
        var other = system.Spawn(Acting.Echo);
        for (var i = 0; i < 10; i++) Assert.Equal(i, await system.Ask<int>(other, i));
    }

    [Fact]
    public async Task A_turn_ends_after_as_many_messages_as_settings_say()
    {
        await using var system = new ActorSystem(Options(parallelism: 1, throughput: 5));
        using var gate = new Gate();
        var turns = new ConcurrentQueue<char>();
        var both = Enumerable.Range(0, 2).Select(_ => system.Spawn(Acting.As(Record))).ToArray();
        foreach (var actor in both) await system.Ask<string>(actor, "started?");
        both[0].Tell(gate);
        await gate.Entered;
        for (var i = 0; i < 12; i++)
        {
            both[0].Tell('a');
            both[1].Tell('b');
        }

        gate.Open();
        foreach (var actor in both) await system.Ask<string>(actor, "ready?");
        Assert.Equal("aaaabbbbbaaaaabbbbbaaabb", string.Concat(turns));

        void Record(object message, ActorContext context)
        {
            if (message is Gate closed) closed.Pass();
            else if (message is char who) turns.Enqueue(who);
            else context.Reply(message);
        }
    }

    [Fact]
    public async Task Two_that_are_told_on_a_turn_wait_for_its_end_and_wake_nobody()
    {
        // Its clock stands still: nobody looks whether the turn takes long.
        await using var system = new ActorSystem(Options(parallelism: 4, throughput: 10), time: new ManualTimeProvider());
        for (var round = 0; round < 50; round++)
        {
            var handled = 0;
            var teller = system.Spawn(Acting.As((message, context) =>
            {
                foreach (var one in (ActorRef[])message) one.Tell("you");
                SpinWait.SpinUntil(() => Volatile.Read(ref handled) > 0, TimeSpan.FromMilliseconds(1));
                context.Reply(Volatile.Read(ref handled));
            }));
            ActorRef[] told = [.. Enumerable.Range(0, 2).Select(_ => system.Spawn(Acting.As((message, context) =>
            {
                if (message is "you") Interlocked.Increment(ref handled);
                else context.Reply(message);
            })))];
            foreach (var one in told) await system.Ask<string>(one, "started?");
            await Waiting.UntilAsync(() => Task.FromResult(system.Host.Dispatcher.IsIdle), static isIdle => isIdle);
            Assert.Equal(0, await system.Ask<int>(teller, told));
        }
    }

    [Fact]
    public async Task Of_more_that_are_told_on_a_turn_another_thread_takes_some_while_it_lasts()
    {
        await using var system = new ActorSystem(Options(parallelism: 4, throughput: 10), time: new ManualTimeProvider());
        using var gate = new Gate();
        var others = Enumerable.Range(0, 4).Select(_ => system.Spawn(Acting.As((_, _) => gate.Open()))).ToArray();
        var teller = system.Spawn(Acting.As((_, context) =>
        {
            foreach (var other in others) other.Tell("you");
            gate.Pass();
            context.Reply("passed");
        }));
        Assert.Equal("passed", await system.Ask<string>(teller, "all"));
    }

    [Fact]
    public async Task An_exception_in_a_behaviour_is_logged_and_hurts_no_other_actor()
    {
        var log = new CapturedLog();
        await using var system = new ActorSystem(supervision: new SupervisorStrategy { MinBackoff = TimeSpan.Zero }, log: log);
        var others = Enumerable.Range(0, 20).Select(_ => system.Spawn(Acting.Echo)).ToList();
        var failing = system.Spawn(Acting.As((message, context) => context.Reply(10 / (int)message)), "failing");
        for (var i = 0; i < 100; i++)
        {
            failing.Tell(0);
            Assert.Equal(i, await system.Ask<int>(others[i % others.Count], i));
        }

        Assert.Equal(5, await system.Ask<int>(failing, 2));
        Assert.Equal(Enumerable.Repeat("/failing failed: Restart", 100), log.Of(nameof(EngineLog.Failed)));
        Assert.All(log.Lines, line => Assert.IsType<DivideByZeroException>(line.Failure));
        Assert.False(system.WhenTerminated.IsCompleted);
    }

    [Fact]
    public async Task An_actor_that_has_ended_forgets_no_message_told_meanwhile()
    {
        await using var system = new ActorSystem(Options(parallelism: 4, throughput: 3));
        const int Threads = 4, MessagesOfEach = 20_000;
        var handled = 0;
        var dead = 0;
        var done = Waiting.Signal();
        system.DeadLettered += _ => Count(ref dead);
        var mortal = system.Spawn(Acting.As((_, _) => Count(ref handled)));
        await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Factory.StartNew(() => Send(thread), TaskCreationOptions.LongRunning))).Soon();
        await done.Task.Soon();
        Assert.Equal(dead, system.DeadLetterCount);

        void Send(int thread)
        {
            for (var i = 0; i < MessagesOfEach; i++)
            {
                mortal.Tell("still there?");
                if (thread == 0 && i == MessagesOfEach / 2) system.Stop(mortal);
            }
        }

        void Count(ref int counter)
        {
            Interlocked.Increment(ref counter);
            if (Volatile.Read(ref handled) + Volatile.Read(ref dead) == Threads * MessagesOfEach) done.TrySetResult();
        }
    }

    private static ActorSystemOptions Options(int parallelism, int throughput) =>
        new() { Dispatcher = new DispatcherOptions { Parallelism = parallelism, Throughput = throughput } };
}
