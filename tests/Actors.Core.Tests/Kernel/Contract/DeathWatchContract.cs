namespace Actors.Kernel.Tests;

public abstract class DeathWatchContract : KernelContract
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_watcher_is_told_once_after_all_that_the_dead_told_it(bool isChild)
    {
        var (watcher, target) = await SpawnPair(isChild);
        watcher.Do(context => context.Watch(target));
        watcher.Do(context => context.Watch(target));
        await Host.SettleAsync();
        target.Do(context => context.Tell(watcher, "last words"));
        target.Do(context => context.StopSelf());
        await Expect("last words", new Terminated(target));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_watches_the_dead_is_told_at_once(bool isChild)
    {
        var (watcher, target) = await SpawnPair(isChild);
        Host.Stop(target);
        await Host.SettleAsync();
        watcher.Do(context => context.Watch(target));
        await Expect(new Terminated(target));
        watcher.Do(context => context.Watch(target));
        await Expect(new Terminated(target));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_has_taken_the_watch_back_is_not_told(bool isChild)
    {
        var (watcher, target) = await SpawnPair(isChild);
        watcher.Do(context => context.Watch(target));
        watcher.Do(context => context.Unwatch(target));
        await Host.SettleAsync();
        Host.Stop(target);
        await Expect();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Taking_a_watch_back_counts_even_when_the_news_is_in_the_mailbox(bool isChild)
    {
        var (watcher, target) = await SpawnPair(isChild);
        watcher.Do(context => context.Watch(target));
        await Host.SettleAsync();
        watcher.Do(context =>
        {
            // Within one message: the watch is over before anything that could have come meanwhile is looked at.
            context.Stop(target);
            context.Unwatch(target);
        });
        await Expect();
    }

    [Fact]
    public async Task A_watch_ends_with_the_life_that_made_it()
    {
        var target = SpawnPuppet();
        var watcher = Host.Spawn(Props.Create(() => new Puppet(Probe) { Strategy = SupervisorStrategy.Default }));
        watcher.Do(context => context.Watch(target));
        watcher.Throw("boom");
        await Host.AdvanceAsync(1);
        Host.Stop(target);
        await Expect();
    }

    [Fact]
    public async Task A_child_that_died_in_the_former_life_can_be_watched_in_the_next()
    {
        ActorRef? child = null;
        var watcher = Host.Spawn(Props.Create(() => new Puppet(Probe) { OnRestarted = context => context.Watch(child!) }));
        child = await SpawnBelow(watcher, Puppet.Showing(Probe));
        watcher.Do(context => context.Watch(child));
        watcher.Throw("boom");
        await Host.AdvanceAsync(1);
        await Expect(new Terminated(child));
    }

    [Fact]
    public async Task Nobody_watches_itself()
    {
        var actor = SpawnPuppet("a");
        actor.Do(context => context.Watch(context.Self));
        await Expect();
        Assert.StartsWith("/a cannot watch itself", Assert.Single(Host.Failures).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_not_of_the_system_cannot_be_watched()
    {
        var actor = SpawnPuppet("a");
        actor.Do(context => context.Watch(Probe));
        await Expect();
        Assert.IsType<NotSupportedException>(Assert.Single(Host.Failures));
    }

    [Fact]
    public async Task Dead_letters_have_always_stopped()
    {
        var actor = SpawnPuppet();
        ActorRef? nobody = null;
        actor.Do(context => context.Watch(nobody = context.DeadLetters));
        await Host.SettleAsync();
        Assert.Equal([new Terminated(nobody!)], Probe.Take());
    }

    private async Task<(ActorRef Watcher, ActorRef Target)> SpawnPair(bool isChild)
    {
        var watcher = SpawnPuppet();
        return (watcher, isChild ? await SpawnBelow(watcher, Puppet.Showing(Probe)) : SpawnPuppet());
    }
}
