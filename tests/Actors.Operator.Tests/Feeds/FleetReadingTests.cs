using Actors.Engine.Tests;
using Actors.Ingest;
using Actors.Kubernetes;
using Actors.Kubernetes.Models;
using Actors.Objects;
using Actors.Operators.Feeds;
using Actors.Settings;
using Actors.Sharding;
using Actors.Testing;

namespace Actors.Operators.Tests.Feeds;

public sealed class FleetReadingTests
{
    private static readonly WatchedKind ConfigMaps = new("", "v1", "ConfigMap", TestCluster.Namespace);

    [Fact]
    public async Task Children_are_read_at_the_replica_that_reads_for_all()
    {
        await using var cluster = await TestCluster.StartAsync(isDefined: false);
        var owner = await CreateAsync(cluster, "owner", null);
        await CreateAsync(cluster, "a", owner);
        await using var host = await FeedHost.StartAsync(cluster);
        await host.Feeds.FeedAsync([ConfigMaps], []);
        using var log = new OperatorLogLines();
        await using var replica = new FleetReading(cluster, ConfigMaps, host, TimeProvider.System, log, IngestMode.Auto);
        await replica.StartAsync();
        await WhenRightAsync(cluster, replica);
        await CreateAsync(cluster, "b", owner);
        await cluster.ConfigMaps.DeleteAsync("a");
        await WhenRightAsync(cluster, replica);
        Assert.True(host.Answers > 0);
        Assert.Equal("r2_x", replica.Place.For(ByOwner).Replica);
    }

    [Fact]
    public async Task What_objects_refer_to_is_read_whole_at_that_replica_and_of_that_only_the_metadata()
    {
        await using var cluster = await TestCluster.StartAsync(isDefined: false);
        await CreateAsync(cluster, "a", null);
        await using var host = await FeedHost.StartAsync(cluster);
        var names = ConfigMaps with { Content = ObjectContent.MetadataOnly };
        await host.Feeds.FeedAsync([names], []);
        using var log = new OperatorLogLines();
        await using var replica = new FleetReading(cluster, names, host, TimeProvider.System, log, IngestMode.Auto, RouteRole.Referenced);
        await replica.StartAsync();
        await UntilAsync(() => replica.References.Contains(("a", true)), cluster);
        Assert.Equal("r2_x", replica.Place.For(null).Replica);
        Assert.Equal(1, host.Lists);
        await UntilAsync(() => host.Open == 1, cluster);

        await CreateAsync(cluster, "b", null);
        await cluster.ConfigMaps.DeleteAsync("a");
        await UntilAsync(() => replica.References is [.., ("b", true), ("a", false)], cluster);

        // Told that each reads for itself it goes on at the server, where it was.
        await replica.PlaceAsync(isShared: false);
        await UntilAsync(() => host.Open == 0, cluster);
        await CreateAsync(cluster, "c", null);
        await UntilAsync(() => replica.References is [.., ("b", true), ("a", false), ("c", true)], cluster);
    }

    [Fact]
    public async Task Who_is_left_by_that_replica_goes_on_at_the_server_and_comes_back_later()
    {
        await using var cluster = await TestCluster.StartAsync(isDefined: false);
        var owner = await CreateAsync(cluster, "owner", null);
        await CreateAsync(cluster, "a", owner);
        await using var host = await FeedHost.StartAsync(cluster);
        await host.Feeds.FeedAsync([ConfigMaps], []);
        using var log = new OperatorLogLines();
        var time = new ManualTime();
        await using var replica = new FleetReading(cluster, ConfigMaps, host, time, log, IngestMode.Ingest);
        await replica.StartAsync();
        await WhenRightAsync(cluster, replica);

        // It feeds nothing any more: what its readers have open ends, and what they ask for is not found.
        await host.Feeds.FeedAsync([], []);
        await UntilAsync(() => host.Open == 0, cluster);
        await cluster.ConfigMaps.DeleteAsync("a");
        await CreateAsync(cluster, "b", owner);
        await WhenRightAsync(cluster, replica, () =>
        {
            if (!replica.Place.For(ByOwner).IsServer) time.Advance(TimeSpan.FromSeconds(1));
        });
        await log.WhenSaid("IngestLeft");
        Assert.True(replica.Place.For(ByOwner).IsServer);

        await host.Feeds.FeedAsync([ConfigMaps], []);
        time.Advance(KindPlace.Detour);
        var answers = host.Answers;
        await CreateAsync(cluster, "c", owner);
        await WhenRightAsync(cluster, replica);
        await UntilAsync(() => host.Answers > answers, cluster);
        await CreateAsync(cluster, "d", owner);
        await WhenRightAsync(cluster, replica);
    }

