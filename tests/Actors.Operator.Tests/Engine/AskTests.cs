using Actors.Kernel;

namespace Actors.Engine.Tests;

public sealed class AskTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(7);

    private readonly ManualTimeProvider _time = new();
    private readonly TaskCompletionSource<DeadLetter> _letter = Waiting.Signal<DeadLetter>();
    private readonly ActorSystem _system;

    public AskTests()
    {
        _system = new ActorSystem(time: _time);
        _system.DeadLettered += letter => _letter.TrySetResult(letter);
    }

    [Fact]
    public async Task The_first_reply_is_the_answer_and_the_next_a_dead_letter()
    {
        var target = _system.Spawn(Acting.As((_, context) =>
        {
            context.Reply("first");
            context.Reply("second");
        }));
        Assert.Equal("first", await _system.AskAsync<string>(target, "what?", Patience).Soon());
        var letter = await _letter.Task.Soon();
        Assert.Equal(("second", target), (letter.Message, letter.Sender));
    }

    [Fact]
    public async Task Whom_the_question_is_forwarded_to_may_answer()
    {
        var echo = _system.Spawn(Acting.Echo);
        var target = _system.Spawn(Acting.As((_, context) => context.Forward(echo)));
        Assert.Equal("what?", await _system.AskAsync<string>(target, "what?", Patience).Soon());
    }

    [Fact]
    public async Task Without_an_answer_in_time_it_fails_and_says_who_was_asked_what()
    {
        var target = _system.Spawn(Acting.As((_, _) => { }), "silent");
        var asking = _system.AskAsync<string>(target, "what?", Patience);
        _time.Advance(Patience - TimeSpan.FromMilliseconds(1));
        Assert.False(asking.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        var failure = await Assert.ThrowsAsync<TimeoutException>(() => asking.Soon());
        Assert.Equal("/silent did not answer String within 00:00:07", failure.Message);
    }

    [Fact]
    public async Task An_answer_that_comes_too_late_is_a_dead_letter()
    {
        using var gate = new Gate();
        var target = _system.Spawn(Acting.As((_, context) =>
        {
            gate.Pass();
            context.Reply("late");
        }));
        var asking = _system.AskAsync<string>(target, "what?", Patience);
        await gate.Entered;
        _time.Advance(Patience);
        await Assert.ThrowsAsync<TimeoutException>(() => asking.Soon());
        gate.Open();
        Assert.Equal("late", (await _letter.Task.Soon()).Message);
    }

    [Fact]
    public async Task An_answer_that_is_not_waited_for_any_more_is_given_up()
    {
        using var cancellation = new CancellationTokenSource();
        var target = _system.Spawn(Acting.As((_, _) => { }));
        var asking = _system.AskAsync<string>(target, "what?", Patience, cancellation.Token);
        Assert.False(asking.IsCompleted);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking.Soon());
    }

    [Fact]
    public async Task A_stopped_actor_does_not_answer_and_the_question_is_a_dead_letter()
    {
        var target = _system.Spawn(Acting.Echo, "stopped");
        _system.Stop(target);
        var asking = _system.AskAsync<string>(target, "what?", Patience);
        var letter = await _letter.Task.Soon();
        Assert.Equal(("what?", target), (letter.Message, letter.Recipient));
        _time.Advance(Patience);
        await Assert.ThrowsAsync<TimeoutException>(() => asking.Soon());
    }

    [Fact]
    public async Task An_answer_of_another_type_fails_and_says_which()
    {
        var target = _system.Spawn(Acting.Echo, "echo");
        var failure = await Assert.ThrowsAsync<InvalidCastException>(() => _system.AskAsync<string>(target, 5, Patience).Soon());
        Assert.Equal("/echo answered Int32 with Int32, not String", failure.Message);
    }

    public ValueTask DisposeAsync() => _system.DisposeAsync();
}
