using Actors.Cluster;
using Actors.Engine.Tests;
using Actors.Kubernetes;
using Actors.Kubernetes.Models;
using Actors.Operators.Events;
using Actors.Operators.Tests;
using Actors.Settings;
using Actors.Testing;
using OperatorLog = Actors.Operators.Running.OperatorLog;

namespace Actors.Operators.Fleet.Tests;

/// <summary>What the fleet's actor asks of the API server, at a real one.</summary>
public sealed class FleetRunnerTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = Waiting.Limit;
    private static readonly FleetNames Names = new("db-operator", TestCluster.Namespace, "Database.example.com User.example.com");
    private static readonly LeaseRecord Record = new("a_0123456789", "a_0123456789") { Address = "127.0.0.1:1" };

    private readonly OperatorLogLines _log = new();
    private readonly ManualTime _time = new();
    private TestCluster _cluster = null!;
    private EventWriter _events = null!;
    private FleetRunner _runner = null!;

    public async Task InitializeAsync()
    {
        _cluster = await TestCluster.StartAsync(isDefined: false);
        _events = new EventWriter(_cluster.Client, "db-operator", _time, _log.Log);
        _runner = NewRunner(Names.Kinds, _time);
    }

    public async Task DisposeAsync()
    {
        await _events.DisposeAsync();
        await _cluster.DisposeAsync();
    }

    [Theory]
    [InlineData("Database.example.com User.example.com", true)]
    [InlineData("User.example.com Other.example.com", true)]
    [InlineData("Other.example.com", false)]
    public async Task Another_operator_of_the_same_name_is_not_got_in_the_way_of(string kinds, bool isLetIn)
    {
        var other = NewRunner(kinds, _time);
        Assert.IsType<LeaseWritten>(await WriteAsync(Record, null));
        var joining = new WriteLease(Record with { Name = "b_0123456789", Holder = "b_0123456789" }, null, Patience);
        var outcome = await other.WriteLeaseAsync(joining, default);
        if (isLetIn)
        {
            Assert.IsType<LeaseWritten>(outcome);
            return;
        }

        Refused(0, outcome);
        Refused(0, await other.WriteLeaseAsync(joining, default));
        Assert.Equal(
            [
                "This replica does not join: another operator of the name db-operator in the namespace default reconciles Database.example.com, User.example.com, this one Other.example.com; "
                + "give one of them another name, or another --fleet-namespace",
            ],
            _log.Of(nameof(OperatorLog.FleetNameTaken)));
        await _events.DisposeAsync();
        var recorded = Assert.Single((await _cluster.Client.Resource<CoreV1Event>().InNamespace(TestCluster.Namespace).ListAsync()).Items);
        Assert.Equal(("FleetNameTaken", Names.LeaseOf(Record.Name)), (recorded.Reason, recorded.InvolvedObject!.Name));

        // What the other one has left behind, and nobody renews, does not keep this one out for ever.
        _time.Advance(new ClusterOptions().LeaseDuration);
        Assert.IsType<LeaseWritten>(await other.WriteLeaseAsync(joining, default));
    }

    [Fact]
    public async Task A_Lease_that_is_renewed_does_not_carry_who_set_which_field()
    {
        var created = Assert.IsType<LeaseWritten>(await WriteAsync(Record, null));
        Assert.NotNull((await LeaseAsync()).Metadata.ManagedFields);
        var renewed = Assert.IsType<LeaseWritten>(await WriteAsync(Record, created.Version));
        Assert.Null((await LeaseAsync()).Metadata.ManagedFields);
        Assert.IsType<LeaseWritten>(await WriteAsync(Record with { Seen = 1 }, renewed.Version));
        Assert.Null((await LeaseAsync()).Metadata.ManagedFields);
    }

    [Fact]
    public async Task Two_operators_of_one_name_that_start_at_once_do_not_both_get_in()
    {
        // The other one's Lease is there when this one has looked, and before it has written its own.
        using var client = new KubernetesClient(_cluster.Client.Configuration, new KubernetesClientOptions
        {
            WrapHandler = next => new Before(next, HttpMethod.Post, () => WriteAsync(Record, null)),
        });
        var joining = new WriteLease(Record with { Name = "b_0123456789", Holder = "b_0123456789" }, null, Patience);
        var late = new FleetRunner(client, Names with { Kinds = "Other.example.com" }, new ClusterOptions(), _events, _time, _log.Log);
        Refused(0, await late.WriteLeaseAsync(joining, default));
        Assert.Contains("another operator of the name db-operator", late.NameTaken, StringComparison.Ordinal);
        Assert.Equal([Record], (await ReadAsync()).Leases.Select(static one => one.Record));

        _time.Advance(new ClusterOptions().LeaseDuration);
        Assert.IsType<LeaseWritten>(await late.WriteLeaseAsync(joining, default));
        Assert.Null(late.NameTaken);
    }

    [Fact]
    public async Task A_fleet_begins_with_nothing_and_what_is_written_is_read()
    {
        var empty = await ReadAsync();
        Assert.Empty(empty.Leases);
        Assert.Equal((null, null), (empty.Map, empty.MapVersion));

        var created = Assert.IsType<LeaseWritten>(await WriteAsync(Record, null));
        var renewed = Assert.IsType<LeaseWritten>(await WriteAsync(Record with { Seen = 3, Acknowledged = 3 }, created.Version));
        var map = Assert.IsType<ShardMapWritten>(await WriteMapAsync("shards/v1 epoch=1 shards=1\n0 -\n", null));
        var read = await ReadAsync();
        Assert.Equal([new HeldLease(Record with { Seen = 3, Acknowledged = 3 }, renewed.Version)], read.Leases);
        Assert.Equal(("shards/v1 epoch=1 shards=1\n0 -\n", map.Version), (read.Map, read.MapVersion));
        Assert.IsType<ShardMapWritten>(await WriteMapAsync("else", map.Version));
    }

    [Fact]
    public async Task What_was_changed_or_made_by_others_is_not_written_over()
    {
        var created = Assert.IsType<LeaseWritten>(await WriteAsync(Record, null));
        Assert.IsType<LeaseWritten>(await WriteAsync(Record with { Holder = "" }, created.Version));
        Refused(409, await WriteAsync(Record, created.Version));
        Refused(409, await WriteAsync(Record, null));

        var map = Assert.IsType<ShardMapWritten>(await WriteMapAsync("one", null));
        Assert.IsType<ShardMapWritten>(await WriteMapAsync("two", map.Version));
        Assert.Equal(409, Assert.IsType<ShardMapRefused>(await WriteMapAsync("three", map.Version)).Failure.Code);
        Assert.Equal(409, Assert.IsType<ShardMapRefused>(await WriteMapAsync("four", null)).Failure.Code);
        Assert.Equal("two", (await ReadAsync()).Map);
        Assert.Empty(_log.Of(nameof(OperatorLog.FleetRequestFailed)));
    }

    [Fact]
    public async Task A_lease_that_was_deleted_is_not_brought_back_by_who_renews_it()
    {
        var created = Assert.IsType<LeaseWritten>(await WriteAsync(Record, null));
        await _runner.DeleteLeaseAsync(new DeleteLease(Record.Name, "other/1", Patience), default);
        Assert.Single((await ReadAsync()).Leases);
        await _runner.DeleteLeaseAsync(new DeleteLease(Record.Name, created.Version, Patience), default);
        Assert.Empty((await ReadAsync()).Leases);

        Refused(409, await WriteAsync(Record, created.Version));
        Assert.Empty((await ReadAsync()).Leases);

        var again = Assert.IsType<LeaseWritten>(await WriteAsync(Record, null));
        Refused(409, await WriteAsync(Record, created.Version));
        Assert.Equal(again.Version, (await ReadAsync()).Leases.Single().Version);
    }

    [Fact]
    public async Task A_lease_changed_into_nonsense_counts_as_not_there_and_is_told_once()
    {
        await WriteAsync(Record, null);
        await _cluster.Client.Resource<V1Lease>().InNamespace(TestCluster.Namespace).PatchAsync(
            Names.LeaseOf(Record.Name), Patch.Merge("""{"metadata":{"annotations":{"actors.dev/weight":"heavy"}}}"""));
        Assert.Empty((await ReadAsync()).Leases);
        Assert.Empty((await ReadAsync()).Leases);
        Assert.Equal(
            ["The Lease db-operator.a.0123456789 counts as if it were not there: its annotation actors.dev/weight = 'heavy' has to be a number, 1 to 100; delete it, for its replica makes another one"],
            _log.Of(nameof(OperatorLog.LeaseUnusable)));
        await _events.DisposeAsync();
        var recorded = Assert.Single((await _cluster.Client.Resource<CoreV1Event>().InNamespace(TestCluster.Namespace).ListAsync()).Items);
        Assert.Equal(("LeaseUnusable", Names.LeaseOf(Record.Name), 1), (recorded.Reason, recorded.InvolvedObject!.Name, recorded.Count));
    }

    [Fact]
    public async Task A_lease_that_somebody_has_copied_counts_once()
    {
        await WriteAsync(Record, null);
        var leases = _cluster.Client.Resource<V1Lease>().InNamespace(TestCluster.Namespace);
        var copy = await leases.GetAsync(Names.LeaseOf(Record.Name));
        copy.Metadata = new V1ObjectMeta { Name = "copy", Namespace = TestCluster.Namespace, Labels = copy.Metadata.Labels, Annotations = copy.Metadata.Annotations };
        await leases.CreateAsync(copy);
        Assert.Equal([Record], (await ReadAsync()).Leases.Select(static one => one.Record));
        Assert.StartsWith("The Lease copy counts as if it were not there: its annotation actors.dev/replica", Assert.Single(_log.Of(nameof(OperatorLog.LeaseUnusable))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_config_map_without_a_map_is_one_that_cannot_be_read_and_not_one_that_is_not_there()
    {
        await _cluster.ConfigMaps.CreateAsync(new V1ConfigMap { Metadata = { Name = Names.Map, Namespace = TestCluster.Namespace } });
        var read = await ReadAsync();
        Assert.Equal("", read.Map);
        Assert.NotNull(read.MapVersion);
    }

    [Fact]
    public async Task A_server_that_is_gone_is_told_once_and_every_request_has_its_outcome()
    {
        await _cluster.StopAsync();
        Refused(0, await WriteAsync(Record, null));
        Refused(0, await WriteAsync(Record, null));
        Assert.IsType<FleetUnread>(await _runner.ReadAsync(new ReadFleet(Patience), default));
        Assert.IsType<ShardMapRefused>(await WriteMapAsync("one", null));
        Assert.IsType<LeaseDeleted>(await _runner.DeleteLeaseAsync(new DeleteLease("a_1", "u/1", Patience), default));
        Assert.Equal(4, _log.Of(nameof(OperatorLog.FleetRequestFailed)).Count);
    }

    [Fact]
    public async Task A_request_that_is_not_answered_in_time_is_given_up()
    {
        var outcome = await NewRunner(Names.Kinds, TimeProvider.System).WriteLeaseAsync(new WriteLease(Record, null, TimeSpan.Zero), default);
        Assert.Equal(0, Assert.IsType<LeaseRefused>(outcome).Failure.Code);
    }

    [Fact]
    public async Task Others_changes_wake_who_awaits_them_and_renewals_do_not()
    {
        await using var watch = new FleetWatch(_cluster.Client, Names, new Running.BackgroundWork(), _time);
        var created = Assert.IsType<LeaseWritten>(await WriteAsync(Record, null));
        Assert.IsType<FleetChanged>(await watch.AwaitAsync(new AwaitFleetChange(), default).Soon());

        var next = watch.AwaitAsync(new AwaitFleetChange(), default);
        var renewed = Assert.IsType<LeaseWritten>(await WriteAsync(Record with { Seen = 5 }, created.Version));
        await WriteAsync(new LeaseRecord(LeaseRecord.Coordinator, Record.Name), null);
        Assert.IsType<FleetChanged>(await next.Soon());

        next = watch.AwaitAsync(new AwaitFleetChange(), default);
        renewed = Assert.IsType<LeaseWritten>(await WriteAsync(Record with { Seen = 6 }, renewed.Version));
        await Waiting.UntilAsync(() => Task.FromResult(watch.AgeOf(new HeldLease(Record, renewed.Version))), static age => age is not null);
        Assert.False(next.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(TimeSpan.FromSeconds(3), watch.AgeOf(new HeldLease(Record, renewed.Version)));
        Assert.Null(watch.AgeOf(new HeldLease(Record, created.Version)));
        await WriteMapAsync("one", null);
        await next.Soon();

        next = watch.AwaitAsync(new AwaitFleetChange(), default);
        await WriteAsync(Record with { Seen = 6, Acknowledged = 1 }, renewed.Version);
        await next.Soon();
    }

    private FleetRunner NewRunner(string kinds, TimeProvider time) => new(_cluster.Client, Names with { Kinds = kinds }, new ClusterOptions(), _events, time, _log.Log);

    private async Task<FleetRead> ReadAsync() => Assert.IsType<FleetRead>(await _runner.ReadAsync(new ReadFleet(Patience), default));

    private Task<object> WriteAsync(LeaseRecord record, string? version) => _runner.WriteLeaseAsync(new WriteLease(record, version, Patience), default);

    private Task<V1Lease> LeaseAsync() => _cluster.Client.Resource<V1Lease>().InNamespace(TestCluster.Namespace).GetAsync(Names.LeaseOf(Record.Name));

    private Task<object> WriteMapAsync(string text, string? version) => _runner.WriteMapAsync(new WriteShardMap(text, version, Patience), default);

    /// <summary>Has something happen before the first request of a verb gets to the server.</summary>
    private sealed class Before(HttpMessageHandler next, HttpMethod verb, Func<Task> act) : DelegatingHandler(next)
    {
        private Func<Task>? _act = act;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Method == verb && Interlocked.Exchange(ref _act, null) is { } first) await first();
            return await base.SendAsync(request, cancellationToken);
        }
    }

    private static void Refused(int code, object outcome) => Assert.Equal(code, Assert.IsType<LeaseRefused>(outcome).Failure.Code);
}
