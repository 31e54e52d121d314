namespace Actors.Kernel.Tests;

public abstract class PassivationContract : KernelContract
{
    private const int BufferCapacity = 2;

    [Fact]
    public async Task Entities_are_made_for_their_first_message()
    {
        var region = SpawnRegion();
        region.Tell(new To("a", "one"));
        region.Tell(new To("a", "two"));
        region.Tell(new To("b", "three"));
        await Host.SettleAsync();
        Assert.Equivalent(new object[] { "a starts", "one", "two", "b starts", "three" }, Probe.Take());
    }

    [Fact]
    public async Task What_comes_for_an_entity_that_is_stopping_reaches_its_successor_in_order()
    {
        var region = SpawnRegion();
        region.Tell(new To("a", new Do(context => context.Perform(new TestEffect("holds the end up")))));
        region.Tell(new To("a", new Do(context => context.Passivate())));
        await Host.SettleAsync();
        region.Tell(new To("a", "one"));
        region.Tell(new To("a", "two"));
        await Expect("a starts");
        Assert.Single(Host.Effects).EndAsCancelled();
        await Expect("a stops", "a starts", "one", "two");
        Assert.Equal(0, await BufferedCount(region));
    }

    [Fact]
    public async Task An_entity_that_nobody_needs_is_not_made_again()
    {
        var region = SpawnRegion();
        region.Tell(new To("a", new Do(context => context.Passivate())));
        await Expect("a starts", "a stops");
    }

    [Fact]
    public async Task An_entity_may_ask_twice_and_choose_how_it_is_told()
    {
        var region = SpawnRegion();
        region.Tell(new To("a", new Do(context =>
        {
            context.Passivate("please stop");
            context.Passivate("please stop");
        })));
        await Expect("a starts", "please stop");
    }

    [Fact]
    public async Task An_entity_that_has_got_something_to_do_in_between_goes_on_and_gets_what_was_kept_for_it()
    {
        var region = SpawnRegion();
        region.Tell(new To("a", new Do(context =>
        {
            // The parent has the request, and what comes next, before the entity has the stop message.
            context.Passivate(new Do(c => c.Tell(c.Parent, PassivationRefused.Instance)));
            context.Parent.Tell(new To("a", "one"));
            context.Parent.Tell(new To("a", "two"));
        })));
        await Expect("a starts", "one", "two");
        Assert.Equal(0, await BufferedCount(region));
        region.Tell(new To("a", "three"));
        await Expect("three");
    }

    [Fact]
    public async Task A_full_buffer_makes_dead_letters()
    {
        var region = SpawnRegion();
        region.Tell(new To("a", new Do(context => context.Perform(new TestEffect("holds the end up")))));
        region.Tell(new To("a", new Do(context => context.Passivate())));
        await Host.SettleAsync();
        for (var number = 0; number <= BufferCapacity; number++) region.Tell(new To("a", number));
        Assert.Equal(BufferCapacity, await BufferedCount(region));
        Assert.Equal(BufferCapacity, Assert.Single(Host.DeadLetters).Message);
    }

    [Fact]
    public async Task A_region_that_stops_makes_dead_letters_of_what_waits()
    {
        var region = SpawnRegion();
        region.Tell(new To("a", new Do(context => context.Perform(new TestEffect("holds the end up")))));
        region.Tell(new To("a", new Do(context => context.Passivate())));
        region.Tell(new To("b", "other"));
        await Host.SettleAsync();
        region.Tell(new To("a", "waiting"), Probe);
        await Host.SettleAsync();
        Host.Stop(region);
        await Host.SettleAsync();
        Assert.Single(Host.Effects).EndAsCancelled();
        await Host.SettleAsync();
        Assert.Contains(Host.DeadLetters, letter => letter.Message is "waiting" && letter.Sender == Probe);
    }

    private ActorRef SpawnRegion() => Host.Spawn(Props.Create(() => new Region(Probe)));

    private async Task<int> BufferedCount(ActorRef region)
    {
        region.Tell("count");
        await Host.SettleAsync();
        return Probe.Take().OfType<int>().Last();
    }

    private sealed record To(string Entity, object Message);

    private sealed class Region(ActorRef probe) : Actor
    {
        private readonly EntityChildren _entities = new(name => Puppet.Announcing(probe, name), BufferCapacity);

        protected override void Receive(object message, ActorContext context)
        {
            if (_entities.Handle(message, context)) return;
            if (message is To to) _entities.Deliver(to.Entity, to.Message, context);
            else probe.Tell(_entities.BufferedCount);
        }

        protected override void PostStop(ActorContext context) => _entities.Abandon(context);
    }
}
