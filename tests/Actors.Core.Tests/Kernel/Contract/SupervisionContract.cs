namespace Actors.Kernel.Tests;

public abstract class SupervisionContract : KernelContract
{
    private static readonly SupervisorStrategy AtOnce = new() { MinBackoff = TimeSpan.Zero };

    [Fact]
    public async Task A_restart_makes_a_new_instance_and_keeps_the_mailbox()
    {
        var actor = Host.Spawn(Puppet.Announcing(Probe, "a"));
        actor.Throw("boom");
        actor.Tell("waiting");
        await Host.SettleAsync();
        Assert.Equal(["a starts", "a ends after boom"], Probe.Take());
        await Host.AdvanceAsync(1);
        await Expect("a restarts after boom", "waiting");
        Assert.Equal("boom", Assert.Single(Host.Failures).Message);
    }

    [Fact]
    public async Task Messages_of_a_failure_are_not_handled_again()
    {
        var actor = Host.Spawn(Puppet.Showing(Probe));
        actor.Tell("before");
        actor.Throw("boom");
        await Host.AdvanceAsync(10);
        await Expect("before");
        Assert.Single(Host.Failures);
        Assert.Empty(Host.DeadLetters);
    }

    [Fact]
    public async Task A_resumed_child_keeps_its_state_and_goes_on()
    {
        var child = await SpawnChild(Directive.Resume);
        child.Throw("boom");
        child.Tell("next");
        await Expect("child starts", "next");
    }

    [Fact]
    public async Task A_child_whose_failure_means_stop_stops()
    {
        var child = await SpawnChild(Directive.Stop);
        child.Throw("boom");
        child.Tell("too late");
        await Expect("child starts", "child stops");
        Assert.Equal("too late", Assert.Single(Host.DeadLetters).Message);
    }

    [Fact]
    public async Task An_escalated_failure_is_the_parents_own_and_ends_all_below_it()
    {
        var parent = Host.Spawn(Puppet.Announcing(Probe, "parent", Deciding(Directive.Escalate)));
        var child = await SpawnBelow(parent, Puppet.Announcing(Probe, "child"));
        child.Throw("boom");
        await Host.AdvanceAsync(1);
        await Expect("parent starts", "child starts", "child stops", "parent ends after boom", "parent restarts after boom");
    }

    [Fact]
    public async Task What_was_escalated_and_resumed_above_resumes_below()
    {
        var top = Host.Spawn(Puppet.Announcing(Probe, "top", Deciding(Directive.Resume)));
        var middle = await SpawnBelow(top, Puppet.Announcing(Probe, "middle", Deciding(Directive.Escalate)));
        var bottom = await SpawnBelow(middle, Puppet.Announcing(Probe, "bottom"));
        bottom.Throw("boom");
        bottom.Tell("bottom goes on");
        await Host.SettleAsync();
        middle.Tell("so does middle");
        await Expect("top starts", "middle starts", "bottom starts", "bottom goes on", "so does middle");
    }

    [Fact]
    public async Task Siblings_of_a_failed_child_are_not_touched()
    {
        var parent = Host.Spawn(Puppet.Announcing(Probe, "parent", AtOnce));
        var one = await SpawnBelow(parent, Puppet.Announcing(Probe, "one"));
        await SpawnBelow(parent, Puppet.Announcing(Probe, "other"));
        one.Throw("boom");
        await Expect("parent starts", "one starts", "other starts", "one ends after boom", "one restarts after boom");
    }

    [Fact]
    public async Task A_restart_stops_children_first_and_forgets_timers_and_watches()
    {
        var other = SpawnPuppet();
        var actor = Host.Spawn(Puppet.Announcing(Probe, "a"));
        await SpawnBelow(actor, Puppet.Announcing(Probe, "child"));
        actor.Do(context => context.StartTimer("key", "tick", TimeSpan.FromSeconds(5)));
        actor.Do(context => context.SetReceiveTimeout(TimeSpan.FromSeconds(5)));
        actor.Do(context => context.Watch(other));
        actor.Throw("boom");
        await Host.AdvanceAsync(1);
        Host.Stop(other);
        await Host.AdvanceAsync(10);
        await Expect("a starts", "child starts", "child stops", "a ends after boom", "a restarts after boom");
    }

