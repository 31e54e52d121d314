using Actors.Cli.Up.Chaos;
using Actors.Testing;

namespace Actors.Cli.Tests;

public sealed class ChaosDriverTests
{
    private static readonly ChaosStep[] Plan =
    [
        new(TimeSpan.FromSeconds(1), "a", ChaosAction.Kill), new(TimeSpan.FromSeconds(2), "b", ChaosAction.Pause),
        new(TimeSpan.FromSeconds(4), "a", ChaosAction.Start), new(TimeSpan.FromSeconds(9), "b", ChaosAction.Resume),
    ];

    private readonly ManualTime _time = new();

    [Fact]
    public async Task Each_step_comes_at_its_time()
    {
        var target = new Target(_time);
        var run = new ChaosDriver(Plan, target, _time).RunAsync(CancellationToken.None);
        await AdvanceAsync(1, 1, 2, 5);
        await run;
        Assert.Equal(["1 a Kill", "2 b Pause", "4 a Start", "9 b Resume"], target.Done);
    }

    [Fact]
    public async Task A_fault_that_cannot_be_is_left_out_with_its_end()
    {
        var target = new Target(_time) { Spared = "b" };
        var run = new ChaosDriver(Plan, target, _time).RunAsync(CancellationToken.None);
        await AdvanceAsync(1, 1, 2, 5);
        await run;
        Assert.Equal(["1 a Kill", "4 a Start"], target.Done);
    }

    [Fact]
    public async Task What_takes_long_holds_up_nothing_but_the_end()
    {
        var target = new Target(_time);
        target.Slow["a"] = new TaskCompletionSource();
        var run = new ChaosDriver(Plan, target, _time).RunAsync(CancellationToken.None);
        await AdvanceAsync(1, 1, 2, 5);
        Assert.Equal(4, target.Done.Count);
        Assert.False(run.IsCompleted);
        target.Slow["a"].SetResult();
        await run;
    }

    [Fact]
    public async Task It_can_be_ended_at_any_time()
    {
        var target = new Target(_time);
        using var ended = new CancellationTokenSource();
        var run = new ChaosDriver(Plan, target, _time).RunAsync(ended.Token);
        await AdvanceAsync(1);
        await ended.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Equal(["1 a Kill"], target.Done);
    }

    private async Task AdvanceAsync(params int[] seconds)
    {
        foreach (var step in seconds)
        {
            await _time.WhenAwaitedAsync(TimeSpan.FromSeconds(step));
            _time.Advance(TimeSpan.FromSeconds(step));
        }
    }

    private sealed class Target(ManualTime time) : IChaosTarget
    {
        private readonly DateTimeOffset _began = time.GetUtcNow();

        public List<string> Done { get; } = [];

        public Dictionary<string, TaskCompletionSource> Slow { get; } = [];

        public string? Spared { get; init; }

        public bool CanDisturb(string replica) => replica != Spared;

        public Task CarryOutAsync(ChaosStep step)
        {
            Done.Add($"{(time.GetUtcNow() - _began).TotalSeconds} {step.Replica} {step.Action}");
            return Slow.TryGetValue(step.Replica, out var end) ? end.Task : Task.CompletedTask;
        }
    }
}
