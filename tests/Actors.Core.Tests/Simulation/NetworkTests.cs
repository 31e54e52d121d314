using Actors.Kernel;

namespace Actors.Simulation.Tests;

public sealed class NetworkTests
{
    private readonly World _world = new(1, new WorldOptions { Links = new LinkOptions { Straggling = 0.3 } });
    private readonly List<(object Message, Instant At)> _seen = [];
    private readonly Machine _here;
    private readonly Machine _there;
    private readonly ActorRef _teller;

    public NetworkTests()
    {
        _here = _world.AddMachine("here");
        _there = _world.AddMachine("there", context => context.Spawn(Collector.Into(_seen), "collector"));
        var target = _world.RefTo("there", "/collector");
        _teller = _here.Spawn(Scripted.With((message, context) => context.Tell(target, message)));
    }

    private IEnumerable<object> Seen => _seen.Select(one => one.Message);

    [Fact]
    public void Messages_of_one_pair_keep_their_order_however_long_each_takes()
    {
        TellRange(0, 200);
        Assert.True(_world.RunToRest(TimeSpan.FromMinutes(1)));
        Assert.Equal(Enumerable.Range(0, 200), Seen.Cast<int>());
    }

    [Fact]
    public void Messages_of_different_pairs_overtake_each_other()
    {
        var target = _world.RefTo("there", "/collector");
        var other = _world.AddMachine("other").Spawn(Scripted.With((message, context) => context.Tell(target, message)));
        foreach (var number in Enumerable.Range(0, 200)) (number % 2 == 0 ? _teller : other).Tell(number);
        Assert.True(_world.RunToRest(TimeSpan.FromMinutes(1)));
        Assert.NotEqual(Enumerable.Range(0, 200), Seen.Cast<int>());
        Assert.Equal(Enumerable.Range(0, 200), Seen.Cast<int>().Order());
    }

    [Fact]
    public void A_lossy_link_loses_about_its_share_and_nothing_twice()
    {
        _world.Network.Set(_here, _there, new LinkOptions { Loss = 0.25 });
        TellRange(0, 1000);
        Assert.True(_world.RunToRest(TimeSpan.FromMinutes(1)));
        Assert.InRange(_seen.Count, 650, 850);
        Assert.Equal(Seen.Cast<int>().Distinct().Order(), Seen.Cast<int>());
    }

    [Fact]
    public void A_broken_direction_loses_what_is_sent_and_what_is_under_way_until_it_heals()
    {
        _world.Network.Set(_here, _there, new LinkOptions { LatencyMin = TimeSpan.FromSeconds(1), LatencyMax = TimeSpan.FromSeconds(1) });
        TellRange(0, 1);
        _world.RunFor(TimeSpan.FromMilliseconds(500));
        _world.Network.Break(_here, _there);
        TellRange(1, 2);
        _world.RunFor(TimeSpan.FromSeconds(5));
        _world.Network.Heal(_here, _there);
        TellRange(2, 3);
        Assert.True(_world.RunToRest(TimeSpan.FromMinutes(1)));
        Assert.Equal([2], Seen);
    }

    [Fact]
    public void A_partition_cuts_both_ways_and_only_between_its_sides()
    {
        var third = _world.AddMachine("third");
        _world.Network.Partition([_here], [_there, third]);
        Assert.True(_world.Network.IsBroken(_here, _there));
        Assert.True(_world.Network.IsBroken(third, _here));
        Assert.False(_world.Network.IsBroken(_there, third));
        _world.Network.HealAll();
        Assert.False(_world.Network.IsBroken(third, _here));
    }

    [Fact]
    public void Answers_find_the_way_back()
    {
        object? answer = null;
        _there.Spawn(Scripted.With((message, context) => context.Reply($"echo {message}")), "echo");
        var echo = _world.RefTo("there", "/echo");
        _here.Spawn(Scripted.With((message, _) => answer = message, (_, context) => context.Tell(echo, "hello")));
        Assert.True(_world.RunToRest(TimeSpan.FromMinutes(1)));
        Assert.Equal("echo hello", answer);
    }

    [Fact]
    public void A_path_where_nobody_is_gives_a_dead_letter_there()
    {
        var nobody = _world.RefTo("there", "/nobody");
        _here.Spawn(Scripted.With((_, _) => { }, (_, context) => context.Tell(nobody, "hello")));
        Assert.True(_world.RunToRest(TimeSpan.FromMinutes(1)));
        Assert.Equal("hello", Assert.Single(_world.DeadLetters).Message);
        Assert.Equal(_world.RefTo("there", "/nobody"), _world.DeadLetters[0].Recipient);
    }

    [Fact]
    public void A_reference_into_a_former_life_leads_nowhere_and_a_path_into_the_new_one()
    {
        var former = _there.Find("/collector")!;
        var teller = _here.Spawn(Scripted.With((message, context) => context.Tell(former, message)));
        _there.Crash();
        _there.Boot();
        teller.Tell("to the former life");
        _teller.Tell("to the path");
        Assert.True(_world.RunToRest(TimeSpan.FromMinutes(1)));
        Assert.Equal(["to the path"], Seen);
    }

    private void TellRange(int first, int end)
    {
        for (var number = first; number < end; number++) _teller.Tell(number);
    }
}
