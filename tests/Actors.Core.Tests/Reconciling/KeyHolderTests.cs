using Actors.Cluster;
using Actors.Kernel;

namespace Actors.Reconciling.Tests;

public sealed class KeyHolderTests
{
    private static readonly LimitsFleet Fleet = new(static _ => throw new InvalidOperationException("nobody is told anything"), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(15));

    private readonly PermitDesk<string> _desk = new(new PlainQuota(100), new Dictionary<WorkClass, int>(), TimeSpan.FromMinutes(1), isInFleet: true);
    private readonly KeyHolder<string> _holder;
    private readonly Dictionary<string, long> _numbers = [];
    private double _now;

    public KeyHolderTests()
    {
        _holder = new KeyHolder<string>(_desk, Fleet);
        Assign("o");
    }

    [Fact]
    public void Nobody_runs_before_the_owner_has_given_something_and_it_gets_back_what_was_used()
    {
        Ask("u", "k");
        Assert.Empty(GrantAll());
        Assert.Equal([("k", 0, 1)], Wants());
        Assert.Equal(["u"], Give("k", 1));
        Assert.Empty(Wants());
        _desk.Return("u");
        Assert.Equal([("k", 0, 0)], Wants());
        Give("k", 0);
        Assert.Empty(Wants());
        Assert.False(_holder.IsWaiting);
    }

    [Fact]
    public void Who_runs_next_asks_anew()
    {
        foreach (var who in (string[])["u", "v", "w"]) Ask(who, "k", 2);
        GrantAll();
        Assert.Equal([("k", 0, 3)], Wants());
        Assert.Equal(["u", "v"], Give("k", 2));
        Assert.Empty(Wants());
        _desk.Return("u");
        Assert.Empty(GrantAll());
        Assert.Equal([("k", 1, 1)], Wants());
        Assert.Equal(["w"], Give("k", 2));
    }

    [Fact]
    public void Who_gives_up_does_not_leave_anything_unused()
    {
        Ask("u", "k");
        GrantAll();
        Wants();
        _desk.Return("u");
        Assert.Equal([("k", 0, 0)], Wants());
    }

    [Theory]
    [InlineData("o", 0, 9.7, true)]
    [InlineData("o", 0, 9.8, false)]
    [InlineData("other", 0, 1, false)]
    [InlineData("o", -1, 1, false)]
    public void An_answer_counts_if_it_is_the_owners_to_what_was_said_last_and_not_too_late(string from, int number, double after, bool counts)
    {
        Ask("u", "k");
        GrantAll();
        Wants();
        _now += after;
        _holder.Take(new KeysGiven(from, [new KeyGiven("k", _numbers["k"] + number, 1)]), Now);
        Assert.Equal(counts ? ["u"] : [], GrantAll());
    }

    [Fact]
    public void What_could_not_be_renewed_ends_and_counts_until_it_has_ended()
    {
        Ask("u", "k");
        Ask("v", "k");
        GrantAll();
        Wants();
        _now += 1;
        Give("k", 1);
        _now = 9.7;
        Assert.Empty(_holder.Look(Now));
        _now = 9.8;
        Assert.Equal(["u"], _holder.Look(Now));
        Assert.Equal([("k", 1, 1)], Wants());
        _desk.Return("u");
        Assert.Equal([("k", 0, 1)], Wants());
    }

    [Fact]
    public void What_is_in_use_is_renewed_and_what_is_not_answered_said_again()
    {
        Ask("u", "k");
        GrantAll();
        Wants();
        _now += 1;
        Assert.Empty(_holder.Look(Now));
        Assert.Equal([("k", 0, 1)], Wants());
        Give("k", 1);
        _now += 2.4;
        _holder.Look(Now);
        Assert.Empty(Wants());
        _now += 0.1;
        _holder.Look(Now);
        Assert.Equal([("k", 1, 0)], Wants());
        Give("k", 1);
        _now += 9;
        Assert.Empty(_holder.Look(Now));
    }

    [Fact]
    public void Fewer_slots_than_run_end_some()
    {
        Ask("u", "k", 2);
        Ask("v", "k", 2);
        GrantAll();
        Wants();
        Give("k", 2);
        _desk.Return("v");
        Wants();
        Assert.Equal(["u"], _holder.Take(new KeysGiven("o", [new KeyGiven("k", _numbers["k"], 0)]), Now));
    }

    [Fact]
    public void Who_is_refused_one_key_gives_the_other_back_and_keeps_what_comes_while_it_asks()
    {
        Ask("u", "a", "b");
        GrantAll();
        Assert.Equal([("a", 0, 1)], Wants());
        Assert.Empty(Give("a", 1));
        Assert.Equal([("b", 0, 1)], Wants());

        // Refused.
        Assert.Empty(Give("b", 0));
        Assert.Equal([("a", 0, 0)], Wants());
        Give("a", 0);
        Assert.Empty(Give("b", 1));
        Assert.Equal([("a", 0, 1)], Wants());
        Assert.Equal(["u"], Give("a", 1));
    }

    [Fact]
    public void Keys_are_asked_for_in_one_order_whatever_the_author_says()
    {
        Ask("u", "b", "a");
        GrantAll();
        Assert.Equal([("a", 0, 1)], Wants());
    }

