namespace Actors.Cluster.Tests;

public sealed class PlannerTests
{
    [Theory]

    // Nothing to do.
    [InlineData("a a b b", "a b", "", null)]

    // The first map, and what its owner's death leaves.
    [InlineData("- - - -", "a b", "", "a a b b")]
    [InlineData("x x b b", "a b", "x", "a a b b")]

    // Who has no lease, but is not dead for certain, is asked to give away and not robbed.
    [InlineData("x x b b", "a b", "", "x>a x>a b b")]

    // Who leaves gives away.
    [InlineData("a a b b", "a b-", "", "a a b>a b>a")]

    // A move is over when the owner has said so for that order, and not before.
    [InlineData("a>b@3 a b b", "a:3 b", "", "b a b b")]
    [InlineData("a>b@3 a b b", "a:2 b", "", null)]

    // A move goes on to somebody else, or not at all, when who was to get it is dead or leaves.
    [InlineData("a>x@3 a b b", "a b", "x", "a a b b")]
    [InlineData("a>b@3 a>b@3 a a", "a:3 b- c", "", "a a a a")]
    [InlineData("a>b@3 a>b@3 c c", "a-:2 b- c", "", "a>c a>c c c")]

    // The owner is dead: who prepared has it at once.
    [InlineData("x>b@3 x>b@3 a a", "a b", "x", "b b a a")]

    // Nobody can have anything.
    [InlineData("a a b b", "a- b-", "", null)]
    public void What_must_move_does(string before, string members, string dead, string? after) => Check(before, members, dead, after, mayBalance: false);

    [Theory]
    [InlineData("a a a a", "a b", "", "a a a>b a>b")]
    [InlineData("a a a a>b@4", "a b", "", "a a a>b a>b@4")]
    [InlineData("a a b b", "a b", "", null)]
    public void What_is_uneven_is_made_even(string before, string members, string dead, string? after) => Check(before, members, dead, after, mayBalance: true);

    [Fact]
    public void Ingests_are_spread_and_stay_where_they_are()
    {
        string[] kinds = ["a.x", "b.x", "c.x", "d.x"];
        var map = Planner.Plan(Planner.Empty(0, 4), [Of("a"), Of("b")], static _ => false, kinds, mayBalance: false)!;
        Assert.Equal(2, map.Ingests.Values.Count(static one => one == "a"));
        Assert.Null(Planner.Plan(map, [Of("a"), Of("b")], static _ => false, kinds, mayBalance: true));
        var left = Planner.Plan(map, [Of("a"), Of("c")], static one => one == "b", kinds, mayBalance: false)!;
        Assert.Equal(map.Ingests.Where(static one => one.Value == "a"), left.Ingests.Where(static one => one.Value == "a"));
        Assert.Equal(2, left.Ingests.Values.Count(static one => one == "c"));
    }

    [Theory]
    [InlineData("a>c@4 b>c@4 - -", "c b>c@4 - -", true)]
    [InlineData("a>c@4 b>c@4 - -", "c c - -", false)]
    [InlineData("a>c@4 b b b", "c b>c@5 b b", false)]
    public void It_is_worth_to_wait_for_acknowledgements_still_to_come(string before, string after, bool isWorth) =>
        Assert.Equal(isWorth, Planner.HasMoreToCome(Map(before, 4), Map(after, 5)));

    private static void Check(string before, string members, string dead, string? after, bool mayBalance)
    {
        var next = Planner.Plan(Map(before, 5), [.. members.Split(' ').Select(Member)], dead.Split(' ').Contains, [], mayBalance);
        Assert.Equal(after is null ? null : Map(after, 6).ToString(), next?.ToString());
    }

    private static Member Of(string name) => new(name, 1, false, 0);

    /// <summary><c>a</c>, <c>a-</c> for one that leaves, <c>a:3</c> for one that has acknowledged.</summary>
    private static Member Member(string text)
    {
        var parts = text.Split(':');
        var acknowledged = parts.Length > 1 ? long.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture) : 0;
        return new Member(parts[0].TrimEnd('-'), 1, parts[0].EndsWith('-'), acknowledged);
    }

    /// <summary>Shards with blanks between them: <c>-</c>, <c>a</c>, <c>a&gt;b</c> for a move ordered at this epoch, <c>a&gt;b@3</c> for one ordered before.</summary>
    private static ShardMap Map(string text, long epoch) => new(epoch, [.. text.Split(' ').Select(one => Place(one, epoch))], new Dictionary<string, string>());

    private static ShardPlace Place(string text, long epoch)
    {
        if (text == "-") return default;
        var parts = text.Split('>', '@');
        if (parts.Length == 1) return new ShardPlace(text);
        return new ShardPlace(parts[0], parts[1], parts.Length > 2 ? long.Parse(parts[2], System.Globalization.CultureInfo.InvariantCulture) : epoch);
    }
}
