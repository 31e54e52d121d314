namespace Actors.Operators.Management.Tests;

public sealed class DurationsTests
{
    [Theory]
    [InlineData("90s", 90.0)]
    [InlineData("5m", 300.0)]
    [InlineData("1h30m", 5400.0)]
    [InlineData("1d2h3m4s", 93784.0)]
    [InlineData("0s", 0.0)]
    [InlineData("9999999d", 863_999_913_600.0)]
    [InlineData("", -1.0)]
    [InlineData("5", -1.0)]
    [InlineData("m", -1.0)]
    [InlineData("5 m", -1.0)]
    [InlineData("-5m", -1.0)]
    [InlineData("5.5m", -1.0)]
    [InlineData("5m3", -1.0)]
    [InlineData("99999999d", -1.0)]
    [InlineData("5M", -1.0)]
    public void Durations_are_read_as_kubectl_writes_them(string text, double seconds)
    {
        Assert.Equal(seconds >= 0, Durations.TryParse(text, out var duration));
        if (seconds >= 0) Assert.Equal(TimeSpan.FromSeconds(seconds), duration);
    }
}
