using Actors.Operators.Events;

namespace Actors.Operators.Tests.Events;

public sealed class EventCorrelatorTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly EventSubject Subject = new("v1", "Pod", "default", "one", "u-1");

    private readonly EventCorrelator _correlator = new();

    [Fact]
    public void The_same_counts_up()
    {
        var first = _correlator.Correlate(Event("a"), Start);
        var second = _correlator.Correlate(Event("a"), Start.AddSeconds(5));
        Assert.Same(first, second);
        Assert.Equal((2, Start, Start.AddSeconds(5)), (second!.Count, second.First, second.Last));
        Assert.NotSame(first, _correlator.Correlate(Event("b"), Start));
        Assert.NotSame(first, _correlator.Correlate(Event("a") with { Type = "Warning" }, Start));
    }

    [Fact]
    public void Similar_ones_are_put_together_from_the_tenth_on()
    {
        var series = Enumerable.Range(1, 12).Select(number => _correlator.Correlate(Event($"message {number}"), Start)).ToList();
        Assert.Equal(["message 8", "message 9"], series[7..9].Select(static one => one!.What.Message));
        Assert.Equal("(combined from similar events): message 12", series[9]!.What.Message);
        Assert.Same(series[9], series[10]);
        Assert.Equal(3, series[11]!.Count);

        // After ten quiet minutes they are single ones again.
        Assert.Equal("message 13", _correlator.Correlate(Event("message 13"), Start.AddMinutes(11))!.What.Message);
    }

    [Fact]
    public void An_object_has_25_events_and_one_more_every_five_minutes()
    {
        Assert.Equal(25, Enumerable.Range(0, 40).Count(_ => _correlator.Correlate(Event("a"), Start) is not null));
        Assert.NotNull(_correlator.Correlate(Event("a") with { Subject = Subject with { Name = "two" } }, Start));
        Assert.Null(_correlator.Correlate(Event("a"), Start.AddMinutes(4)));
        Assert.NotNull(_correlator.Correlate(Event("a"), Start.AddMinutes(5)));
        Assert.Null(_correlator.Correlate(Event("a"), Start.AddMinutes(6)));
        Assert.Equal(25, Enumerable.Range(0, 40).Count(_ => _correlator.Correlate(Event("a"), Start.AddDays(7)) is not null));
    }

    [Fact]
    public void What_was_not_written_is_in_the_count_of_the_next_that_is()
    {
        for (var number = 0; number < 30; number++) _correlator.Correlate(Event("a"), Start);
        Assert.Equal(31, _correlator.Correlate(Event("a"), Start.AddMinutes(5))!.Count);
    }

    private static ObjectEvent Event(string message) => new(Subject, "Normal", "Happened", message);
}
