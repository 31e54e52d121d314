using Actors.Simulation;

namespace Actors.Cluster.Tests;

/// <summary>Whole replicas: what it costs, and how long it takes, where nothing goes wrong.</summary>
public sealed class FleetTests
{
    private readonly FleetBench _bench = new();

    [Fact]
    public void A_first_replica_owns_everything_and_all_objects_are_reconciled()
    {
        _bench.Create(100);
        _bench.Add("a");
        _bench.Pass(60);
        Assert.Equal(64, _bench.Counts()["a"]);
        Assert.True(_bench.SnapshotOf("a").IsCoordinator);
        Assert.All(_bench.Network.Cluster.Of(Simulation.Cluster.Primary), static held => Assert.Equal(held.Generation, held.Status.Generation));
    }

    [Fact]
    public void A_replica_that_joins_gets_its_share_by_two_maps_and_one_acknowledgement()
    {
        _bench.Create(50);
        _bench.Add("a");
        _bench.Pass(30);
        _bench.Add("b");
        _bench.Seen.Clear();
        _bench.Pass(30);
        Assert.Equal((32, 32), (_bench.Counts()["a"], _bench.Counts()["b"]));
        Assert.Equal(2, _bench.MapWrites);
        Assert.Single(Acknowledgements());
    }

    [Fact]
    public void Ten_more_at_once_cost_no_more_than_that()
    {
        foreach (var name in (string[])["a", "b", "c"]) _bench.Add(name);
        _bench.Pass(40);
        _bench.Seen.Clear();
        for (var one = 0; one < 10; one++) _bench.Add($"r{one}");
        _bench.Pass(40);
        Assert.InRange(_bench.Counts().Values.Max() - _bench.Counts().Values.Min(), 0, 1);
        Assert.Equal(2, _bench.MapWrites);
        Assert.Equal(3, Acknowledgements().Count);
    }

    [Fact]
    public void From_1_to_20_and_back_to_1_each_object_is_reconciled_by_one_at_a_time_and_none_is_lost()
    {
        _bench.Create(60);
        for (var one = 1; one <= 20; one++) _bench.Add($"r{one}");
        _bench.Pass(60);
        Assert.Equal(20, _bench.Counts().Count);
        for (var one = 2; one <= 20; one++) _bench.End($"r{one}");
        _bench.Pass(20);
        Assert.Equal(64, _bench.Counts()["r1"]);
        Change();
        _bench.Pass(60);
        Assert.All(_bench.Network.Cluster.Of(Simulation.Cluster.Primary), static held => Assert.Equal(held.Generation, held.Status.Generation));
    }

    [Fact]
    public void Who_ends_gives_its_shards_away_before_its_lease_and_no_shard_is_long_without_an_owner()
    {
        _bench.Add("a");
        _bench.Add("b");
        _bench.Pass(40);
        _bench.Seen.Clear();
        _bench.End("a");
        _bench.Pass(5);
        Assert.Equal(64, _bench.Counts()["b"]);
        var drained = _bench.Seen.First(static one => one.Message is WriteLease { Lease.Acknowledged: > 0 }).Time;
        var owned = _bench.Seen.Last(static one => one.Message is MapStored).Time;
        Assert.InRange(owned - drained, TimeSpan.Zero, TimeSpan.FromMilliseconds(100));
        Assert.Contains(_bench.Seen, static one => one.Message is LeaseStored { Holder: "" } lease && lease.Name.StartsWith('a'));
    }

