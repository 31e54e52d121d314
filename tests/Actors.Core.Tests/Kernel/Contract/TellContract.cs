namespace Actors.Kernel.Tests;

public abstract class TellContract : KernelContract
{
    [Fact]
    public async Task Messages_from_one_sender_arrive_in_order()
    {
        var actor = SpawnPuppet();
        var numbers = Enumerable.Range(0, 1000).Cast<object>().ToArray();
        foreach (var number in numbers) actor.Tell(number);
        await Expect(numbers);
    }

    [Fact]
    public async Task The_sender_of_a_message_is_who_told_it()
    {
        var receiver = SpawnPuppet();
        var sender = SpawnPuppet();
        sender.Do(context => context.Tell(receiver, "hello"));
        await Host.SettleAsync();
        Assert.Equal([("hello", sender)], Probe.TakeWithSenders());
    }

    [Fact]
    public async Task A_forwarded_message_keeps_its_sender()
    {
        var end = SpawnPuppet();
        var middle = Host.Spawn(Props.Create(() => new Forwarder(end)));
        var origin = SpawnPuppet();
        origin.Do(context => context.Tell(middle, "hello"));
        await Host.SettleAsync();
        Assert.Equal([("hello", origin)], Probe.TakeWithSenders());
    }

    [Fact]
    public async Task A_reply_goes_to_the_sender_and_to_dead_letters_without_one()
    {
        var actor = SpawnPuppet();
        actor.Tell(new Do(context => context.Reply("answer")), Probe);
        actor.Tell(new Do(context => context.Reply("lost")));
        await Expect("answer");
        Assert.Equal("lost", Assert.Single(Host.DeadLetters).Message);
    }

    [Fact]
    public async Task What_is_told_to_a_stopped_actor_or_waits_for_it_is_a_dead_letter()
    {
        var actor = SpawnPuppet();
        actor.Do(context => context.StopSelf());
        actor.Tell("behind the stop", Probe);
        await Host.SettleAsync();
        actor.Tell("after it", Probe);
        await Expect();
        Assert.Equal(["behind the stop", "after it"], Host.DeadLetters.Select(letter => letter.Message));
        Assert.All(Host.DeadLetters, letter => Assert.Equal((Probe, actor), (letter.Sender, letter.Recipient)));
    }

    [Fact]
    public async Task Poison_is_taken_after_the_messages_before_it()
    {
        var actor = SpawnPuppet();
        actor.Tell("before");
        actor.Tell(PoisonPill.Instance);
        actor.Tell("after");
        await Expect("before");
        Assert.Equal("after", Assert.Single(Host.DeadLetters).Message);
    }

    [Fact]
    public async Task Null_is_no_message()
    {
        var actor = SpawnPuppet();
        Assert.Throws<ArgumentNullException>(() => actor.Tell(null!));
        await Expect();
    }

    [Fact]
    public async Task A_reference_stays_good_over_a_restart_and_never_leads_to_a_successor_of_the_name()
    {
        var actor = SpawnPuppet("a");
        actor.Throw("boom");
        await Host.AdvanceAsync(1);
        actor.Tell("restarted");
        await Expect("restarted");
        Host.Stop(actor);
        await Host.SettleAsync();
        var successor = SpawnPuppet("a");
        Assert.Equal(actor.Path, successor.Path);
        Assert.NotEqual(actor, successor);
        actor.Tell("for the dead");
        await Expect();
        Assert.Equal("for the dead", Assert.Single(Host.DeadLetters).Message);
    }

    [Fact]
    public async Task Time_stands_still_while_a_message_is_handled()
    {
        var actor = SpawnPuppet();
        actor.Do(context =>
        {
            var before = context.Now;
            for (var i = 0; i < 10_000; i++) Assert.Equal(before, context.Now);
            context.Tell(Probe, "same");
        });
        await Expect("same");
    }

    private sealed class Forwarder(ActorRef target) : Actor
    {
        protected override void Receive(object message, ActorContext context) => context.Forward(target);
    }
}
