namespace Actors.Settings.Tests;

public sealed class UnitsTests
{
    public static TheoryData<string, long> Durations => new()
    {
        { "1us", TimeSpan.TicksPerMicrosecond },
        { "1 ms", TimeSpan.TicksPerMillisecond },
        { "1s", TimeSpan.TicksPerSecond },
        { "1m", TimeSpan.TicksPerMinute },
        { "1h", TimeSpan.TicksPerHour },
        { "1d", TimeSpan.TicksPerDay },
        { "2 days", 2 * TimeSpan.TicksPerDay },
        { "1 hour", TimeSpan.TicksPerHour },
        { "3 minutes", 3 * TimeSpan.TicksPerMinute },
        { "1 second", TimeSpan.TicksPerSecond },
        { "4millis", 4 * TimeSpan.TicksPerMillisecond },
        { "5 milliseconds", 5 * TimeSpan.TicksPerMillisecond },
        { "6 micros", 6 * TimeSpan.TicksPerMicrosecond },
        { "7   microseconds", 7 * TimeSpan.TicksPerMicrosecond },
        { "0s", 0 },
        { "0.5ms", 500 * TimeSpan.TicksPerMicrosecond },
        { ".5ms", 500 * TimeSpan.TicksPerMicrosecond },
        { "1.25h", 75 * TimeSpan.TicksPerMinute },
        { "0.1us", 1 },
        { "86400000ms", TimeSpan.TicksPerDay },
        { "86400000000us", TimeSpan.TicksPerDay },
        { "10675199d", 10_675_199 * TimeSpan.TicksPerDay },
        { "922337203685477580.7us", long.MaxValue },
    };

    public static TheoryData<string, long> Sizes => new()
    {
        { "1B", 1 },
        { "1 kB", 1000 },
        { "1MB", 1_000_000 },
        { "1GB", 1_000_000_000 },
        { "1TB", 1_000_000_000_000 },
        { "1KiB", 1024 },
        { "1MiB", 1024 * 1024 },
        { "1GiB", 1024 * 1024 * 1024 },
        { "1TiB", 1L << 40 },
        { "0B", 0 },
        { "0.5KiB", 512 },
        { "20000000B", 20_000_000 },
        { "8388607TiB", 8_388_607L << 40 },
        { "9223372036854775807B", long.MaxValue },
    };

    [Theory]
    [MemberData(nameof(Durations))]
    public void A_duration_is_a_number_and_a_unit(string text, long ticks)
    {
        Assert.True(Units.TryParseDuration(text, out var duration));
        Assert.Equal(ticks, duration.Ticks);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_size_is_a_number_and_a_unit(string text, long bytes)
    {
        Assert.True(Units.TryParseSize(text, out var size));
        Assert.Equal(bytes, size);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("5")]
    [InlineData("s")]
    [InlineData("5 S")]
    [InlineData("5ns")]
    [InlineData("5w")]
    [InlineData("-5s")]
    [InlineData("+5s")]
    [InlineData("1,5s")]
    [InlineData("1.2.3s")]
    [InlineData(".s")]
    [InlineData("1e3s")]
    [InlineData("0x10s")]
    [InlineData("1m 30s")]
    [InlineData("infinite")]
    [InlineData("10675200d")]
    [InlineData("922337203685477580.8us")]
    [InlineData("99999999999999999999999999d")]
    [InlineData("9999999999999999999999999999999999s")]
    public void Anything_else_is_no_duration(string text)
    {
        Assert.False(Units.TryParseDuration(text, out var duration));
        Assert.Equal(TimeSpan.Zero, duration);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("MB")]
    [InlineData("5 mb")]
    [InlineData("5K")]
    [InlineData("-5B")]
    [InlineData("0.5B")]
    [InlineData("0.0001kB")]
    [InlineData("9223372036854775808B")]
    [InlineData("8388608TiB")]
    [InlineData("99999999999999999999999999TiB")]
    [InlineData("9999999999999999999999999999999999B")]
    public void Anything_else_is_no_size(string text) => Assert.False(Units.TryParseSize(text, out _));

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(TimeSpan.TicksPerDay, "1d")]
    [InlineData(90 * TimeSpan.TicksPerSecond, "90s")]
    [InlineData(60 * TimeSpan.TicksPerSecond, "1m")]
    [InlineData(1500 * TimeSpan.TicksPerMicrosecond, "1500us")]
    [InlineData(1, "0.1us")]
    [InlineData(long.MaxValue, "922337203685477580.7us")]
    public void A_duration_is_shown_in_the_largest_unit_that_fits_and_can_be_read_again(long ticks, string shown)
    {
        Assert.Equal(shown, Units.Format(new TimeSpan(ticks)));
        Assert.True(Units.TryParseDuration(shown, out var again));
        Assert.Equal(ticks, again.Ticks);
    }

    [Theory]
    [InlineData(0, "0B")]
    [InlineData(1023, "1023B")]
    [InlineData(2048, "2KiB")]
    [InlineData(3_000_000, "3MB")]
    [InlineData(1L << 40, "1TiB")]
    public void A_size_is_shown_in_the_largest_unit_that_fits_and_can_be_read_again(long bytes, string shown)
    {
        Assert.Equal(shown, Units.FormatSize(bytes));
        Assert.True(Units.TryParseSize(shown, out var again));
        Assert.Equal(bytes, again);
    }
}
