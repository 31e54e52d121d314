using Actors.Reconciling;
using Actors.Simulation;

namespace Actors.Cluster.Tests;

/// <summary>Whole replicas whose objects are all under one key, which one may run under; a checker sees to it that no two do.</summary>
public sealed class FleetKeyTests
{
    private readonly FleetBench _bench = new(seed: 6);
    private readonly SentCounter _sent = new();

    public FleetKeyTests()
    {
        _bench.World.Add(_sent);
        Assert.Equal([new ConcurrencyLimit("node/a", 1)], FleetKeys.Of(6, "any"));
    }

    [Fact]
    public void A_replica_that_is_alone_tells_nobody_anything()
    {
        _bench.Create(20);
        _bench.Add("a");
        _bench.Pass(60);
        AssertDone();
        Assert.Equal(0, _sent.Count);
    }

    [Fact]
    public void Replicas_take_turns_and_say_nothing_when_there_is_nothing_to_do()
    {
        _bench.Create(20);
        _bench.Add("a");
        _bench.Add("b");
        _bench.Add("c");
        _bench.Pass(90);
        AssertDone();
        Assert.True(_sent.Count > 0);
        var before = _sent.Count;
        _bench.Pass(60);
        Assert.Equal(before, _sent.Count);
    }

    [Fact]
    public void Who_cannot_reach_the_owner_waits_and_holds_up_nobody_else()
    {
        _bench.Add("a");
        _bench.Add("b");
        _bench.Pass(60);
        _bench.World.Network.Partition([_bench.World.Machine("a")], [_bench.World.Machine("b")]);
        _bench.Create(20);
        _bench.Pass(120);
        var done = _bench.Network.Cluster.Of(Simulation.Cluster.Primary).Count(static held => held.Generation == held.Status.Generation);
        Assert.InRange(done, 1, 19);
        _bench.World.Network.HealAll();
        _bench.Pass(60);
        AssertDone();
    }

    [Fact]
    public void The_next_owner_of_a_key_goes_on_when_the_last_one_is_lost()
    {
        _bench.Add("a");
        _bench.Add("b");
        _bench.Pass(60);
        var shard = Sharding.ShardRange.ShardOf("node/a", _bench.Options.NumberOfShards);
        var owner = _bench.Map.Shards[shard].Owner!;
        _bench.Create(20);
        _bench.Pass(1);
        _bench.World.Machine(owner.Split('_')[0]).Crash();
        _bench.Pass(90);
        Assert.NotEqual(owner, _bench.Map.Shards[shard].Owner);
        AssertDone();
    }

    private void AssertDone() => Assert.All(_bench.Network.Cluster.Of(Simulation.Cluster.Primary), static held => Assert.Equal(held.Generation, held.Status.Generation));

    private sealed class SentCounter : Checker
    {
        public int Count { get; private set; }

        public override void Observe(in TraceEvent happened)
        {
            if (happened.Kind == TraceKind.Sent) Count++;
        }
    }
}
