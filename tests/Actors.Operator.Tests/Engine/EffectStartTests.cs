using Actors.Kernel;
using Actors.Settings;

namespace Actors.Engine.Tests;

/// <summary>Effects that start on a lane.</summary>
public sealed class EffectStartTests : IAsyncLifetime
{
    private static readonly TimeSpan Threshold = TimeSpan.FromMilliseconds(500);

    private readonly ManualTimeProvider _time = new();
    private readonly Gate _gate = new();
    private readonly List<ActorSystem> _systems = [];

    [Fact]
    public async Task A_start_that_hangs_keeps_neither_the_lane_nor_its_actor()
    {
        var outcome = Waiting.Signal<object>();
        var greeted = Waiting.Signal();
        var system = System((_, _) =>
        {
            _gate.Pass();
            return Task.FromResult<object>("at last");
        });
        var actor = system.Spawn(Acting.As((message, context) =>
        {
            if (message is "start") context.Perform(new Work(1));
            else if (message is "hello") greeted.SetResult();
            else outcome.SetResult(message);
        }));
        actor.Tell("start");
        await _gate.Entered;
        actor.Tell("hello");
        Look(times: 3);
        await greeted.Task.Soon();
        Assert.Equal("echo", await system.Ask<string>(system.Spawn(Acting.Echo), "echo"));
        Look(times: 20);
        Assert.Equal(0, system.SlowBehaviourCount);
        Assert.False(outcome.Task.IsCompleted);
        _gate.Open();
        Assert.Equal("at last", await outcome.Task.Soon());
    }

    [Fact]
    public async Task A_timer_set_before_a_start_that_hangs_is_not_left_with_the_lane()
    {
        var system = System((_, _) =>
        {
            _gate.Pass();
            return Task.FromResult<object>("at last");
        });
        var left = Waiting.Signal<TimerNode?>();
        var next = system.Spawn(Acting.As((_, _) => left.SetResult(EngineThread.Current.Lane!.Armed)));
        system.Spawn(Acting.As((message, context) =>
        {
            if (message is not "start") return;
            context.StartTimer("limit", "over", TimeSpan.FromSeconds(2));
            context.Perform(new Work(1));
        })).Tell("start");
        await _gate.Entered;

        // Is the lane's next, before the actor whose turn was under way.
        next.Tell("now");
        Assert.Null(await left.Task.Soon());
    }

    [Fact]
    public async Task A_start_that_hangs_can_be_cancelled_and_the_time_for_it_runs()
    {
        var told = Waiting.Signal<object>();
        var system = System((_, cancelled) =>
        {
            _gate.Pass();
            return cancelled.IsCancellationRequested ? Task.FromCanceled<object>(cancelled) : Task.FromResult<object>("not cancelled");
        });
        EffectId id = default;
        system.Spawn(Acting.As((message, context) =>
        {
            if (message is "start")
            {
                id = context.Perform(new Work(1));
                context.StartTimer("limit", "over", TimeSpan.FromSeconds(2));
            }
            else if (message is "over")
            {
                context.Cancel(id);
                context.Tell(context.Self, "cancelled");
            }
            else if (message is "cancelled")
            {
                _gate.Open();
            }
            else
            {
                told.SetResult(message);
            }
        })).Tell("start");
        await _gate.Entered;
        for (var i = 0; i < 1000 && !told.Task.IsCompleted; i++)
        {
            Look(times: 5);
            await Waiting.LetThreadsGoOn();
        }

        Assert.Equal(new EffectCancelled(new Work(1)), await told.Task.Soon());
    }

    [Fact]
    public async Task The_outcome_does_not_overtake_what_came_before_it()
    {
        var told = new List<object>();
        var all = Waiting.Signal();
        var system = System((_, _) => Task.FromResult<object>("outcome"));
        system.Spawn(Acting.As((message, context) =>
        {
            if (message is "start")
            {
                context.Tell(context.Self, "first");
                context.Perform(new Work(1));
                return;
            }

            told.Add(message);
            if (told.Count == 2) all.SetResult();
        })).Tell("start");
        await all.Task.Soon();
        Assert.Equal(["first", "outcome"], told);
    }

