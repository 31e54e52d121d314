using Actors.Cli.Up.Chaos;

namespace Actors.Cli.Tests;

public sealed class DoubleReconcilesTests
{
    /// <summary>Each run is replica, object, from and to; each pause replica, from and to.</summary>
    [Theory]
    [InlineData("one after the other", "a 1 10-20;b 1 20-30", "", 0)]
    [InlineData("at the same time, other objects", "a 1 10-20;b 2 15-30", "", 0)]
    [InlineData("at the same time", "a 1 10-20;b 1 19-30", "", 1)]
    [InlineData("the other way round", "b 1 19-30;a 1 10-20", "", 1)]
    [InlineData("one within the other", "a 1 10-50;b 1 20-30", "", 1)]
    [InlineData("two within one that is long", "a 1 10-50;b 1 20-30;b 1 40-45", "", 2)]
    [InlineData("three at once", "a 1 10-50;b 1 20-40;c 1 30-60", "", 2)]
    [InlineData("one replica twice", "a 1 10-20;a 1 15-30", "", 1)]
    [InlineData("the first was paused meanwhile, and ends late", "a 1 10-40;b 1 25-30", "a 15-35", 0)]
    [InlineData("the first was paused before that, and goes on", "a 1 10-40;b 1 37-50", "a 15-35", 0)]
    [InlineData("another was paused", "a 1 10-40;b 1 25-30", "c 15-35", 1)]
    [InlineData("the first was paused before it began", "a 1 10-40;b 1 25-30", "a 1-9", 1)]
    [InlineData("the first was paused after it had ended", "a 1 10-40;b 1 25-30", "a 41-50", 1)]
    [InlineData("the second was paused in the midst of it", "a 1 10-40;b 1 25-60", "b 30-50", 0)]
    [InlineData("a third one while the first is paused", "a 1 10-90;b 1 50-60;c 1 55-70", "a 20-80", 1)]
    public void Two_at_once_are_found(string how, string runs, string pauses, int expected)
    {
        var found = DoubleReconciles.Find(runs.Split(';').Select(Run), [.. pauses.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(Pause)]);
        Assert.True(expected == found.Count, $"{how}: {string.Join('\n', found)}");
    }

    [Fact]
    public void It_is_said_who_and_what() => Assert.Equal(
        ["db-1 (1): b began while a was at it, 0.5 ms together"],
        DoubleReconciles.Find([new ReconcileRun("a", "1", "db-1", 1_000_000, 2_000_000), new ReconcileRun("b", "1", "db-1", 1_500_000, 3_000_000)], []));

    private static ReconcileRun Run(string text)
    {
        var parts = text.Split(' ', '-');
        return new ReconcileRun(parts[0], parts[1], $"db-{parts[1]}", int.Parse(parts[2]), int.Parse(parts[3]));
    }

    private static ReplicaPause Pause(string text)
    {
        var parts = text.Split(' ', '-');
        return new ReplicaPause(parts[0], int.Parse(parts[1]), int.Parse(parts[2]));
    }
}