    [Fact]
    public async Task Who_reads_at_a_replica_that_is_not_named_any_more_leaves_it_though_nothing_happens()
    {
        await using var cluster = await TestCluster.StartAsync(isDefined: false);
        var owner = await CreateAsync(cluster, "owner", null);
        await CreateAsync(cluster, "a", owner);
        await using var host = await FeedHost.StartAsync(cluster);
        await host.Feeds.FeedAsync([ConfigMaps], []);
        using var log = new OperatorLogLines();
        await using var replica = new FleetReading(cluster, ConfigMaps, host, TimeProvider.System, log, IngestMode.Ingest);
        await replica.StartAsync();
        await WhenRightAsync(cluster, replica);
        await UntilAsync(() => host.Open == 1, cluster);
        await replica.PlaceAsync(isShared: false);
        await UntilAsync(() => host.Open == 0, cluster);
        await CreateAsync(cluster, "b", owner);
        await WhenRightAsync(cluster, replica);
    }

    [Fact]
    public async Task Where_the_reading_for_all_goes_to_another_replica_in_order_neither_it_nor_who_reads_there_lists_anything()
    {
        await using var cluster = await TestCluster.StartAsync(isDefined: false);
        var owner = await CreateAsync(cluster, "owner", null);
        await CreateAsync(cluster, "a", owner);
        await using var former = await FeedHost.StartAsync(cluster, linger: FeedService.Linger);
        await former.Feeds.FeedAsync([ConfigMaps], []);
        using var log = new OperatorLogLines();
        await using var replica = new FleetReading(cluster, ConfigMaps, former, TimeProvider.System, log, IngestMode.Ingest);
        await replica.StartAsync();
        await WhenRightAsync(cluster, replica);

        await using var successor = await FeedHost.StartAsync(cluster, linger: FeedService.Linger);
        await successor.Feeds.FeedAsync([ConfigMaps], [former.NewClient()]);
        await former.Feeds.FeedAsync([], []);
        await cluster.ConfigMaps.DeleteAsync("a");
        await CreateAsync(cluster, "b", owner);
        await replica.MoveAsync(successor);
        await WhenRightAsync(cluster, replica);
        await CreateAsync(cluster, "c", owner);
        await WhenRightAsync(cluster, replica);
        await UntilAsync(() => successor.Open == 1 && former.Open == 0, cluster);
        Assert.Equal((0, 0), (successor.Lists, successor.ListsAsked));

        // Who comes to follow something lists it there.
        await using var other = new FleetReading(cluster, ConfigMaps, successor, TimeProvider.System, log, IngestMode.Ingest);
        await other.StartAsync();
        await WhenRightAsync(cluster, other);
        Assert.Equal((1, 0), (former.Lists, successor.Lists));
        Assert.True(successor.ListsAsked > 0);
    }

