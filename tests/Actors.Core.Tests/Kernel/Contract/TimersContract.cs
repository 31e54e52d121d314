namespace Actors.Kernel.Tests;

public abstract class TimersContract : KernelContract
{
    [Fact]
    public async Task A_timer_fires_once_and_not_early()
    {
        var actor = SpawnPuppet();
        actor.Do(context => context.StartTimer("key", "tick", TimeSpan.FromSeconds(10)));
        await Host.AdvanceAsync(9.9);
        await Expect();
        await Host.AdvanceAsync(0.2);
        await Expect("tick");
        await Host.AdvanceAsync(100);
        await Expect();
    }

    [Fact]
    public async Task A_timer_of_the_same_key_is_replaced_earlier_or_later()
    {
        var actor = SpawnPuppet();
        actor.Do(context =>
        {
            context.StartTimer("later", "never", TimeSpan.FromSeconds(1));
            context.StartTimer("later", "late", TimeSpan.FromSeconds(5));
            context.StartTimer("earlier", "never", TimeSpan.FromSeconds(5));
            context.StartTimer("earlier", "early", TimeSpan.FromSeconds(1));
        });
        await Host.AdvanceAsync(1.1);
        await Expect("early");
        await Host.AdvanceAsync(4);
        await Expect("late");
        await Host.AdvanceAsync(100);
        await Expect();
    }

    [Fact]
    public async Task A_cancelled_timer_does_not_fire_even_if_its_message_was_in_the_mailbox()
    {
        var actor = SpawnPuppet();
        actor.Do(context => context.StartTimer("key", "tick", TimeSpan.FromSeconds(1)));
        await Host.SettleAsync();
        actor.Do(context => context.Tell(Probe, context.CancelTimer("key")));
        actor.Do(context => context.Tell(Probe, context.CancelTimer("key")));
        await Host.AdvanceAsync(2);
        await Expect(true, false);

        actor.Do(context => context.StartTimer("zero", "tick", TimeSpan.Zero));
        actor.Do(context => context.Tell(Probe, context.CancelTimer("zero")));
        await Host.AdvanceAsync(2);
        var shown = Probe.Take();
        Assert.True(shown is [true] or ["tick", false], string.Join(", ", shown));
    }

    [Fact]
    public async Task A_timer_is_active_until_it_has_fired_or_was_cancelled()
    {
        var actor = SpawnPuppet();
        actor.Do(context => context.Tell(Probe, context.IsTimerActive("key")));
        actor.Do(context => context.StartTimer("key", "tick", TimeSpan.FromSeconds(1)));
        actor.Do(context => context.Tell(Probe, context.IsTimerActive("key")));
        await Host.AdvanceAsync(2);
        actor.Do(context => context.Tell(Probe, context.IsTimerActive("key")));
        await Expect(false, true, "tick", false);
    }

    [Fact]
    public async Task A_key_whose_timer_was_cancelled_can_be_used_again_before_and_after_its_time()
    {
        var actor = SpawnPuppet();
        actor.Do(context =>
        {
            context.StartTimer("key", "never", TimeSpan.FromSeconds(1));
            context.CancelTimer("key");
            context.StartTimer("key", "first", TimeSpan.FromSeconds(2));
        });
        await Host.AdvanceAsync(1.5);
        await Expect();
        actor.Do(context => context.CancelTimer("key"));
        actor.Do(context => context.StartTimer("key", "second", TimeSpan.FromSeconds(1)));
        await Host.AdvanceAsync(1.1);
        await Expect("second");
        actor.Do(context => context.StartTimer("key", "never", TimeSpan.FromSeconds(1)));
        await Host.SettleAsync();
        actor.Do(context => context.CancelTimer("key"));
        await Host.AdvanceAsync(10);
        actor.Do(context => context.StartTimer("key", "third", TimeSpan.FromSeconds(1)));
        await Host.AdvanceAsync(1.1);
        await Expect("third");
    }

    [Fact]
    public async Task A_periodic_timer_repeats_until_cancelled()
    {
        var actor = SpawnPuppet();
        actor.Do(context => context.StartPeriodicTimer("key", "tick", TimeSpan.FromSeconds(1)));
        for (var times = 0; times < 5; times++)
        {
            await Host.AdvanceAsync(1.05);
            await Expect("tick");
        }

        actor.Do(context => context.CancelTimer("key"));
        await Host.AdvanceAsync(10);
        await Expect();
    }

    [Fact]
    public async Task Twenty_keys_are_twenty_timers()
    {
        var actor = SpawnPuppet();
        actor.Do(context =>
        {
            for (var number = 20; number > 0; number--) context.StartTimer($"key {number}", number, TimeSpan.FromSeconds(number));
        });
        actor.Do(context =>
        {
            for (var number = 2; number <= 20; number += 2) context.CancelTimer($"key {number}");
        });
        await Host.AdvanceAsync(21);
        await Expect(1, 3, 5, 7, 9, 11, 13, 15, 17, 19);
    }

    [Fact]
    public async Task Keys_are_compared_by_value()
    {
        var actor = SpawnPuppet();
        actor.Do(context => context.StartTimer(("a", 1), "first", TimeSpan.FromSeconds(1)));
        actor.Do(context => context.StartTimer(("a", 1), "second", TimeSpan.FromSeconds(1)));
        await Host.AdvanceAsync(2);
        await Expect("second");
    }

    [Fact]
    public async Task Timers_end_with_their_actor()
    {
        var actor = SpawnPuppet();
        actor.Do(context => context.StartTimer("key", "tick", TimeSpan.FromSeconds(1)));
        await Host.SettleAsync();
        Host.Stop(actor);
        await Host.AdvanceAsync(2);
        await Expect();
        Assert.Empty(Host.DeadLetters);
    }

    [Fact]
    public async Task A_negative_delay_is_refused()
    {
        var actor = SpawnPuppet("a");
        actor.Do(context => context.StartTimer("key", "tick", TimeSpan.FromSeconds(-1)));
        await Expect();
        Assert.StartsWith("A timer's delay must not be negative (key key of /a)", Assert.Single(Host.Failures).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Receive_timeout_comes_when_idle_again_and_again_until_taken_back()
    {
        var actor = SpawnPuppet();
        actor.Do(context => context.SetReceiveTimeout(TimeSpan.FromSeconds(1)));
        await Host.AdvanceAsync(0.9);
        actor.Tell("busy");
        await Host.AdvanceAsync(0.9);
        await Expect("busy");
        await Host.AdvanceAsync(0.2);
        await Expect(ReceiveTimeout.Instance);
        await Host.AdvanceAsync(1.1);
        await Expect(ReceiveTimeout.Instance);
        actor.Do(context => context.SetReceiveTimeout(null));
        await Host.AdvanceAsync(10);
        await Expect();
    }

    [Fact]
    public async Task Messages_that_do_not_count_as_activity_do_not_put_the_receive_timeout_off()
    {
        var actor = SpawnPuppet();
        actor.Do(context => context.SetReceiveTimeout(TimeSpan.FromSeconds(1)));
        await Host.AdvanceAsync(0.9);
        actor.Tell(new Report());
        await Host.AdvanceAsync(0.2);
        await Expect(new Report(), ReceiveTimeout.Instance);
    }

    private sealed record Report : INotInfluenceReceiveTimeout;
}
