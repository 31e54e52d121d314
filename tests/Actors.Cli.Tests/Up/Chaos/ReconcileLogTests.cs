using Actors.Cli.Up.Chaos;

namespace Actors.Cli.Tests;

public sealed class ReconcileLogTests
{
    [Theory]
    [InlineData("from the beginning to the end", "s1 5;e1 9", null, "1:5-9")]
    [InlineData("of several objects", "s1 5;s2 6;e1 9;e2 11", null, "1:5-9 2:6-11")]
    [InlineData("one after the other", "s1 5;e1 6;s1 7;e1 8", null, "1:5-6 1:7-8")]
    [InlineData("without an end, until it was killed", "s1 5;s2 6;e2 7", 20L, "2:6-7 1:5-20")]
    [InlineData("without an end and not killed, until the last that was noted", "s1 5;s2 6;e2 7", null, "2:6-7 1:5-7")]
    [InlineData("begun just before it was killed", "s1 5", 4L, "1:5-5")]
    [InlineData("begun twice without an end in between", "s1 5;s1 8;e1 9", 20L, "1:5-20 1:8-9")]
    public void A_reconcile_goes(string how, string events, long? killedAt, string expected)
    {
        var text = string.Concat(events.Split(';').Select(static one => Line(one) + "\n"));
        var read = ReconcileLog.Read(text, killedAt).Select(static run => $"{run.Uid}:{run.From}-{run.To}");
        Assert.True(expected == string.Join(' ', read), $"{how}: {string.Join(' ', read)}");
    }

    [Fact]
    public void A_line_that_was_cut_off_by_a_kill_is_passed_over() =>
        Assert.Equal(5, Assert.Single(ReconcileLog.Read($"{Line("s1 5")}\n{Line("e1 9")[..20]}", 7)).From);

    [Theory]
    [InlineData("no JSON")]
    [InlineData("""{"at":1}""")]
    [InlineData("""{"at":1,"replica":"a","event":"middle","uid":"1","name":"n"}""")]
    [InlineData("""{"at":"soon","replica":"a","event":"start","uid":"1","name":"n"}""")]
    public void A_line_that_is_none_is_told(string line) =>
        Assert.StartsWith("Line 2 of the reconcile log", Assert.Throws<InvalidDataException>(() => ReconcileLog.Read($"{Line("s1 5")}\n{line}\n", null)).Message, StringComparison.Ordinal);

    /// <summary>Of <c>s1 5</c>, that object 1 begins at 5.</summary>
    private static string Line(string brief)
    {
        var (what, uid, at) = (brief[0] == 's' ? "start" : "end", brief[1], brief[3..]);
        var outcome = brief[0] == 's' ? "null" : "\"done\"";
        return $$"""{"at":{{at}},"replica":"a","event":"{{what}}","uid":"{{uid}}","namespace":"default","name":"db-{{uid}}","generation":1,"outcome":{{outcome}}}""";
    }
}
