using Actors.Kernel;

namespace Actors.Engine.Tests;

public sealed class EffectRunnerTests
{
    [Fact]
    public async Task What_the_runner_returns_is_the_outcome() =>
        Assert.Equal("42", await OutcomeOf((look, _) => Task.FromResult<object>(look.At)));

    [Fact]
    public async Task What_the_runner_throws_at_once_or_later_is_a_failure()
    {
        var failure = new FormatException("odd");
        Assert.Equal(new EffectFailed(Look.Up, failure), await OutcomeOf((_, _) => throw failure));
        Assert.Equal(new EffectFailed(Look.Up, failure), await OutcomeOf(async (_, _) =>
        {
            await Task.Yield();
            throw failure;
        }));
    }

    [Fact]
    public async Task A_runner_that_ends_because_it_was_cancelled_has_that_for_an_outcome() =>
        Assert.Equal(new EffectCancelled(Look.Up), await OutcomeOf(ForEverAsync, cancel: true));

    [Fact]
    public async Task A_runner_may_have_an_outcome_although_it_was_cancelled() =>
        Assert.Equal("done all the same", await OutcomeOf(OutcomeOnceCancelledAsync, cancel: true));

    [Fact]
    public async Task A_runner_that_gives_up_without_being_cancelled_has_failed()
    {
        var outcome = await OutcomeOf((_, _) => throw new OperationCanceledException("the server hung up"));
        Assert.IsType<OperationCanceledException>(Assert.IsType<EffectFailed>(outcome).Error);
    }

    [Fact]
    public async Task A_runner_that_returns_nothing_has_failed()
    {
        var outcome = Assert.IsType<EffectFailed>(await OutcomeOf((_, _) => Task.FromResult<object>(null!)));
        Assert.Equal("The runner of Look returned null; an effect has an outcome", outcome.Error.Message);
    }

    [Fact]
    public async Task An_effect_without_a_runner_fails_and_says_what_to_do()
    {
        var outcome = Assert.IsType<EffectFailed>(await OutcomeIn(new ActorSystem()));
        Assert.Equal("No runner for the effect Look: add one with EffectRunners.Add<Look> before the system starts", outcome.Error.Message);
    }

    [Fact]
    public void A_second_runner_for_an_effect_is_refused()
    {
        var runners = new EffectRunners().Add<Look>(ForEverAsync);
        var refusal = Assert.Throws<ArgumentException>(() => runners.Add<Look>(ForEverAsync));
        Assert.StartsWith("There is a runner for Look already", refusal.Message, StringComparison.Ordinal);
    }

    private static Task<object> ForEverAsync(Look look, CancellationToken cancelled) => Waiting.Signal<object>().Task.WaitAsync(cancelled);

    private static async Task<object> OutcomeOnceCancelledAsync(Look look, CancellationToken cancelled)
    {
        var asked = Waiting.Signal();
        await using var registration = cancelled.Register(asked.SetResult);
        await asked.Task;
        return "done all the same";
    }

    /// <summary>The outcome where it starts on a lane, which must be of the kind it has where it starts on a thread of the pool.</summary>
    private static async Task<object> OutcomeOf(Func<Look, CancellationToken, Task<object>> run, bool cancel = false)
    {
        var onPool = await OutcomeIn(new ActorSystem(effects: new EffectRunners().Add(run)), cancel);
        var onLane = await OutcomeIn(new ActorSystem(effects: new EffectRunners().Add(run, onLane: true)), cancel);
        Assert.Equal(onPool.GetType(), onLane.GetType());
        return onLane;
    }

    private static async Task<object> OutcomeIn(ActorSystem system, bool cancel = false)
    {
        await using var disposed = system;
        var outcome = Waiting.Signal<object>();
        system.Spawn(Acting.As((message, context) =>
        {
            if (!ReferenceEquals(message, Look.Up))
            {
                outcome.SetResult(message);
                return;
            }

            var id = context.Perform(Look.Up);
            if (cancel) Assert.True(context.Cancel(id));
        })).Tell(Look.Up);
        return await outcome.Task.Soon();
    }

    private sealed record Look(string At) : Effect
    {
        public static Look Up { get; } = new("42");
    }
}