    [Fact]
    public async Task Each_restart_in_a_row_waits_twice_as_long_up_to_the_longest()
    {
        var strategy = new SupervisorStrategy { MinBackoff = TimeSpan.FromSeconds(1), MaxBackoff = TimeSpan.FromSeconds(4), Jitter = 0 };
        var parent = Host.Spawn(Puppet.Announcing(Probe, "parent", strategy));
        var child = await SpawnBelow(parent, Puppet.Announcing(Probe, "child"));
        foreach (var seconds in (double[])[1, 2, 4, 4])
        {
            child.Throw("boom");
            await Host.AdvanceAsync(seconds - 0.1);
            Assert.DoesNotContain("child restarts after boom", Probe.Take());
            await Host.AdvanceAsync(0.2);
            await Expect("child restarts after boom");
        }
    }

    [Fact]
    public async Task Restarts_are_forgotten_after_a_time_without_failure()
    {
        var strategy = new SupervisorStrategy { MinBackoff = TimeSpan.FromSeconds(1), Jitter = 0, MaxRestarts = 1, ResetAfter = TimeSpan.FromSeconds(30) };
        var child = await SpawnBelow(Host.Spawn(Puppet.Announcing(Probe, "parent", strategy)), Puppet.Announcing(Probe, "child"));
        child.Throw("first");
        await Host.AdvanceAsync(32);
        child.Throw("forgiven");
        await Host.AdvanceAsync(2);
        child.Throw("too soon");
        await Expect(
            "parent starts", "child starts",
            "child ends after first", "child restarts after first",
            "child ends after forgiven", "child restarts after forgiven",
            "child stops");
    }

    [Fact]
    public async Task A_child_that_cannot_be_made_stops_and_the_error_says_which()
    {
        var parent = SpawnPuppet();
        var child = await SpawnBelow(parent, Props.Create(NoParts), "child");
        parent.Do(context => context.Watch(child));
        await Expect(new Terminated(child));
        var failure = Assert.IsType<ActorInitializationException>(Assert.Single(Host.Failures));
        Assert.Equal($"The actor {child.Path} could not be started: no parts", failure.Message);
    }

    [Fact]
    public async Task A_watcher_that_does_not_handle_terminated_stops()
    {
        var dead = SpawnPuppet("dead");
        var watcher = Host.Spawn(Props.Create(() => new Refusing(Probe)), "watcher");
        watcher.Tell(dead);
        await Host.SettleAsync();
        Host.Stop(dead);
        await Expect("stops");
        Assert.Equal("/dead stopped, and its watcher does not handle Terminated", Assert.IsType<DeathPactException>(Assert.Single(Host.Failures)).Message);
    }

    [Fact]
    public async Task A_decider_that_throws_escalates_what_it_threw()
    {
        var strategy = AtOnce with { Decider = _ => throw new InvalidOperationException("undecided") };
        var parent = Host.Spawn(Puppet.Announcing(Probe, "parent", strategy));
        var child = await SpawnBelow(parent, Puppet.Announcing(Probe, "child"));
        child.Throw("boom");
        await Host.AdvanceAsync(1);
        Assert.Contains("parent restarts after undecided", Probe.Take());
    }

    [Fact]
    public async Task A_broken_invariant_ends_the_host()
    {
        var actor = SpawnPuppet();
        actor.Do(_ => Invariant.Holds(false, "one and one are two"));
        await Host.SettleAsync();
        Assert.True(Host.HasFailed);
    }

    private static SupervisorStrategy Deciding(Directive directive) => AtOnce with { Decider = _ => directive };

    private async Task<ActorRef> SpawnChild(Directive directive) =>
        await SpawnBelow(Host.Spawn(Props.Create(() => new Puppet(Probe) { Strategy = Deciding(directive) })), Puppet.Announcing(Probe, "child"));

    private static Actor NoParts() => throw new InvalidOperationException("no parts");

    /// <summary>Watches whom it is told and handles nothing.</summary>
    private sealed class Refusing(ActorRef probe) : Actor
    {
        protected override void Receive(object message, ActorContext context)
        {
            if (message is ActorRef target) context.Watch(target);
            else context.Unhandled(message);
        }

        protected override void PostStop(ActorContext context) => probe.Tell("stops");
    }
}