    [Fact]
    public async Task Where_who_has_read_for_all_is_lost_its_successor_goes_on_where_its_readers_are_and_lists_once_when_a_list_is_wanted()
    {
        await using var cluster = await TestCluster.StartAsync(isDefined: false);
        var owner = await CreateAsync(cluster, "owner", null);
        await CreateAsync(cluster, "a", owner);
        await CreateAsync(cluster, "moved", owner);
        var lost = await FeedHost.StartAsync(cluster);
        await lost.Feeds.FeedAsync([ConfigMaps], []);
        using var log = new OperatorLogLines();
        await using var replica = new FleetReading(cluster, ConfigMaps, lost, TimeProvider.System, log, IngestMode.Ingest);
        await replica.StartAsync();
        await WhenRightAsync(cluster, replica);
        await UntilAsync(() => lost.Open == 1, cluster);

        var peer = lost.NewClient();
        await lost.DisposeAsync();
        await cluster.ConfigMaps.DeleteAsync("a");
        await CreateAsync(cluster, "b", owner);
        await DisownAsync(cluster, "moved");
        await using var successor = await FeedHost.StartAsync(cluster);
        await successor.Feeds.FeedAsync([ConfigMaps], [peer]);
        await replica.MoveAsync(successor);
        await WhenRightAsync(cluster, replica);
        await cluster.ConfigMaps.DeleteAsync("b");
        await WhenRightAsync(cluster, replica);
        Assert.Equal((0, 0), (successor.Lists, successor.ListsAsked));

        await CreateAsync(cluster, "c", owner);
        await using var other = new FleetReading(cluster, ConfigMaps, successor, TimeProvider.System, log, IngestMode.Ingest);
        await other.StartAsync();
        await WhenRightAsync(cluster, other);
        await CreateAsync(cluster, "d", owner);
        await WhenRightAsync(cluster, other);
        await WhenRightAsync(cluster, replica);
        Assert.Equal(1, successor.Lists);
    }

    [Fact]
    public async Task A_replica_that_is_alone_reads_for_itself()
    {
        await using var cluster = await TestCluster.StartAsync(isDefined: false);
        await CreateAsync(cluster, "a", await CreateAsync(cluster, "owner", null));
        await using var host = await FeedHost.StartAsync(cluster);
        using var log = new OperatorLogLines();
        await using var replica = new FleetReading(cluster, ConfigMaps, host, TimeProvider.System, log, IngestMode.Ingest);
        await replica.PlaceAsync(isShared: false);
        Assert.True(replica.Place.For(ByOwner).IsServer);
    }

    private static ShardSelector ByOwner { get; } = new(ShardField.ControllerUid, new HashRange(0, 0));

    private static async Task DisownAsync(TestCluster cluster, string name)
    {
        var held = await cluster.ConfigMaps.GetAsync(name);
        held.Metadata.OwnerReferences = null;
        await cluster.ConfigMaps.UpdateAsync(held);
    }

    private static async Task WhenRightAsync(TestCluster cluster, FleetReading replica, Action? meanwhile = null)
    {
        using var patience = new CancellationTokenSource(Waiting.Limit);
        while (true)
        {
            var all = await cluster.Client.Resource(new GroupVersionResource("", "v1", "configmaps")).InNamespace(TestCluster.Namespace).ListAsync();
            string[] wanted = [.. all.Items.Where(static one => !one.ControllerUidUtf8.IsEmpty).Select(static one => $"{one}").Order(StringComparer.Ordinal)];
            var held = replica.Held;
            if (held.SequenceEqual(wanted)) return;
            if (patience.IsCancellationRequested) Assert.Fail($"there are {string.Join(", ", wanted)}, and known are {string.Join(", ", held)}");
            meanwhile?.Invoke();
        }
    }

    private static async Task UntilAsync(Func<bool> isSo, TestCluster cluster)
    {
        using var patience = new CancellationTokenSource(Waiting.Limit);
        while (!isSo())
        {
            await cluster.ConfigMaps.ListAsync(cancellation: patience.Token);
        }
    }

    private static Task<V1ConfigMap> CreateAsync(TestCluster cluster, string name, V1ConfigMap? owner) => cluster.ConfigMaps.CreateAsync(new V1ConfigMap
    {
        Metadata =
        {
            Name = name, Namespace = TestCluster.Namespace,
            OwnerReferences = owner is null ? null : [new V1OwnerReference { ApiVersion = "v1", Kind = "ConfigMap", Name = owner.Metadata.Name!, Uid = owner.Metadata.Uid!, Controller = true }],
        },
    });
}
