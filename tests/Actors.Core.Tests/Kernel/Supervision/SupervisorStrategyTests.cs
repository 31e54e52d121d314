namespace Actors.Kernel.Tests;

public sealed class SupervisorStrategyTests
{
    [Theory]
    [InlineData(1, 100)]
    [InlineData(2, 200)]
    [InlineData(3, 400)]
    [InlineData(9, 25_600)]
    [InlineData(10, 30_000)]
    [InlineData(11, 30_000)]
    [InlineData(64, 30_000)]
    [InlineData(int.MaxValue, 30_000)]
    public void The_wait_doubles_at_each_restart_up_to_the_longest(int restart, int milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), SupervisorStrategy.Default.BackoffBefore(restart, chance: 0));

    [Theory]
    [InlineData(1, 0.0, 100)]
    [InlineData(1, 0.5, 110)]
    [InlineData(1, 1.0, 120)]
    [InlineData(20, 0.0, 30_000)]
    [InlineData(20, 1.0, 36_000)]
    public void Chance_adds_up_to_the_share_that_is_set(int restart, double chance, int milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), SupervisorStrategy.Default.BackoffBefore(restart, chance));

    [Fact]
    public void Without_jitter_chance_adds_nothing() =>
        Assert.Equal(TimeSpan.FromMilliseconds(100), new SupervisorStrategy { Jitter = 0 }.BackoffBefore(1, chance: 1));

    [Fact]
    public void A_wait_of_zero_stays_zero() =>
        Assert.All(Enumerable.Range(1, 100), restart => Assert.Equal(TimeSpan.Zero, new SupervisorStrategy { MinBackoff = TimeSpan.Zero }.BackoffBefore(restart, 1)));

    [Fact]
    public void The_longest_wait_there_is_does_not_overflow()
    {
        var strategy = new SupervisorStrategy { MinBackoff = TimeSpan.FromDays(1), MaxBackoff = TimeSpan.MaxValue };
        Assert.All(Enumerable.Range(1, 100), restart => Assert.True(strategy.BackoffBefore(restart, 1) >= TimeSpan.FromDays(1)));
    }

    [Fact]
    public void By_default_a_failure_restarts_but_what_cannot_help_does_not()
    {
        var broken = new InvariantViolationException("two owners");
        Assert.Equal(Directive.Restart, SupervisorStrategy.DefaultDecider(new FormatException()));
        Assert.Equal(Directive.Stop, SupervisorStrategy.DefaultDecider(new ActorInitializationException(ActorPath.Root, new FormatException())));
        Assert.Equal(Directive.Escalate, SupervisorStrategy.DefaultDecider(broken));
        Assert.Equal(Directive.Escalate, SupervisorStrategy.DefaultDecider(new ActorInitializationException(ActorPath.Root, broken)));
    }
}
