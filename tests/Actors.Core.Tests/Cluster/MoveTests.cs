using Actors.Kernel;
using Actors.Settings;

namespace Actors.Cluster.Tests;

/// <summary>Shards that somebody has moved.</summary>
public sealed class MoveTests
{
    private readonly FleetBench _bench = new(new ClusterOptions { NumberOfShards = 64, RebalanceInterval = TimeSpan.FromHours(1) });

    private object Move(string coordinator, int shard, string to)
    {
        object? answer = null;
        var asker = _bench.World.Machine(coordinator).Spawn(Props.Create(() => new Asker(one => answer = one)));
        _bench.World.Machine(coordinator).Find("/cluster")!.Tell(new MoveShard(shard, to), asker);
        _bench.Pass(0.01);
        return answer!;
    }

    [Fact]
    public void A_shard_moves_as_any_other_and_what_cannot_be_moved_is_refused()
    {
        _bench.Create(50);
        _bench.Add("a");
        _bench.Pass(30);
        _bench.Add("b");
        _bench.Pass(20);
        var before = _bench.SnapshotOf("a").Map!;

        // The first imbalance waits for its interval, so b has nothing yet.
        var b = _bench.SnapshotOf("b").Replica;
        Assert.Equal(0, before.Shards.Count(place => place.Owner == b));
        Assert.Equal(new MoveOrdered(before.Epoch + 1), Move("a", 17, b));
        _bench.Pass(20);
        Assert.Equal(new ShardPlace(b), _bench.Map.Shards[17]);
        Assert.Equal(63, _bench.Counts()["a"]);

        Assert.Equal(new MoveRefused($"{b} has shard 17 already"), Move("a", 17, b));
        Assert.Equal(new MoveRefused("there is no shard 64: there are 0 to 63"), Move("a", 64, b));
        Assert.Equal(new MoveRefused("c is no member that takes shards"), Move("a", 3, "c"));
        Assert.Equal(new MoveRefused($"{b} does not write the shard map"), Move("b", 3, b));
        Assert.True(_bench.SnapshotOf("b").LeaseLeft > TimeSpan.Zero);
    }

    private sealed class Asker(Action<object> take) : Actor
    {
        protected override void Receive(object message, ActorContext context) => take(message);
    }
}