    [Fact]
    public void The_last_one_to_end_releases_all_it_holds_whatever_it_is_about_to_write()
    {
        for (var after = 0.0; after < 7; after += 0.013)
        {
            var bench = new FleetBench();
            bench.Add("a");
            bench.Pass(1 + after);
            bench.End("a");
            bench.Pass(3);
            Assert.All(bench.Server.Leases, lease => Assert.True(lease.Record.Holder.Length == 0, $"ended after {1 + after:0.000} s: {lease}"));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_a_dead_one_owned_is_others_a_second_after_its_lease_has_run_out_whenever_it_died(bool isCoordinator)
    {
        for (var after = 0.0; after < 5.5; after += 0.37)
        {
            var bench = new FleetBench(seed: (ulong)(1 + (after * 100)));
            foreach (var name in (string[])["a", "b", "c"])
            {
                bench.Add(name);
                bench.Pass(1.7);
            }

            bench.Pass(40 + after);
            var dead = new[] { "a", "b", "c" }.First(name => bench.SnapshotOf(name).IsCoordinator == isCoordinator);
            var died = bench.World.Now;
            bench.World.Machine(dead).Crash();
            bench.Seen.Clear();
            bench.Pass(25);
            Assert.DoesNotContain(dead, bench.Counts().Keys);
            var map = bench.Seen.First(static one => one.Message is MapStored).Time;
            Assert.InRange(map - died, bench.Options.LeaseDuration - bench.Options.RenewInterval, bench.Options.LeaseDuration + TimeSpan.FromSeconds(1));
        }
    }

    [Fact]
    public void A_life_does_not_inherit_what_the_one_before_it_owned()
    {
        var machine = _bench.Add("a");
        _bench.Add("b");
        _bench.Pass(40);
        var before = _bench.SnapshotOf("a").Replica;
        machine.Crash();
        machine.Boot();
        _bench.Pass(2);
        var after = _bench.SnapshotOf("a");
        Assert.NotEqual(before, after.Replica);
        Assert.NotNull(after.Ownership);
        Assert.Contains(_bench.Map.Shards, place => place.Owner == before);
        Assert.DoesNotContain(_bench.Map.Shards, place => place.Owner == after.Replica);
        _bench.Pass(60);
        Assert.Equal((32, 32), (_bench.Counts()["a"], _bench.Counts()["b"]));
    }

    [Fact]
    public void Some_seconds_without_the_server_cost_nothing_and_more_fence_until_it_is_back()
    {
        var machine = _bench.Add("a");
        _bench.Pass(40);
        var before = _bench.SnapshotOf("a");
        _bench.Network.CutOff.Add(machine);
        _bench.Pass(4);
        _bench.Network.CutOff.Remove(machine);
        _bench.Pass(10);
        Assert.Equal(before.Ownership, _bench.SnapshotOf("a").Ownership);
        _bench.Network.CutOff.Add(machine);
        _bench.Pass(10.1);
        Assert.Null(_bench.SnapshotOf("a").Ownership);
        _bench.Network.CutOff.Remove(machine);
        _bench.Pass(10);
        var after = _bench.SnapshotOf("a");
        Assert.Equal((before.Replica, before.Ownership!.Number + 1), (after.Replica, after.Ownership!.Number));
    }

    [Fact]
    public void Who_sleeps_too_long_comes_back_as_another_replica()
    {
        var machine = _bench.Add("a");
        _bench.Add("b");
        _bench.Pass(40);
        var before = _bench.SnapshotOf("a").Replica;
        machine.Pause();
        _bench.Pass(40);
        Assert.Equal(64, _bench.Counts()["b"]);
        machine.Resume();
        _bench.Pass(40);
        Assert.NotEqual(before, _bench.SnapshotOf("a").Replica);
        Assert.Equal((32, 32), (_bench.Counts()["a"], _bench.Counts()["b"]));
    }

    [Fact]
    public void A_map_that_was_deleted_is_made_anew_above_all_epochs_when_nobody_can_act_by_the_old_one()
    {
        _bench.Add("a");
        _bench.Add("b");
        _bench.Pass(40);
        var epoch = _bench.Map.Epoch;
        _bench.Server.DeleteMap();
        _bench.Pass(29);
        Assert.Null(_bench.Server.Map);
        _bench.Pass(10);
        Assert.True(_bench.Map.Epoch > epoch);
        Assert.Equal((32, 32), (_bench.Counts()["a"], _bench.Counts()["b"]));
    }

    [Fact]
    public void Who_cannot_read_the_map_stops_before_it_is_made_anew_though_it_keeps_its_lease()
    {
        var machine = _bench.Add("a");
        _bench.Add("b");
        _bench.Pass(40);
        var before = _bench.SnapshotOf("a");
        _bench.Blind.Add(machine);
        _bench.Server.DeleteMap();
        _bench.Pass(29);
        Assert.Null(_bench.Server.Map);
        Assert.Null(_bench.SnapshotOf("a").Ownership);
        _bench.Pass(10);
        Assert.Contains(_bench.Server.Leases, lease => lease.Record.Name == before.Replica && lease.Record.Holder == before.Replica);
        _bench.Blind.Remove(machine);
        _bench.Pass(20);
        Assert.Equal((before.Replica, before.Ownership!.Number + 1), (_bench.SnapshotOf("a").Replica, _bench.SnapshotOf("a").Ownership!.Number));
    }

    [Fact]
    public void What_still_runs_when_the_map_is_gone_does_so_under_an_ownership_that_is_over()
    {
        _bench.Add("a");
        _bench.Pass(40);
        var before = _bench.SnapshotOf("a");
        _bench.Server.DeleteMap();
        _bench.Pass(1);
        Assert.Equal((before.Replica, before.Ownership!.Number + 1), (_bench.SnapshotOf("a").Replica, _bench.SnapshotOf("a").Ownership!.Number));
    }

    [Fact]
    public void A_map_that_cannot_be_read_stops_all_and_is_not_written_over()
    {
        _bench.Add("a");
        _bench.Pass(20);
        _bench.Server.Write("shards/v1 epoch=9 shards=64", _bench.Server.Map!.Value.Version);
        _bench.Pass(60);
        Assert.Equal(
            ["The shard map has no shards from 0 to 63; put it right, or delete the ConfigMap, and it is made anew"],
            Reports(FleetNews.MapUnusable));
        Assert.Equal("shards/v1 epoch=9 shards=64", _bench.Server.Map!.Value.Text);
        Assert.Null(_bench.SnapshotOf("a").Map);

        _bench.Server.DeleteMap();
        _bench.Pass(60);
        Assert.Single(Reports(FleetNews.MapUsable));
        Assert.Equal(64, _bench.Counts()["a"]);
    }

    [Fact]
    public void A_map_in_a_newer_format_is_told_apart_and_left_alone_until_it_can_be_read_again()
    {
        _bench.Add("a");
        _bench.Pass(20);
        var later = _bench.Map.ToString().Replace($"epoch={_bench.Map.Epoch} ", "epoch=10 ", StringComparison.Ordinal);
        _bench.Server.Write("shards/v2 epoch=9 shards=64", _bench.Server.Map!.Value.Version);
        _bench.Pass(60);
        Assert.Empty(Reports(FleetNews.MapUnusable));
        Assert.Contains("newer format than v1", Assert.Single(Reports(FleetNews.MapTooNew)), StringComparison.Ordinal);
        Assert.Equal("shards/v2 epoch=9 shards=64", _bench.Server.Map!.Value.Text);

        _bench.Server.Write(later, _bench.Server.Map!.Value.Version);
        _bench.Pass(20);
        Assert.Single(Reports(FleetNews.MapUsable));
        Assert.NotNull(_bench.SnapshotOf("a").Map);
    }

    [Fact]
    public void A_replica_with_another_number_of_shards_gets_none_and_leaves_the_map_to_those_who_can_use_it()
    {
        _bench.Add("a");
        _bench.Add("b");
        _bench.Pass(40);
        _bench.Add("odd", _bench.Options with { NumberOfShards = 32 });
        _bench.Pass(40);
        Assert.Equal(["a", "b"], _bench.Counts().Keys.Order());
        Assert.Contains("has 64 shards and akka.cluster.sharding.number-of-shards of this replica is 32", Assert.Single(Reports(FleetNews.ShardCountDiffers)), StringComparison.Ordinal);
        var told = Assert.Single(Reports(FleetNews.CannotOwn));
        Assert.StartsWith("odd_", told, StringComparison.Ordinal);
        Assert.EndsWith("gets no shards: its akka.cluster.sharding.number-of-shards is 32, and the shard map has 64 shards", told, StringComparison.Ordinal);

        // Whoever writes the map goes, and is not followed by who cannot.
        var writer = _bench.SnapshotOf("a").IsCoordinator ? "a" : "b";
        _bench.End(writer);
        _bench.Pass(60);
        Assert.Equal(64, _bench.Counts()[writer == "a" ? "b" : "a"]);
        Assert.False(_bench.SnapshotOf("odd").IsCoordinator);
    }

    [Fact]
    public void Who_cannot_read_the_map_gives_the_coordination_up_to_who_can()
    {
        _bench.Add("odd", _bench.Options with { NumberOfShards = 32 });
        _bench.Pass(20);
        Assert.True(_bench.SnapshotOf("odd").IsCoordinator);
        _bench.Server.Write("shards/v1 epoch=9 shards=64\n0-63 -\n", _bench.Server.Map!.Value.Version);
        _bench.Pass(1);
        _bench.Add("a");
        _bench.Pass(40);
        Assert.True(_bench.SnapshotOf("a").IsCoordinator);
        Assert.Equal(64, _bench.Counts()["a"]);
    }

    [Fact]
    public void Shards_are_spread_by_weight_when_a_replica_joins_and_when_one_ends()
    {
        _bench.Add("a");
        _bench.Add("heavy", _bench.Options with { Weight = 2 });
        _bench.Add("b");
        _bench.Pass(60);
        Assert.Equal((16, 32, 16), (_bench.Counts()["a"], _bench.Counts()["heavy"], _bench.Counts()["b"]));
        _bench.End("b");
        _bench.Pass(60);
        Assert.Equal((21, 43), (_bench.Counts()["a"], _bench.Counts()["heavy"]));
    }

    [Fact]
    public void A_replica_that_reads_other_formats_of_the_map_gets_no_shards()
    {
        _bench.Add("a");
        _bench.Pass(20);
        _bench.Server.Write(new LeaseRecord("later_1", "later_1") { MapFormats = "v2,v3" }, null);
        _bench.Pass(5);
        Assert.Equal(["a"], _bench.Counts().Keys);
        Assert.Equal(["later_1 gets no shards: it reads shard maps of the format v2,v3, and the shard map has v1"], Reports(FleetNews.CannotOwn));
    }

    private string[] Reports(FleetNews news) => [.. _bench.Seen.Select(static one => one.Message).OfType<ReportFleet>().Where(report => report.News == news).Select(static report => report.Detail)];

    private void Change()
    {
        foreach (var held in _bench.Network.Cluster.Of(Simulation.Cluster.Primary).ToArray())
            _bench.Network.Cluster.Change(held.Kind, held.Name, null, null, static one => one with { Spec = one.Spec + 1, Generation = one.Generation + 1 });
    }

    private HashSet<(string, long)> Acknowledgements()
    {
        var before = new Dictionary<string, long>();
        var seen = new HashSet<(string, long)>();
        foreach (var lease in _bench.Seen.Select(static one => one.Message).OfType<WriteLease>().Select(static write => write.Lease))
        {
            if (lease.Acknowledged > before.GetValueOrDefault(lease.Name) && before.ContainsKey(lease.Name)) seen.Add((lease.Name, lease.Acknowledged));
            before[lease.Name] = lease.Acknowledged;
        }

        return seen;
    }
}
