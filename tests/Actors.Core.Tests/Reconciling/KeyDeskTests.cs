using Actors.Cluster;
using Actors.Kernel;

namespace Actors.Reconciling.Tests;

public sealed class KeyDeskTests
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(15);

    private readonly KeyDesk _desk = new(Duration);
    private readonly Dictionary<string, long> _numbers = [];

    [Fact]
    public void No_more_is_given_than_there_is_and_what_comes_back_goes_to_who_waits()
    {
        Own();
        Assert.Equal([("a", 2)], Want("a", 0, 3, max: 2));
        Assert.Equal([("b", 0)], Want("b", 0, 1, max: 2));
        Assert.Equal([("a", 1), ("b", 1)], Want("a", 1, 0, max: 2));
    }

    [Fact]
    public void Who_has_had_one_and_wants_another_goes_behind_those_who_wait()
    {
        Own();
        Want("a", 0, 1);
        Want("b", 0, 1);
        Want("c", 0, 1);
        Assert.Equal([("a", 0), ("b", 1)], Want("a", 0, 1));
        Assert.Equal([("b", 0), ("c", 1)], Want("b", 0, 1));
        Assert.Equal([("a", 1), ("c", 0)], Want("c", 0, 0));
    }

    [Fact]
    public void Who_is_silent_for_the_duration_has_nothing_any_more()
    {
        Own();
        Want("a", 0, 1);
        Want("b", 0, 1, at: 1);
        Want("a", 1, 0, at: 10);
        Want("b", 0, 1, at: 14);
        _desk.Look(Seconds(24.9));
        Assert.Empty(Answers());
        _desk.Look(Seconds(25));
        Assert.Equal([("b", 1)], Answers());

        // What it says now may be too late: others have got it.
        Assert.Equal([("a", 0)], Want("a", 1, 0, at: 26));
    }

    [Fact]
    public void What_a_replica_has_ends_with_its_lease()
    {
        Own(holders: ["n", "a", "b"]);
        Answer(["n", "a", "b"]);
        Want("a", 0, 1);
        Want("b", 0, 1);
        Own(holders: ["n", "b"]);
        Assert.Equal([("b", 1)], Answers());
    }

    [Fact]
    public void Nothing_is_given_before_all_have_said_what_they_have_and_that_counts_even_beyond_the_limit()
    {
        Own(holders: ["n", "a", "b"]);
        Assert.Equal(["a", "b", "n"], _desk.Awaited.Replicas.Order(StringComparer.Ordinal));
        Assert.Equal([("a", 0)], Want("a", 0, 1));
        Answer(["n", "a"]);
        _desk.Claim(new HeldKeys("b", 6, [new KeyWanted("k", 1, 0, 2, 0)]), Seconds(0));
        Assert.Empty(_desk.Awaited.Replicas);
        Assert.Empty(Answers());
        Assert.Equal([("b", 1)], Want("b", 1, 0));
        Assert.Equal([("a", 1), ("b", 0)], Want("b", 0, 0));
    }

    [Fact]
    public void Who_knows_an_older_map_has_not_said_what_it_has()
    {
        Own(epoch: 7, holders: ["n"]);
        _desk.Claim(new HeldKeys("n", 6, []), Seconds(0));
        Assert.Equal(["n"], _desk.Awaited.Replicas);
        _desk.Claim(new HeldKeys("n", 8, []), Seconds(0));
        Assert.Empty(_desk.Awaited.Replicas);
    }

    [Fact]
    public void Who_says_nothing_is_not_waited_for_any_longer_than_what_it_may_have_is_good()
    {
        Own(holders: ["n", "a"]);
        Answer(["n"]);
        Want("b", 0, 1, at: 14);
        _desk.Look(Seconds(14.9));
        Assert.Empty(Answers());
        _desk.Look(Seconds(15));
        Assert.Equal([("b", 1)], Answers());
    }

    [Fact]
    public void Who_has_lost_its_lease_is_not_waited_for()
    {
        Own(holders: ["n", "a"]);
        Answer(["n"]);
        Want("b", 0, 1);
        Own(holders: ["n"]);
        Assert.Equal([("b", 1)], Answers());
    }

    [Theory]
    [InlineData("other", null, 0, 0, false)]
    [InlineData("n", "other", 5, 4, true)]
    [InlineData("n", "other", 5, 5, false)]
    [InlineData("other", "n", 5, 0, false)]
    public void A_key_is_its_owners_until_that_has_said_that_it_has_let_go(string owner, string? next, long orderedAt, long acknowledged, bool isOwn)
    {
        _desk.Assign(Assigned(new ShardPlace(owner, next, orderedAt), 5, acknowledged, ["n"]), Seconds(0));
        Answer(["n"]);
        Assert.Equal(isOwn ? [("a", 1)] : [], Want("a", 0, 1));
    }

    [Fact]
    public void What_was_let_go_and_has_come_back_others_may_have_given()
    {
        Own(holders: ["n"]);
        Answer(["n"]);
        _desk.Assign(Assigned(new ShardPlace("n", "other", 6), 6, 6, ["n"]), Seconds(1));
        Own(epoch: 7, holders: ["n", "other"], at: 2);
        Assert.Equal(["n", "other"], _desk.Awaited.Replicas.Order(StringComparer.Ordinal));
        Assert.Equal([("a", 0)], Want("a", 0, 1, at: 2));
    }

    [Fact]
    public void Nothing_is_said_when_the_lease_is_over()
    {
        Own(until: 10);
        Assert.Equal([("a", 1)], Want("a", 0, 1, at: 9.9));
        Assert.Empty(Want("a", 1, 0, at: 10));
        Assert.Empty(Want("b", 0, 1, at: 10));
    }

    [Fact]
    public void What_comes_late_counts_for_nothing()
    {
        Own();
        Want("a", 0, 1);
        var number = _numbers["a"];
        Want("a", 0, 0);
        Assert.Equal([("b", 1)], Want("b", 0, 1));
        _desk.Want(new WantKeys("a", [new KeyWanted("k", 1, number, 1, 0)]), Seconds(0));
        Assert.Equal([("a", 0)], Answers());
    }

    [Fact]
    public void A_key_that_nobody_has_or_wants_is_forgotten()
    {
        Own();
        Want("a", 0, 1);
        Assert.Equal([new LimitUsage("k", 1, 1, 0) { Owner = "n" }], _desk.Usages);
        Want("a", 0, 0);
        Assert.Empty(_desk.Usages);
        Assert.False(_desk.IsWaiting);
    }

    private static Instant Seconds(double seconds) => new(TimeSpan.FromSeconds(1000 + seconds).Ticks);

    private static KeysAssigned Assigned(ShardPlace place, long epoch, long acknowledged, string[] holders, double until = 1000) =>
        new("n", Seconds(until), new ShardMap(epoch, [place], new Dictionary<string, string>()), acknowledged, new Dictionary<string, string>(), holders);

    private void Own(long epoch = 5, string[]? holders = null, double until = 1000, double at = 0)
    {
        _desk.Assign(Assigned(new ShardPlace("n"), epoch, 0, holders ?? ["n"], until), Seconds(at));
        if (holders is null) Answer(["n"]);
    }

    /// <summary>They have nothing.</summary>
    private void Answer(string[] replicas)
    {
        foreach (var replica in replicas) _desk.Claim(new HeldKeys(replica, _desk.Awaited.Epoch, []), Seconds(0));
    }

    private List<(string Replica, int Slots)> Want(string replica, int held, int wanted, int max = 1, double at = 0)
    {
        _numbers[replica] = _numbers.GetValueOrDefault(replica) + 1;
        _desk.Want(new WantKeys(replica, [new KeyWanted("k", max, _numbers[replica], held, wanted)]), Seconds(at));
        return Answers();
    }

    private List<(string Replica, int Slots)> Answers() =>
        [.. _desk.TakeAnswers().Select(static one => (one.Replica, Assert.Single(one.Given.Keys).Slots)).OrderBy(static one => one.Replica, StringComparer.Ordinal)];
}
