namespace Actors.Kernel.Tests;

public sealed class InstantTests
{
    [Fact]
    public void Time_can_be_added_and_taken_apart_again()
    {
        var start = new Instant(50);
        var later = start + TimeSpan.FromTicks(70);
        Assert.Equal(new Instant(120), later);
        Assert.Equal(TimeSpan.FromTicks(70), later - start);
        Assert.Equal(TimeSpan.FromTicks(-70), start - later);
        Assert.Equal(new Instant(20), start + TimeSpan.FromTicks(-30));
        Assert.Equal(start, start + TimeSpan.Zero);
    }

    [Theory]
    [InlineData(0, long.MaxValue)]
    [InlineData(1, long.MaxValue)]
    [InlineData(long.MaxValue, 1)]
    [InlineData(long.MaxValue - 1, 2)]
    [InlineData(long.MaxValue, long.MaxValue)]
    public void What_is_beyond_the_last_instant_is_the_last_instant(long start, long duration) =>
        Assert.Equal(new Instant(long.MaxValue), new Instant(start) + TimeSpan.FromTicks(duration));

    [Theory]
    [InlineData(1, 2)]
    [InlineData(0, long.MaxValue)]
    public void The_earlier_one_is_less(long first, long second)
    {
        var (earlier, later) = (new Instant(first), new Instant(second));
        Assert.True(earlier < later && earlier <= later && later > earlier && later >= earlier && earlier != later);
        Assert.False(earlier > later || earlier >= later || later < earlier || later <= earlier);
        Assert.True(earlier.CompareTo(later) < 0 && later.CompareTo(earlier) > 0);
    }

    [Fact]
    public void Equal_instants_are_neither_less_nor_greater()
    {
        var (one, same) = (new Instant(7), new Instant(7));
        Assert.True(one <= same && one >= same && one == same);
        Assert.False(one < same || one > same);
        Assert.Equal(0, one.CompareTo(same));
    }

    [Theory]
    [InlineData(0, "0.0s")]
    [InlineData(120_345_678, "12.0345678s")]
    [InlineData(10_000_000, "1.0s")]
    public void It_is_written_in_seconds(long ticks, string text) => Assert.Equal(text, new Instant(ticks).ToString());
}
