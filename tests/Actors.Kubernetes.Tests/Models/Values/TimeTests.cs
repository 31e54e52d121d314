using System.Text.Json;

namespace Actors.Kubernetes.Models.Tests;

public sealed class TimeTests
{
    [Theory]
    [InlineData("2026-01-02T03:04:05Z", "2026-01-02T03:04:05Z", "2026-01-02T03:04:05.000000Z")]
    [InlineData("2026-01-02T03:04:05.678901Z", "2026-01-02T03:04:05Z", "2026-01-02T03:04:05.678901Z")]
    [InlineData("2026-01-02T03:04:05.6789019999Z", "2026-01-02T03:04:05Z", "2026-01-02T03:04:05.678901Z")]
    [InlineData("2026-01-02T03:04:05.5Z", "2026-01-02T03:04:05Z", "2026-01-02T03:04:05.500000Z")]
    [InlineData("2026-01-02T03:04:05+02:00", "2026-01-02T01:04:05Z", "2026-01-02T01:04:05.000000Z")]
    [InlineData("2026-01-02T03:04:05.1-05:30", "2026-01-02T08:34:05Z", "2026-01-02T08:34:05.100000Z")]
    [InlineData("2024-02-29T00:00:00Z", "2024-02-29T00:00:00Z", "2024-02-29T00:00:00.000000Z")]
    [InlineData("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000000Z")]
    [InlineData("9999-12-31T23:59:59.999999999Z", "9999-12-31T23:59:59Z", "9999-12-31T23:59:59.999999Z")]
    public void Is_read_with_any_offset_and_written_in_utc(string text, string seconds, string micros)
    {
        Assert.Equal(seconds, Time.Parse(text).ToString());
        Assert.Equal(micros, MicroTime.Parse(text).ToString());
        Assert.Equal($"\"{seconds}\"", KubernetesJson.Serialize(KubernetesJson.Deserialize<Time>($"\"{text}\"")));
        Assert.Equal($"\"{micros}\"", KubernetesJson.Serialize(KubernetesJson.Deserialize<MicroTime>($"\"{text}\"")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("now")]
    [InlineData("2026-01-02")]
    [InlineData("2026-01-02T03:04:05")]
    [InlineData("2026-01-02T03:04:05.Z")]
    [InlineData("2026-01-02T03:04:05z")]
    [InlineData("2026-01-02 03:04:05Z")]
    [InlineData("2026-01-02T03:04:05+0200")]
    [InlineData("2026-01-02T03:04:05+24:00")]
    [InlineData("2026-01-02T03:04:60Z")]
    [InlineData("2026-02-29T00:00:00Z")]
    [InlineData("2026-13-01T00:00:00Z")]
    [InlineData("2026-01-02T03:04:05Z ")]
    [InlineData("0001-01-01T00:00:00+01:00")]
    [InlineData("9999-12-31T23:59:59-01:00")]
    public void What_is_no_time_is_refused(string text)
    {
        var expected = $"'{text}' is not a time as RFC 3339 writes it";
        Assert.StartsWith(expected, Assert.Throws<FormatException>(() => Time.Parse(text)).Message, StringComparison.Ordinal);
        Assert.StartsWith(expected, Assert.Throws<FormatException>(() => MicroTime.Parse(text)).Message, StringComparison.Ordinal);
        Assert.StartsWith(expected, Assert.Throws<JsonException>(() => KubernetesJson.Deserialize<Time>($"\"{text}\"")).Message, StringComparison.Ordinal);
        Assert.Throws<JsonException>(() => KubernetesJson.Deserialize<MicroTime>($"\"{text}\""));
        Assert.Throws<JsonException>(() => KubernetesJson.Deserialize<Time>("12"));
    }

    [Fact]
    public void Is_cut_when_made_so_that_it_equals_what_comes_back()
    {
        var now = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2)).AddTicks(6789012);
        Assert.Equal(new Time(now), Time.Parse(new Time(now).ToString()));
        Assert.Equal(new MicroTime(now), MicroTime.Parse(new MicroTime(now).ToString()));
        Assert.Equal("2026-01-02T01:04:05.678901Z", new MicroTime(now).ToString());
        Assert.Equal(TimeSpan.Zero, ((DateTimeOffset)new Time(now)).Offset);
    }

    [Fact]
    public void Has_an_order()
    {
        Time[] times = [Time.Parse("2026-01-02T03:04:06Z"), Time.Parse("2026-01-02T03:04:05Z"), Time.Parse("2026-01-02T05:04:05+02:00")];
        Assert.True(times[1] < times[0] && times[0] > times[1] && times[1] <= times[2] && times[1] >= times[2]);
        Assert.False(times[1] < times[2] || times[1] > times[2] || times[0] <= times[1] || times[1] >= times[0]);
        Assert.Equal(times[0], times.Max());
        MicroTime[] micros = [MicroTime.Parse("2026-01-02T03:04:05.000001Z"), MicroTime.Parse("2026-01-02T03:04:05Z")];
        Assert.True(micros[1] < micros[0] && micros[0] > micros[1] && micros[1] <= micros[0] && micros[0] >= micros[1]);
        Assert.Equal(micros[0], micros.Max());
    }
}
