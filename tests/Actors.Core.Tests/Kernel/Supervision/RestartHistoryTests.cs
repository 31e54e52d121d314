namespace Actors.Kernel.Tests;

public sealed class RestartHistoryTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly SupervisorStrategy Strategy = new() { MinBackoff = Second, MaxBackoff = 8 * Second, Jitter = 0, MaxRestarts = 3, ResetAfter = 60 * Second };

    [Fact]
    public void Failures_in_a_row_wait_longer_and_longer_until_no_restart_is_left()
    {
        var history = default(RestartHistory);
        var now = At(1000);
        foreach (var seconds in new[] { 1, 2, 4 })
        {
            history = history.Next(Strategy, now, chance: 0, out var backoff)!.Value;
            Assert.Equal(seconds * Second, backoff);
            now += backoff;
        }

        Assert.Null(history.Next(Strategy, now, chance: 0, out _));
    }

    [Theory]
    [InlineData(59.9, 2)]
    [InlineData(60, 1)]
    public void Restarts_are_forgotten_when_the_child_ran_for_long_enough_after_the_wait(double secondsOfRunning, int expectedWait)
    {
        var history = default(RestartHistory).Next(Strategy, At(0), chance: 0, out var first)!.Value;
        var failedAgain = At(0) + first + TimeSpan.FromSeconds(secondsOfRunning);
        Assert.NotNull(history.Next(Strategy, failedAgain, chance: 0, out var backoff));
        Assert.Equal(expectedWait * Second, backoff);
    }

    [Fact]
    public void The_wait_itself_does_not_count_as_running()
    {
        var patient = Strategy with { MinBackoff = 100 * Second, MaxBackoff = 1000 * Second };
        var history = default(RestartHistory).Next(patient, At(0), chance: 0, out var first)!.Value;
        history.Next(patient, At(0) + first + Second, chance: 0, out var second);
        Assert.Equal(200 * Second, second);
    }

    [Fact]
    public void Without_restarts_the_first_failure_is_the_last() =>
        Assert.Null(default(RestartHistory).Next(Strategy with { MaxRestarts = 0 }, At(5), chance: 0, out _));

    [Fact]
    public void A_child_that_fails_soon_after_the_start_of_the_clock_has_its_first_restart()
    {
        var history = default(RestartHistory).Next(Strategy, At(0), chance: 0, out _);
        Assert.Equal(1, history?.Count);
    }

    private static Instant At(double seconds) => default(Instant) + TimeSpan.FromSeconds(seconds);
}
