namespace Actors.Kernel.Tests;

public abstract class AskContract : KernelContract
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task The_answer_comes_with_its_correlation_and_its_sender()
    {
        var asker = SpawnPuppet();
        var answerer = Host.Spawn(Props.Create(() => new Answering()));
        asker.Do(context => context.Ask(answerer, "question", Timeout, 42));
        await Host.SettleAsync();
        Assert.Equal([(new AskReply(42, "answer"), answerer)], Probe.TakeWithSenders());
        await Host.AdvanceAsync(10);
        await Expect();
    }

    [Fact]
    public async Task No_answer_in_time_is_a_timeout_and_a_late_one_a_dead_letter()
    {
        var asker = SpawnPuppet();
        var target = SpawnPuppet();
        asker.Do(context => context.Ask(target, "question", Timeout, "which"));
        await Host.SettleAsync();
        var (_, ask) = Assert.Single(Probe.TakeWithSenders());
        await Host.AdvanceAsync(4.9);
        await Expect();
        await Host.AdvanceAsync(0.2);
        await Expect(new AskTimeout("which", target, Timeout));
        ask!.Tell("late");
        await Expect();
        Assert.Equal("late", Assert.Single(Host.DeadLetters).Message);
    }

    [Fact]
    public async Task A_second_answer_is_a_dead_letter()
    {
        var asker = SpawnPuppet();
        var target = SpawnPuppet();
        asker.Do(context => context.Ask(target, "question", Timeout));
        await Host.SettleAsync();
        var (_, ask) = Assert.Single(Probe.TakeWithSenders());
        ask!.Tell("first");
        await Host.SettleAsync();
        ask.Tell("second");
        await Expect(new AskReply(null, "first"));
        Assert.Equal("second", Assert.Single(Host.DeadLetters).Message);
    }

    [Fact]
    public async Task A_restart_gives_up_what_the_former_life_asked()
    {
        var asker = SpawnPuppet();
        var target = SpawnPuppet();
        asker.Do(context => context.Ask(target, "question", Timeout));
        await Host.SettleAsync();
        var (_, ask) = Assert.Single(Probe.TakeWithSenders());
        asker.Throw("boom");
        await Host.AdvanceAsync(1);
        ask!.Tell("answer");
        await Host.AdvanceAsync(10);
        await Expect();
    }

    [Fact]
    public async Task A_timeout_must_be_above_zero()
    {
        var asker = SpawnPuppet();
        asker.Do(context => context.Ask(Probe, "question", TimeSpan.Zero));
        await Expect();
        Assert.IsType<ArgumentOutOfRangeException>(Assert.Single(Host.Failures));
    }

    private sealed class Answering : Actor
    {
        protected override void Receive(object message, ActorContext context) => context.Reply("answer");
    }
}
