namespace Actors.Kernel.Tests;

public abstract class StashContract : KernelContract
{
    [Fact]
    public async Task Stashed_messages_come_back_in_order_before_those_that_wait_with_their_senders()
    {
        var actor = Host.Spawn(Props.Create(() => new Stashing(Probe)));
        actor.Tell("one", Probe);
        actor.Tell("two", Probe);
        actor.Tell("open");
        actor.Tell("three");
        await Host.SettleAsync();
        Assert.Equal([("one", Probe), ("two", Probe), ("three", null)], Probe.TakeWithSenders().Select(told => (told.Message, told.Sender as Probe)));
    }

    [Fact]
    public async Task A_message_is_stashed_once()
    {
        var actor = SpawnPuppet("a");
        actor.Do(context =>
        {
            context.Stash();
            context.Stash();
        });
        await Host.SettleAsync();
        Assert.Equal("/a has stashed Do already", Assert.Single(Host.Failures).Message);
    }

    [Fact]
    public async Task A_full_stash_is_an_error_that_says_how_full()
    {
        var actor = Host.Spawn(Props.Create(() => new Stashing(Probe)), "a");
        for (var number = 0; number <= KernelHarness.StashCapacity; number++) actor.Tell(number);
        await Host.SettleAsync();
        var failure = Assert.IsType<StashOverflowException>(Assert.Single(Host.Failures));
        Assert.Contains($"The stash of /a is full at {KernelHarness.StashCapacity} messages", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restart_puts_the_stash_back_into_the_mailbox()
    {
        var actor = Host.Spawn(Props.Create(() => new Stashing(Probe)));
        actor.Tell("one");
        actor.Tell("fail");
        actor.Tell("open");
        await Host.AdvanceAsync(1);
        await Expect("one");
    }

    [Fact]
    public async Task What_is_stashed_when_the_actor_stops_are_dead_letters()
    {
        var actor = Host.Spawn(Props.Create(() => new Stashing(Probe)));
        actor.Tell("one", Probe);
        actor.Tell("two", Probe);
        await Host.SettleAsync();
        Host.Stop(actor);
        await Expect();
        Assert.Equal(["one", "two"], Host.DeadLetters.Select(letter => letter.Message));
    }

    /// <summary>Stashes all until it is told "open".</summary>
    private sealed class Stashing(ActorRef probe) : Actor
    {
        private bool _isOpen;

        protected override void Receive(object message, ActorContext context)
        {
            switch (message)
            {
                case "open":
                    _isOpen = true;
                    context.UnstashAll();
                    break;
                case "fail":
                    throw new InvalidOperationException("fail");
                default:
                    if (_isOpen) context.Forward(probe);
                    else context.Stash();
                    break;
            }
        }
    }
}
