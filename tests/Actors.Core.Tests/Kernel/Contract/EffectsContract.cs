namespace Actors.Kernel.Tests;

public abstract class EffectsContract : KernelContract
{
    [Fact]
    public async Task The_outcome_comes_back_as_a_message()
    {
        var actor = SpawnPuppet();
        var effect = await Perform(actor, "one");
        Assert.Equal("one", effect.Effect.Name);
        await Expect();
        effect.Complete("done");
        await Expect("done");
    }

    [Fact]
    public async Task A_failure_of_the_world_is_an_outcome_and_not_a_failure_of_the_actor()
    {
        var actor = SpawnPuppet();
        var effect = await Perform(actor, "one");
        var error = new TimeoutException("too slow");
        effect.Fail(error);
        await Expect(new EffectFailed(effect.Effect, error));
        Assert.Empty(Host.Failures);
    }

    [Fact]
    public async Task A_cancelled_effect_has_an_outcome_too()
    {
        var actor = SpawnPuppet();
        var id = default(EffectId);
        actor.Do(context => id = context.Perform(new TestEffect("one")));
        await Host.SettleAsync();
        var effect = Assert.Single(Host.Effects);
        actor.Do(context => context.Tell(Probe, context.Cancel(id)));
        await Expect(true);
        Assert.True(effect.IsCancelled);
        effect.EndAsCancelled();
        await Expect(new EffectCancelled(effect.Effect));
        actor.Do(context => context.Tell(Probe, context.Cancel(id)));
        await Expect(false);
    }

    [Fact]
    public async Task An_effect_that_was_asked_to_end_may_still_succeed()
    {
        var actor = SpawnPuppet();
        actor.Do(context => context.Cancel(context.Perform(new TestEffect("one"))));
        await Host.SettleAsync();
        Assert.Single(Host.Effects).Complete("done all the same");
        await Expect("done all the same");
    }

    [Fact]
    public async Task A_restart_waits_until_the_effects_of_the_life_before_have_ended()
    {
        var actor = Host.Spawn(Puppet.Announcing(Probe, "a"));
        var effect = await Perform(actor, "one");
        actor.Throw("boom");
        await Host.AdvanceAsync(60);
        await Expect("a starts");
        Assert.True(effect.IsCancelled);
        effect.Complete("for the life before");
        await Host.AdvanceAsync(1);
        await Expect("a ends after boom", "a restarts after boom");
        Assert.Equal("for the life before", Assert.Single(Host.DeadLetters).Message);
    }

    [Fact]
    public async Task A_stop_waits_until_the_effects_have_ended()
    {
        var watcher = SpawnPuppet();
        var actor = await SpawnBelow(watcher, Puppet.Announcing(Probe, "a"));
        watcher.Do(context => context.Watch(actor));
        var effect = await Perform(actor, "one");
        Host.Stop(actor);
        await Host.AdvanceAsync(60);
        await Expect("a starts");
        Assert.True(effect.IsCancelled);
        effect.EndAsCancelled();
        await Expect("a stops", new Terminated(actor));
    }

    [Fact]
    public async Task Many_effects_are_under_way_at_once()
    {
        var actor = SpawnPuppet();
        for (var number = 0; number < 10; number++) await Perform(actor, $"{number}");
        Assert.Equal(10, Host.Effects.Count);
        foreach (var effect in Host.Effects.Reverse())
        {
            effect.Complete(effect.Effect.Name);
            await Expect(effect.Effect.Name);
        }
    }

    [Fact]
    public async Task An_actor_that_is_stopping_begins_no_effect()
    {
        var actor = Host.Spawn(Props.Create(() => new Puppet(Probe) { OnStop = context => context.Perform(new TestEffect("late")) }), "a");
        await Host.SettleAsync();
        Host.Stop(actor);
        await Expect();
        Assert.Equal("/a cannot perform TestEffect: it is Stopping", Assert.Single(Host.Failures).Message);
    }

    private async Task<PendingEffect> Perform(ActorRef actor, string name)
    {
        actor.Do(context => context.Perform(new TestEffect(name)));
        await Host.SettleAsync();
        return Host.Effects.Single(effect => effect.Effect.Name == name);
    }
}
