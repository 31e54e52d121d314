namespace Actors.Kernel.Tests;

public abstract class HierarchyContract : KernelContract
{
    [Fact]
    public async Task Children_stop_before_their_parents()
    {
        var top = Host.Spawn(Puppet.Announcing(Probe, "top"), "top");
        var middle = await SpawnBelow(top, Puppet.Announcing(Probe, "middle"), "middle");
        await SpawnBelow(middle, Puppet.Announcing(Probe, "bottom"), "bottom");
        Host.Stop(top);
        await Expect("top starts", "middle starts", "bottom starts", "bottom stops", "middle stops", "top stops");
    }

    [Fact]
    public async Task An_actor_knows_its_path_parent_and_children()
    {
        var parent = SpawnPuppet("parent");
        var child = await SpawnBelow(parent, Puppet.Showing(Probe), "child");
        Assert.Equal("/parent/child", child.Path.ToString());
        child.Do(context => context.Tell(Probe, context.Parent));
        parent.Do(context => context.Tell(Probe, context.Child("child")!));
        parent.Do(context => context.Tell(Probe, context.Child("nobody") is null));
        parent.Do(context => context.Tell(Probe, context.Children.Count));
        await Host.SettleAsync();
        Assert.Equivalent(new object[] { parent, child, true, 1 }, Probe.Take());
    }

    [Fact]
    public async Task Who_looks_on_is_told_of_children_and_of_what_waits_by_one_that_has_failed_or_stopped_too()
    {
        var parent = Host.Spawn(Puppet.Announcing(Probe, "parent", new SupervisorStrategy { MinBackoff = TimeSpan.FromSeconds(10) }), "parent");
        var child = await SpawnBelow(parent, Puppet.Showing(Probe), "child");
        await Host.SettleAsync();
        Probe.Take();
        ((ActorCell)parent).Post(new Inspect(new DescribeActor(WithChildren: true), Probe));
        ((ActorCell)parent).Post(new Inspect(new FindChild("child"), Probe));
        ((ActorCell)parent).Post(new Inspect(new FindChild("nobody"), Probe));
        ((ActorCell)parent).Post(new Inspect("what no puppet knows", Probe));
        await Host.SettleAsync();
        var told = Probe.Take();
        var described = Assert.IsType<ActorDescription>(told[0]);
        Assert.Equal((parent, CellState.Running, 0, 1), (described.Actor, described.State, described.MailboxDepth, described.ChildCount));
        Assert.Equal([child], described.Children);
        Assert.Equal([child, NothingToSay.Instance, NothingToSay.Instance], told.Skip(1));

        // One that has failed and waits to be made anew: what it is told waits with it, and who looks on does not.
        child.Throw("on purpose");
        await Host.SettleAsync();
        for (var i = 0; i < 3; i++) child.Tell("wait");
        await Host.SettleAsync();
        ((ActorCell)child).Post(new Inspect(new DescribeActor(), Probe));
        await Host.SettleAsync();
        Assert.Equal((CellState.BackingOff, 3), Assert.Single(Probe.Take().OfType<ActorDescription>()) is var failed ? (failed.State, failed.MailboxDepth) : default);

        Host.Stop(parent);
        await Host.SettleAsync();
        Probe.Take();
        ((ActorCell)parent).Post(new Inspect(new DescribeActor(), Probe));
        await Host.SettleAsync();
        Assert.Equal(CellState.Stopped, Assert.IsType<ActorDescription>(Assert.Single(Probe.Take())).State);
    }

    [Fact]
    public async Task A_name_in_use_is_refused_and_the_error_says_which()
    {
        var parent = SpawnPuppet("parent");
        await SpawnBelow(parent, Puppet.Showing(Probe), "child");
        parent.Do(context => context.Spawn(Puppet.Showing(Probe), "child"));
        await Host.SettleAsync();
        Assert.Contains("'child' is in use below /parent", Assert.Single(Host.Failures).Message, StringComparison.Ordinal);
        Assert.IsType<InvalidActorNameException>(Host.Failures[0]);
    }

    [Fact]
    public async Task A_name_is_free_once_terminated_has_come()
    {
        var parent = SpawnPuppet("parent");
        var child = await SpawnBelow(parent, Puppet.Showing(Probe), "child");
        parent.Do(context => context.Watch(child));
        Host.Stop(child);
        await Expect(new Terminated(child));
        var successor = await SpawnBelow(parent, Puppet.Showing(Probe), "child");
        Assert.Equal("/parent/child", successor.Path.ToString());
        Assert.NotEqual(child, successor);
    }

    [Theory]
    [InlineData("")]
    [InlineData("$mine")]
    [InlineData("a/b")]
    [InlineData("a b")]
    public void A_malformed_name_is_refused_with_what_is_allowed(string name)
    {
        var failure = Assert.Throws<InvalidActorNameException>(() => SpawnPuppet(name));
        Assert.Contains("letters, digits and", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_are_made_up_for_those_who_give_none()
    {
        var parent = SpawnPuppet();
        var one = await SpawnBelow(parent, Puppet.Showing(Probe));
        var other = await SpawnBelow(parent, Puppet.Showing(Probe));
        Assert.NotEqual(one.Path, other.Path);
        Assert.StartsWith("$", one.Path.Name, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_actor_that_is_stopping_spawns_no_more()
    {
        var props = Puppet.Showing(Probe);
        var actor = Host.Spawn(Props.Create(() => new Puppet(Probe) { OnStop = context => context.Spawn(props, "late") }), "a");
        await Host.SettleAsync();
        Host.Stop(actor);
        await Expect();
        Assert.Contains("/a cannot spawn 'late': it is Stopping", Assert.Single(Host.Failures).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_while_stopping_is_reported_and_stops_nothing_else()
    {
        var watcher = SpawnPuppet();
        var child = await SpawnBelow(watcher, Props.Create(() => new Puppet(Probe) { OnStop = _ => throw new InvalidOperationException("last words") }));
        watcher.Do(context => context.Watch(child));
        await Host.SettleAsync();
        Host.Stop(child);
        await Expect(new Terminated(child));
        Assert.Equal("last words", Assert.Single(Host.Failures).Message);
    }
}
