using System.Diagnostics;
using Actors.Load.Objects;

namespace Actors.Load.Tests.Objects;

public sealed class OpenLoopTests
{
    [Fact]
    public async Task Each_is_due_as_long_after_the_one_before_as_the_rate_says_and_comes_no_earlier()
    {
        List<(long Due, long Came)> all = [];
        await OpenLoop.RunAsync(1_000, 20, due => all.Add((due, Stopwatch.GetTimestamp())), default);
        Assert.Equal(20, all.Count);
        Assert.All(all, static one => Assert.True(one.Came >= one.Due));
        Assert.All(all.Zip(all.Skip(1)), static pair => Assert.InRange(Stopwatch.GetElapsedTime(pair.First.Due, pair.Second.Due).TotalMilliseconds, 0.99, 1.01));
    }

    [Fact]
    public async Task Who_is_late_is_told_so_and_the_next_are_due_as_before()
    {
        List<long> due = [];
        await OpenLoop.RunAsync(1_000, 5, one =>
        {
            if (due.Count == 0) SpinWait.SpinUntil(() => Stopwatch.GetElapsedTime(one) > TimeSpan.FromMilliseconds(20));
            due.Add(one);
        }, default);
        Assert.InRange(Stopwatch.GetElapsedTime(due[0], due[^1]).TotalMilliseconds, 3.99, 4.01);
    }

    [Fact]
    public async Task It_can_be_ended_while_nothing_is_due()
    {
        using var ending = new CancellationTokenSource();
        var loop = OpenLoop.RunAsync(0.001, 2, _ => ending.Cancel(), ending.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => loop);
    }

    [Fact]
    public async Task What_it_does_may_fail_and_ends_it() =>
        await Assert.ThrowsAsync<IOException>(() => OpenLoop.RunAsync(1_000, 2, static _ => throw new IOException("here"), default));
}
