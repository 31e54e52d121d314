using Actors.Kernel;

namespace Actors.Simulation.Tests;

public sealed class MachineTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly World _world = new(7);
    private readonly List<(object Message, Instant At)> _seen = [];

    [Theory]
    [InlineData(20_000)]
    [InlineData(-20_000)]
    [InlineData(0)]
    public void Timers_follow_the_machines_own_clock_and_are_never_early_by_it(int driftPpm)
    {
        var machine = _world.AddMachine("m", options: new MachineOptions { DriftPpm = driftPpm });
        var start = machine.Now;
        machine.Spawn(Scripted.With((message, context) => _seen.Add((message, context.Now)), (_, context) => context.StartTimer("t", "tick", 1000 * Second)));
        Assert.True(_world.RunToRest(TimeSpan.FromHours(1)));
        var local = Assert.Single(_seen).At - start;
        Assert.InRange(local, 1000 * Second, 1000.01 * Second);
        Assert.InRange(_world.Now.TotalSeconds, (1000 / (1 + (driftPpm / 1e6))) - 0.01, (1000 / (1 + (driftPpm / 1e6))) + 0.01);
    }

    [Fact]
    public void The_clock_finds_the_first_time_at_which_it_shows_an_instant()
    {
        foreach (var drift in new[] { -20_000, -1, 0, 1, 333, 20_000 })
        {
            var clock = new MachineClock(12345, new Instant(999_999), drift);
            for (var shown = 999_999L; shown < 3_000_000; shown += 7919)
            {
                var time = clock.TimeOf(new Instant(shown));
                Assert.True(clock.At(time).Ticks >= shown);
                Assert.True(time == 12345 || clock.At(time - 1).Ticks < shown);
            }
        }
    }

    [Fact]
    public void While_paused_nothing_happens_but_the_clock_and_then_all_of_it()
    {
        var machine = _world.AddMachine("m");
        var collector = machine.Spawn(Collector.Into(_seen));
        machine.Spawn(Scripted.With((_, context) => context.Tell(collector, "tick"), (_, context) => context.StartTimer("t", "t", Second)));
        _world.RunFor(Second / 2);
        var before = machine.Now;
        machine.Pause();
        collector.Tell("hello");
        _world.RunFor(10 * Second);
        Assert.Empty(_seen);
        Assert.Equal(10 * Second, machine.Now - before);
        machine.Resume();
        Assert.True(_world.RunToRest(Second));
        Assert.Equal(["hello", "tick"], _seen.Select(one => one.Message));
    }

    [Fact]
    public void A_crash_takes_actors_mailboxes_and_timers_and_a_boot_starts_afresh()
    {
        var boots = 0;
        var machine = _world.AddMachine("m", context =>
        {
            boots++;
            context.Spawn(Scripted.With((message, c) => _seen.Add((message, c.Now)), (_, c) => c.StartTimer("t", "tick", Second)), "a");
        });
        machine.Find("/a")!.Tell("in the mailbox");
        machine.Crash();
        _world.RunFor(10 * Second);
        Assert.Empty(_seen);
        Assert.Equal(MachineState.Crashed, machine.State);
        Assert.Throws<InvalidOperationException>(() => machine.Now);
        machine.Boot();
        Assert.True(_world.RunToRest(10 * Second));
        Assert.Equal(["tick"], _seen.Select(one => one.Message));
        Assert.Equal(2, boots);
    }

    [Fact]
    public void An_effect_under_way_takes_effect_after_a_crash_but_nobody_hears_of_it()
    {
        var written = 0;
        _world.Handle<Write>((_, call) => _world.After(Second, () =>
        {
            written++;
            call.Complete("written");
        }));
        var machine = _world.AddMachine("m", context =>
            context.Spawn(Scripted.With((message, c) => _seen.Add((message, c.Now)), (_, c) => c.Perform(new Write()))));
        _world.RunFor(Second / 2);
        machine.Crash();
        machine.Boot();
        Assert.True(_world.RunToRest(10 * Second));
        Assert.Equal(2, written);
        Assert.Equal(["written"], _seen.Select(one => one.Message));
    }

    [Fact]
    public void An_effect_nobody_handles_fails_and_says_what_to_add()
    {
        _world.AddMachine("m", context => context.Spawn(Scripted.With((message, c) => _seen.Add((message, c.Now)), (_, c) => c.Perform(new Write()))));
        Assert.True(_world.RunToRest(Second));
        var failed = Assert.IsType<EffectFailed>(Assert.Single(_seen).Message);
        Assert.Contains("World.Handle<Write>", failed.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_world_that_throws_fails_the_effect_and_one_that_obeys_ends_it_cancelled()
    {
        _world.Handle<Write>((_, call) => call.OnCancelled(call.CompleteCancelled));
        _world.Handle<Explode>((_, _) => throw new TimeoutException("no answer"));
        _world.AddMachine("m", context => context.Spawn(Scripted.With((message, c) => _seen.Add((message, c.Now)), (_, c) =>
        {
            c.Cancel(c.Perform(new Write()));
            c.Perform(new Explode());
        })));
        Assert.True(_world.RunToRest(Second));
        Assert.Equal([typeof(EffectCancelled), typeof(EffectFailed)], _seen.Select(one => one.Message.GetType()));
    }

    [Fact]
    public void A_failure_that_reaches_the_root_crashes_the_machine_and_no_other()
    {
        var machine = _world.AddMachine("m", context => context.Spawn(Scripted.With((_, _) => Invariant.Holds(false, "2 + 2")), "a"));
        var other = _world.AddMachine("other");
        machine.Find("/a")!.Tell("go");
        Assert.True(_world.RunToRest(Second));
        Assert.Equal((MachineState.Crashed, MachineState.Running), (machine.State, other.State));
        Assert.Contains(_world.Failures, failure => failure.Decision == TraceKind.Fatal);
        Assert.Null(_world.Violation);
    }

    private sealed record Write : Effect;

    private sealed record Explode : Effect;
}