    [Fact]
    public async Task An_effect_of_an_actors_start_is_carried_out()
    {
        var outcome = Waiting.Signal<object>();
        var system = System((_, _) => Task.FromResult<object>("outcome"));
        system.Spawn(Props.Create(() => new PerformsInStart(outcome)));
        Assert.Equal("outcome", await outcome.Task.Soon());
    }

    [Fact]
    public async Task An_actor_whose_effects_all_end_at_once_starves_no_other()
    {
        var system = System((_, _) => Task.FromResult<object>("again"));
        system.Spawn(Acting.As((_, context) => context.Perform(new Work(1)))).Tell("start");
        var other = system.Spawn(Acting.Echo);
        for (var i = 0; i < 10; i++) Assert.Equal(i, await system.Ask<int>(other, i));
    }

    [Fact]
    public async Task What_a_runner_changes_of_its_context_is_not_for_others()
    {
        var ambient = new AsyncLocal<string>();
        var seen = Waiting.Signal<string?>();
        var system = System((_, _) =>
        {
            ambient.Value = "mine";
            return Task.FromResult<object>("outcome");
        });
        system.Spawn(Acting.As((message, context) =>
        {
            if (message is "start") context.Perform(new Work(1));
            else seen.SetResult(ambient.Value);
        })).Tell("start");
        Assert.Null(await seen.Task.Soon());
    }

    [Fact]
    public async Task Who_is_cancelled_takes_no_other_effect_with_it()
    {
        var cancelled = new List<bool>();
        var all = Waiting.Signal();
        var system = System((work, token) =>
        {
            cancelled.Add(token.IsCancellationRequested);
            return work.Number % 2 == 0 ? Task.FromResult<object>("ended") : Waiting.Signal<object>().Task.WaitAsync(token);
        });
        var number = 0;
        system.Spawn(Acting.As((_, context) =>
        {
            if (++number > 6)
            {
                all.SetResult();
                return;
            }

            var id = context.Perform(new Work(number));
            if (number % 2 == 1) context.Cancel(id);
        })).Tell("start");
        await all.Task.Soon();
        Assert.Equal([true, false, true, false, true, false], cancelled);
    }

    [Fact]
    public void Who_often_takes_long_to_start_gets_threads_of_its_own_for_longer_each_time()
    {
        var runner = new EffectRunner((_, _) => Task.FromResult<object>(""), onLane: true, lendsThread: false);
        var now = new Instant(0);
        Start(TimeSpan.FromMilliseconds(5), times: 3);
        Start(TimeSpan.Zero, times: 1);
        Start(TimeSpan.FromMilliseconds(5), times: 3);
        Assert.True(runner.MayStartOnLane(now));
        Start(TimeSpan.FromMilliseconds(5), times: 1);
        Assert.False(runner.MayStartOnLane(now + TimeSpan.FromSeconds(0.9)));
        now += TimeSpan.FromSeconds(1);
        Assert.True(runner.MayStartOnLane(now));
        Start(TimeSpan.FromMilliseconds(5), times: 1);
        Assert.False(runner.MayStartOnLane(now + TimeSpan.FromSeconds(1.9)));
        now += TimeSpan.FromSeconds(2);
        Start(TimeSpan.Zero, times: 1);
        Start(TimeSpan.FromMilliseconds(5), times: 3);
        Assert.True(runner.MayStartOnLane(now));

        void Start(TimeSpan took, int times)
        {
            for (var i = 0; i < times; i++) runner.NoteStart(took, now);
        }
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        _gate.Dispose();
        foreach (var system in _systems) await system.DisposeAsync();
    }

    private ActorSystem System(Func<Work, CancellationToken, Task<object>> run)
    {
        var dispatcher = new DispatcherOptions { Parallelism = 1, SlowBehaviourThreshold = Threshold };
        var system = new ActorSystem(new ActorSystemOptions { Dispatcher = dispatcher }, new EffectRunners().Add(run, onLane: true), time: _time);
        _systems.Add(system);
        return system;
    }

    private void Look(int times)
    {
        for (var i = 0; i < times; i++) _time.Advance(Threshold / 10);
    }

    private sealed record Work(int Number) : Effect;

    private sealed class PerformsInStart(TaskCompletionSource<object> outcome) : Actor
    {
        protected override void PreStart(ActorContext context) => context.Perform(new Work(1));

        protected override void Receive(object message, ActorContext context) => outcome.SetResult(message);
    }
}
