using Actors.Cli.Inspection.Output;

namespace Actors.Cli.Tests.Inspection.Output;

public sealed class AgesTests
{
    [Theory]
    [InlineData(-5, "0s")]
    [InlineData(0, "0s")]
    [InlineData(0.0001, "1ms")]
    [InlineData(0.02, "20ms")]
    [InlineData(1.9, "1s")]
    [InlineData(119, "119s")]
    [InlineData(120, "2m")]
    [InlineData(332, "5m32s")]
    [InlineData(599, "9m59s")]
    [InlineData(630, "10m")]
    [InlineData(10_799, "179m")]
    [InlineData(18_600, "5h10m")]
    [InlineData(18_000, "5h")]
    [InlineData(108_000, "30h")]
    [InlineData(273_600, "3d4h")]
    [InlineData(31_536_000, "365d")]
    [InlineData(2 * 31_536_000 + 86_400, "2y1d")]
    [InlineData(9.0 * 31_536_000, "9y")]
    public void A_duration_is_as_kubectl_has_it(double seconds, string text) => Assert.Equal(text, Ages.OfSeconds(seconds));

    [Fact]
    public void What_is_over_is_due_now()
    {
        var now = DateTimeOffset.UnixEpoch;
        Assert.Equal(("-", "now", "90s"), (Ages.Until(null, now), Ages.Until(now.AddSeconds(-1), now), Ages.Until(now.AddSeconds(90), now)));
    }
}