    [Fact]
    public void A_new_owner_is_told_what_there_is_and_the_former_one_is_not_believed()
    {
        Ask("u", "k");
        GrantAll();
        Wants();
        Give("k", 1);
        var number = _numbers["k"];
        Assert.Null(_holder.Claim(new AskHeldKeys("p", 6)));
        Assign("p", 6);
        var claim = _holder.Claim(new AskHeldKeys("p", 6))!;
        Assert.Equal([("k", 1, 0)], claim.Keys.Select(static one => (one.Key, one.Held, one.Wanted)));
        Assert.Equal(("n", 6), (claim.Replica, claim.Epoch));
        Assert.Empty(_holder.Claim(new AskHeldKeys("o", 6))!.Keys);
        Assert.Equal([("k", 1, 0)], Wants("p"));
        Assert.Empty(_holder.Take(new KeysGiven("o", [new KeyGiven("k", number, 0)]), Now));
    }

    [Fact]
    public void A_replica_that_ends_wants_nothing_and_keeps_what_runs()
    {
        Ask("u", "k", 2);
        Ask("v", "k", 2);
        GrantAll();
        Wants();
        Give("k", 1);
        _desk.Close();
        Ask("w", "k", 2);
        Assert.Equal([("k", 1, 0)], Wants());
    }

    [Fact]
    public void Another_life_has_nothing_of_the_former_one()
    {
        Ask("u", "k");
        Ask("v", "k");
        GrantAll();
        Wants();
        Give("k", 1);
        Assign("o", 7, "n2");
        _desk.Return("u");
        Assert.Empty(GrantAll());
        Assert.Equal([("k", 0, 1)], Wants());
    }

    [Fact]
    public void What_runs_knows_how_long_its_slot_is_good_and_nothing_that_is_given_later_is_good_for_what_has_run_out()
    {
        Ask("u", "k");
        GrantAll();
        var said = Now;
        Wants();
        _now += 1;
        Assert.Equal(["u"], Give("k", 1));
        var held = _holder.SlotsOf("u")!;
        Assert.Equal((1, "k", said + Fleet.GoodFor), (held.Keys.Count, held.Keys[0].Key, held.Until));
        Assert.Null(_holder.TakeKept());

        _now += 3;
        _holder.Look(Now);
        said = Now;
        Assert.Equal([("k", 1, 0)], Wants());
        _now += 1;
        Give("k", 1);
        var kept = _holder.TakeKept()!;
        Assert.Equal([new KeyValuePair<KeySlot, Instant>(held.Keys[0], said + Fleet.GoodFor)], kept.Until);
        Assert.Null(_holder.TakeKept());

        // It could not be renewed, and goes on though it was told to end.
        _now += 20;
        Assert.Equal(["u"], _holder.Look(Now));
        Wants();
        Give("k", 1);
        var later = _holder.TakeKept()!;
        Assert.True(later.Number > kept.Number);
        Assert.DoesNotContain(held.Keys[0], later.Until.Keys);
    }

    [Fact]
    public void What_needs_two_keys_is_good_for_as_long_as_the_first_that_runs_out_and_what_needs_none_for_ever()
    {
        Ask("u", "k", "l");
        GrantAll();
        Wants();
        Give("k", 1);
        var first = Now;
        _now += 1;
        GrantAll();
        Wants();
        Assert.Equal(["u"], Give("l", 1));
        var held = _holder.SlotsOf("u")!;
        Assert.Equal(["k", "l"], held.Keys.Select(static one => one.Key));
        Assert.Equal(first + Fleet.GoodFor, held.Until);
        _desk.Ask("v", WorkClass.Event, null, [], Now);
        Assert.Equal(["v"], GrantAll());
        Assert.Null(_holder.SlotsOf("v"));
    }

    private Instant Now => new(TimeSpan.FromSeconds(1000 + _now).Ticks);

    private void Assign(string owner, long epoch = 5, string replica = "n") => _holder.Assign(new KeysAssigned(
        replica, Now, new ShardMap(epoch, [new ShardPlace(owner)], new Dictionary<string, string>()), 0, new Dictionary<string, string> { ["o"] = "o", ["p"] = "p" }, []));

    private void Ask(string who, string key, int max = 1) => _desk.Ask(who, WorkClass.Event, null, [new ConcurrencyLimit(key, max)], Now);

    private void Ask(string who, string key, string other) => _desk.Ask(who, WorkClass.Event, null, [new ConcurrencyLimit(key, 1), new ConcurrencyLimit(other, 1)], Now);

    private List<string> GrantAll()
    {
        var granted = new List<string>();
        while (_desk.TryGrant(Now, out var one)) granted.Add(one);
        return granted;
    }

    private List<(string Key, int Held, int Wanted)> Wants(string owner = "o")
    {
        var wants = _holder.TakeWants(Now);
        Assert.All(wants, want => Assert.Equal(owner, want.Owner));
        foreach (var want in wants.SelectMany(static one => one.Want.Keys)) _numbers[want.Key] = want.Number;
        return [.. wants.SelectMany(static one => one.Want.Keys).Select(static one => (one.Key, one.Held, one.Wanted))];
    }

    private List<string> Give(string key, int slots)
    {
        Assert.Empty(_holder.Take(new KeysGiven("o", [new KeyGiven(key, _numbers[key], slots)]), Now));
        return GrantAll();
    }
}
