namespace Actors.Reconciling.Tests;

public sealed class BackoffTests
{
    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 10)]
    [InlineData(3, 20)]
    [InlineData(10, 2560)]
    [InlineData(18, 655_360)]
    [InlineData(19, 1_000_000)]
    [InlineData(int.MaxValue, 1_000_000)]
    public void It_doubles_up_to_the_longest(int failures, double milliseconds) =>
        Assert.Equal(milliseconds, (new Backoff { Jitter = 0 }).After(failures, new Random(1)).TotalMilliseconds);

    [Fact]
    public void Chance_adds_its_share_and_no_more()
    {
        var random = new Random(1);
        var waits = Enumerable.Range(0, 1000).Select(_ => new Backoff().After(1, random).TotalMilliseconds).ToList();
        Assert.InRange(waits.Min(), 5, 5.05);
        Assert.InRange(waits.Max(), 5.95, 6);
    }

    [Fact]
    public void There_is_no_wait_before_the_first_failure() => Assert.Throws<ArgumentOutOfRangeException>(() => new Backoff().After(0, new Random(1)));
}
