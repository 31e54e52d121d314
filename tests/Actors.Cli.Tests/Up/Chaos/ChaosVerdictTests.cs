using Actors.Cli.Up.Chaos;

namespace Actors.Cli.Tests;

public sealed class ChaosVerdictTests
{
    internal static ChaosVerdict Good { get; } = new()
    {
        Seed = 42, Duration = TimeSpan.FromSeconds(20), Objects = 40, Changes = 400, Kills = 2, Pauses = 1, Stops = 1, Settled = TimeSpan.FromSeconds(3.5),
        LostUpdates = [], DoubleReconciles = [], ForeignWrites = [], ReconcilesSeen = 900, WritesSeen = 1200, LongestWithoutOwner = TimeSpan.FromSeconds(6.2), ShardMoves = 170, MapUpdates = 9,
    };

    internal static ChaosVerdict Bad { get; } = Good with { LostUpdates = ["db-0001 is lost"], Settled = null };

    public static TheoryData<string, bool> Verdicts => new()
    {
        { "all well", true }, { "lost", false }, { "double", false }, { "foreign", false }, { "no faults", false }, { "no reconciles", false }, { "no writes", false }, { "no maps", false },
    };

    [Theory]
    [MemberData(nameof(Verdicts))]
    public void It_is_good_only_if_nothing_was_found_by_looking_at_something(string what, bool isGood) => Assert.Equal(isGood, (what switch
    {
        "lost" => Good with { LostUpdates = ["x"] },
        "double" => Good with { DoubleReconciles = ["x"] },
        "foreign" => Good with { ForeignWrites = ["x"] },
        "no faults" => Good with { Kills = 0, Pauses = 0, Stops = 0 },
        "no reconciles" => Good with { ReconcilesSeen = 0 },
        "no writes" => Good with { WritesSeen = 0 },
        "no maps" => Good with { MapUpdates = 0 },
        _ => Good,
    }).IsGood);

    [Fact]
    public void People_read_what_was_found() => Assert.Equal(
        """

        Verdict: NOT as it should be
          seed                     42, 20 s of faults
          objects                  40, changed 400 times
          faults                   2 killed, 1 paused, 1 ended in order
          lost updates             1
          double reconciles        0 of 900
          foreign writes           0 of 1200
          longest without an owner 6.2 s
          shard moves              170, in 9 updates of the map
          all as wanted            not in time
        Lost updates:
          db-0001 is lost
        """,
        string.Join('\n', VerdictText.Of(Bad)));

    [Fact]
    public void Of_many_findings_some_are_shown()
    {
        var text = VerdictText.Of(Good with { ForeignWrites = [.. Enumerable.Range(1, 25).Select(static number => $"write {number}")] });
        Assert.Equal(["Foreign writes:", "  write 1"], text.Skip(11).Take(2));
        Assert.Equal(["  write 10", "  and 15 more"], text.TakeLast(2));
    }
}
