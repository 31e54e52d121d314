namespace Actors.Operators.Management.Tests;

public sealed class DurationsTests
{
    [Theory]
    [InlineData("90s", 90)]
    [InlineData("5m", 300)]
    [InlineData("1h30m", 5400)]
    [InlineData("1d2h3m4s", 93784)]
    [InlineData("0s", 0)]
    [InlineData("9999999d", 863_999_913_600)]
    [InlineData("", null)]
    [InlineData("5", null)]
    [InlineData("m", null)]
    [InlineData("5 m", null)]
    [InlineData("-5m", null)]
    [InlineData("5.5m", null)]
    [InlineData("5m3", null)]
    [InlineData("99999999d", null)]
    [InlineData("5M", null)]
    public void Durations_are_read_as_kubectl_writes_them(string text, double? seconds)
    {
        Assert.Equal(seconds is not null, Durations.TryParse(text, out var duration));
        if (seconds is { } right) Assert.Equal(TimeSpan.FromSeconds(right), duration);
    }
}
