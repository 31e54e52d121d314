using System.Collections.Concurrent;
using Actors.Cluster;
using Actors.Engine.Tests;
using Actors.Kubernetes;
using Actors.Kubernetes.Configuration;
using Actors.Kubernetes.Models;
using Actors.Objects;
using Actors.Operators.Hosting;
using Actors.Operators.Running;
using Actors.Operators.Tests;
using Actors.Settings;
using Actors.Sharding;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Actors.Operators.Fleet.Tests;

/// <summary>Several whole operators at one real server, which share its objects.</summary>
public sealed class FleetOfOperatorsTests : IAsyncLifetime
{
    private const string Name = "gadget-operator";
    private const int Gadgets = 24;

    /// <summary>Quick enough for a test, and slow enough for a machine that is busy.</summary>
    internal static readonly ClusterOptions Quick = new()
    {
        RenewInterval = TimeSpan.FromMilliseconds(500), OperationTimeout = TimeSpan.FromSeconds(1), RenewDeadline = TimeSpan.FromSeconds(3), WriteTimeout = TimeSpan.FromSeconds(1),
        LeaseDuration = TimeSpan.FromSeconds(5), NumberOfShards = 16, HandoffTimeout = TimeSpan.FromSeconds(20), RebalanceInterval = TimeSpan.Zero,
    };

    private readonly ConcurrentDictionary<string, int> _running = new();
    private readonly ConcurrentDictionary<string, int> _reconciles = new();
    private readonly ConcurrentQueue<string> _doubles = new();
    private readonly List<Member> _members = [];
    private readonly string _secret = Path.GetTempFileName();
    private TestCluster _cluster = null!;
    private ClusterOptions _options = Quick;
    private Action<ControllerOptions<Gadget>>? _configure;

    public async Task InitializeAsync()
    {
        await File.WriteAllTextAsync(_secret, "a secret of these tests".Replace(' ', '-'));
        _cluster = await TestCluster.StartAsync();
    }

    public async Task DisposeAsync()
    {
        foreach (var member in _members) await member.DisposeAsync();
        await _cluster.DisposeAsync();
        File.Delete(_secret);
    }

    [Fact]
    public async Task Replicas_share_the_objects_give_them_over_when_one_ends_and_take_them_when_one_is_lost()
    {
        var a = await StartAsync("a");
        for (var i = 0; i < Gadgets; i++) await _cluster.CreateAsync($"g{i}");
        await WhenSeenAsync(1);
        var b = await StartAsync("b");
        var c = await StartAsync("c");
        await WhenOwnedAsync(a, b, c);

        await ChangeAsync(2);
        Assert.All(_members, static member => Assert.True(member.Reconciled > 0, $"{member.Name} has reconciled nothing"));
        await AssertReconciledByOwnersAsync();

        // One ends in order: the others have what it had before it has ended.
        await b.Host.StopAsync();
        await WhenOwnedAsync(a, c);
        await ChangeAsync(3);

        // One is cut off: it stops by itself, and when its lease is over the other one goes on with its objects.
        a.IsCutOff = true;
        await Waiting.UntilAsync(() => Task.FromResult(a.NotReady), static one => one == "it could not renew its Lease in time, and has stopped all work until it can");
        await WhenOwnedAsync(c);
        await ChangeAsync(4);

        // Back again, it is somebody else.
        a.IsCutOff = false;
        await a.Log.WhenSaid(nameof(OperatorLog.FleetExpelled)).Soon();
        await WhenOwnedAsync(a, c);
        await ChangeAsync(5);
        await AssertReconciledByOwnersAsync();
        Assert.Empty(_doubles);
    }

    [Fact]
    public async Task When_the_replica_that_reads_for_all_ends_another_goes_on_for_it_without_a_list()
    {
        _options = Quick with { Ingest = IngestMode.Ingest };
        for (var i = 0; i < Gadgets; i++) await _cluster.CreateAsync($"g{i}");
        var members = new List<Member> { await StartAsync("a"), await StartAsync("b"), await StartAsync("c") };
        await WhenOwnedAsync([.. members]);
        await ChangeAsync(2);
        var ingest = Assert.Single((await MapAsync()).Ingests).Value.Split('_')[0];
        var first = members.Single(member => member.Name == ingest);
        members.Remove(first);
        var lists = members.ToDictionary(static member => member.Name, static member => member.Lists);
        await first.Host.StopAsync();
        await WhenOwnedAsync([.. members]);
        await ChangeAsync(3);
        Assert.NotEqual(ingest, Assert.Single((await MapAsync()).Ingests).Value.Split('_')[0]);
        Assert.Equal(lists, members.ToDictionary(static member => member.Name, static member => member.Lists));

        // One that is new reads nothing at the server but through them, whoever reads for all then.
        var d = await StartAsync("d");
        await WhenOwnedAsync([.. members, d]);
        await ChangeAsync(4);
        Assert.Equal(0, d.Lists + members.Sum(member => member.Lists - lists[member.Name]));
        await AssertReconciledByOwnersAsync();
        Assert.Empty(_doubles);
    }

    [Fact]
    public async Task What_objects_refer_to_is_read_once_for_all_replicas_and_its_changes_reach_whoever_owns_them()
    {
        _configure = static options => options.References<V1Secret>(static gadget => gadget.Spec.Secret is { } name ? [new ObjectKey(TestCluster.Namespace, name)] : []);
        var secrets = _cluster.Client.Resource<V1Secret>().InNamespace(TestCluster.Namespace);
        await secrets.CreateAsync(new V1Secret { Metadata = { Name = "shared" } });
        for (var i = 0; i < Gadgets; i++) await _cluster.CreateAsync($"g{i}", secret: "shared");
        var members = new[] { await StartAsync("a"), await StartAsync("b"), await StartAsync("c") };
        await WhenOwnedAsync(members);
        await ChangeAsync(2);
        var lists = members.Sum(static member => member.ReferenceLists);

        var d = await StartAsync("d");
        await WhenOwnedAsync([.. members, d]);
        await ChangeAsync(3);
        Assert.Equal(lists, d.ReferenceLists + members.Sum(static member => member.ReferenceLists));

        var before = new Dictionary<string, int>(_reconciles);
        await secrets.PatchAsync("shared", Patch.Merge("""{"metadata":{"labels":{"changed":"yes"}}}"""));
        await Waiting.UntilAsync(() => Task.FromResult(before.Where(one => _reconciles[one.Key] == one.Value).Select(static one => one.Key).ToArray()), static untouched => untouched.Length == 0);
        Assert.Empty(_doubles);
    }

    [Fact]
    public async Task The_last_one_to_end_leaves_a_map_and_no_lease_that_anybody_would_have_to_wait_for()
    {
        var a = await StartAsync("a");
        await _cluster.CreateAsync("g0");
        await WhenSeenAsync(1, count: 1);
        await a.Host.StopAsync();
        var leases = await _cluster.Client.Resource<V1Lease>().InNamespace(TestCluster.Namespace).ListAsync();
        Assert.All(leases.Items, static lease => Assert.Equal("", lease.Spec!.HolderIdentity ?? ""));

        var b = await StartAsync("b");
        await WhenOwnedAsync(b);
        await ChangeAsync(2, count: 1);
    }

    [Fact]
    public async Task A_map_that_somebody_has_broken_stops_the_work_and_is_told_until_it_is_deleted()
    {
        var a = await StartAsync("a");
        await _cluster.CreateAsync("g0");
        await WhenSeenAsync(1, count: 1);
        await _cluster.ConfigMaps.PatchAsync($"{Name}-shards", Patch.Merge("""{"data":{"map":"shards/v1 epoch=9 shards=16\n0-3 a\n"}}"""));
        await a.Log.WhenSaid(nameof(OperatorLog.FleetMapUnusable)).Soon();
        const string Problem = "The shard map has no shards from 4 to 15; put it right, or delete the ConfigMap, and it is made anew";
        Assert.Equal([$"The shard map cannot be used, and nothing is worked on until it can: {Problem}"], a.Log.Of(nameof(OperatorLog.FleetMapUnusable)));
        Assert.Equal(Problem, a.NotReady);
        var told = await WhenToldAsync("ShardMapUnusable");
        Assert.Equal(("ConfigMap", $"{Name}-shards", Problem, 1), (told.InvolvedObject!.Kind, told.InvolvedObject.Name, told.Message, told.Count));

        await _cluster.ConfigMaps.DeleteAsync($"{Name}-shards");
        await WhenOwnedAsync(a);
        await ChangeAsync(2, count: 1);
        await a.Log.WhenSaid(nameof(OperatorLog.FleetMapUsable)).Soon();
        Assert.Single(a.Log.Of(nameof(OperatorLog.FleetMapUsable)));
        Assert.Null(a.NotReady);
    }

    [Fact]
    public async Task A_map_in_a_newer_format_stops_the_work_and_is_told_as_such()
    {
        var a = await StartAsync("a");
        await WhenOwnedAsync(a);
        await _cluster.ConfigMaps.PatchAsync($"{Name}-shards", Patch.Merge("""{"data":{"map":"shards/v2 epoch=9 shards=16\n0-3 a\n"}}"""));
        await a.Log.WhenSaid(nameof(OperatorLog.FleetMapTooNew)).Soon();
        Assert.Equal(("ConfigMap", $"{Name}-shards"), (await WhenToldAsync("ShardMapTooNew")).InvolvedObject is { } about ? (about.Kind, about.Name) : default);
        Assert.Contains("newer format than v1", a.NotReady, StringComparison.Ordinal);
        Assert.Empty(a.Log.Of(nameof(OperatorLog.FleetMapUnusable)));
    }

    [Fact]
    public async Task A_replica_with_another_number_of_shards_works_on_nothing_while_the_others_go_on()
    {
        var a = await StartAsync("a");
        await _cluster.CreateAsync("g0");
        await WhenSeenAsync(1, count: 1);
        var odd = await StartAsync("odd", Quick with { NumberOfShards = 32 });
        await odd.Log.WhenSaid(nameof(OperatorLog.FleetShardCountDiffers)).Soon();
        await a.Log.WhenSaid(nameof(OperatorLog.ReplicaCannotOwn)).Soon();
        var told = await WhenToldAsync("CannotOwnShards");
        Assert.Equal("Lease", told.InvolvedObject!.Kind);
        Assert.StartsWith($"{Name}.odd.", told.InvolvedObject.Name, StringComparison.Ordinal);
        Assert.EndsWith("its akka.cluster.sharding.number-of-shards is 32, and the shard map has 16 shards", told.Message, StringComparison.Ordinal);
        Assert.Equal("ConfigMap", (await WhenToldAsync("ShardCountDiffers")).InvolvedObject!.Kind);
        await Waiting.UntilAsync(() => Task.FromResult(odd.NotReady), static problem => problem?.Contains("has 16 shards", StringComparison.Ordinal) == true);
        Assert.Null(a.NotReady);
        await ChangeAsync(2, count: 1);
        await WhenOwnedAsync(a);
        Assert.Equal(0, odd.Reconciled);
    }

    [Fact]
    public async Task A_replica_of_three_times_the_weight_gets_three_times_the_shards_and_says_so()
    {
        await StartAsync("a");
        await StartAsync("heavy", Quick with { Weight = 3 });
        await TestCluster.WaitAsync(_cluster.ConfigMaps, $"{Name}-shards", static map =>
            ShardMapText.TryRead(map?.Data?["map"] ?? "", out var read, out _) && read.Shards.Count(static place => place is { Next: null } && place.Owner?.StartsWith("heavy_", StringComparison.Ordinal) == true) == 12);
        var leases = await _cluster.Client.Resource<V1Lease>().InNamespace(TestCluster.Namespace).ListAsync();
        Assert.Equal("3", leases.Items.Single(static one => one.Metadata.Name!.Contains(".heavy.", StringComparison.Ordinal)).Metadata.Annotations!["actors.dev/weight"]);
        Assert.Equal("1", leases.Items.Single(static one => one.Metadata.Name!.Contains(".a.", StringComparison.Ordinal)).Metadata.Annotations!["actors.dev/weight"]);
    }

    [Fact]
    public async Task A_lease_that_somebody_has_broken_costs_its_replica_its_place_and_nobody_else()
    {
        var a = await StartAsync("a");
        var b = await StartAsync("b");
        await WhenOwnedAsync(a, b);
        var leases = _cluster.Client.Resource<V1Lease>().InNamespace(TestCluster.Namespace);
        var broken = (await leases.ListAsync()).Items.Single(static one => one.Metadata.Name!.Contains(".a.", StringComparison.Ordinal)).Metadata.Name!;
        await leases.PatchAsync(broken, Patch.Merge("""{"metadata":{"annotations":{"actors.dev/address":"nowhere"}}}"""));
        await a.Log.WhenSaid(nameof(OperatorLog.FleetExpelled)).Soon();
        Assert.Equal(("Lease", broken), (await WhenToldAsync("LeaseUnusable")).InvolvedObject is { } about ? (about.Kind, about.Name) : default);
        await WhenOwnedAsync(a, b);
        foreach (var member in _members) await Waiting.UntilAsync(() => Task.FromResult(member.NotReady), static problem => problem is null);
    }

    [Fact]
    public async Task A_replica_whose_watch_fails_as_nobody_foresaw_ends_and_others_take_over()
    {
        var a = await StartAsync("a");
        await WhenOwnedAsync(a);
        var b = New("b", Quick);
        b.BreaksWatches = true;
        var stopping = Waiting.Signal();
        using var registration = b.Host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(stopping.SetResult);
        try
        {
            await b.Host.StartAsync();
            await stopping.Task.Soon();
            Assert.Equal(1, Environment.ExitCode);
        }
        finally
        {
            Environment.ExitCode = 0;
        }

        Assert.Matches("^Operator gadget-operator ends, as the watch of the (fleet's Leases|shard map) has failed in a way that it cannot go on from; start it again$", Assert.Single(b.Log.Of(nameof(OperatorLog.WorkBroke))));
        Assert.False(b.Host.Services.GetRequiredService<OperatorService>().IsAlive);
        await b.Host.StopAsync();
        Assert.Empty(b.Log.Of(nameof(OperatorLog.FleetLeft)));
        await _cluster.CreateAsync("g0");
        await WhenOwnedAsync(a);
        await WhenSeenAsync(1, count: 1);
    }

    private async Task<CoreV1Event> WhenToldAsync(string reason)
    {
        var events = _cluster.Client.Resource<CoreV1Event>().InNamespace(TestCluster.Namespace);
        return (await Waiting.UntilAsync(async () => (await events.ListAsync()).Items.FirstOrDefault(one => one.Reason == reason), static told => told is not null))!;
    }

    private async Task ChangeAsync(int size, int count = Gadgets)
    {
        for (var i = 0; i < count; i++) await _cluster.Gadgets.PatchAsync($"g{i}", Patch.Merge($$$"""{"spec":{"size":{{{size}}}}}"""));
        await WhenSeenAsync(size, count);
    }

    private async Task WhenSeenAsync(int size, int count = Gadgets)
    {
        for (var i = 0; i < count; i++) await _cluster.WaitForGadgetAsync($"g{i}", one => one.Status?.Seen == size);
    }

    /// <summary>Waits until these, and nobody else, share all shards evenly.</summary>
    private Task WhenOwnedAsync(params Member[] owners) => WhenOwnedAsync(_cluster, [.. owners.Select(static one => one.Name)]);

    internal static Task WhenOwnedAsync(TestCluster cluster, IReadOnlyList<string> owners) =>
        TestCluster.WaitAsync(cluster.ConfigMaps, $"{Name}-shards", map =>
            map?.Data?["map"] is { } text && ShardMapText.TryRead(text, out var read, out _)
            && read.Shards.All(static place => place is { Owner: not null, Next: null })
            && read.Shards.GroupBy(static place => place.Owner!.Split('_')[0]).ToDictionary(static one => one.Key, static one => one.Count()) is var counts
            && counts.Count == owners.Count && owners.All(one => counts.GetValueOrDefault(one) is var has && has >= Quick.NumberOfShards / owners.Count));

    /// <summary>The status says by whom it was written last.</summary>
    private async Task AssertReconciledByOwnersAsync()
    {
        var map = await MapAsync();
        foreach (var gadget in (await _cluster.Gadgets.ListAsync()).Items)
            Assert.Equal(map.Shards[ShardRange.ShardOf(gadget.Metadata.Uid!, Quick.NumberOfShards)].Owner!.Split('_')[0], gadget.Status!.Phase);
    }

    private async Task<ShardMap> MapAsync()
    {
        Assert.True(ShardMapText.TryRead((await _cluster.ConfigMaps.GetAsync($"{Name}-shards")).Data!["map"], out var map, out var error), error);
        return map;
    }

    private async Task<Member> StartAsync(string replica, ClusterOptions? options = null)
    {
        var member = New(replica, options ?? _options);
        await member.Host.StartAsync();
        return member;
    }

    private Member New(string replica, ClusterOptions options)
    {
        var builder = OperatorBuilder.Create(Name, ["--fleet", "true", "--replica", replica, "--link-secret-file", _secret]).WithoutSignals();
        var member = new Member(replica, _cluster.Client.Configuration);
        builder.Host.Logging.ClearProviders().AddProvider(member.Log).SetMinimumLevel(LogLevel.Debug);
        builder.Services.AddSingleton(new ActorsSettings { Cluster = options });
        builder.Services.AddSingleton(new Scripted { OnReconcile = (context, cancellation) => ReconcileAsync(member, context, cancellation) });
        builder.Configure(options => options.Client = member.Client);
        member.Host = builder.Add<Gadget, Scripted>(_configure).Build();
        _members.Add(member);
        return member;
    }

    private async Task<Outcome> ReconcileAsync(Member member, ReconcileContext<Gadget> context, CancellationToken cancellation)
    {
        var name = context.Object.Metadata.Name!;
        if (_running.AddOrUpdate(name, 1, static (_, before) => before + 1) > 1) _doubles.Enqueue($"{name} by {member.Name}");
        try
        {
            member.Count();
            _reconciles.AddOrUpdate(name, 1, static (_, before) => before + 1);
            var size = context.Object.Spec.Size;
            if (context.Object.Status?.Seen != size) await context.UpdateStatusAsync(gadget => gadget.Status = new GadgetStatus { Phase = member.Name, Seen = size }, cancellation);
            return Outcome.Done;
        }
        finally
        {
            _running.AddOrUpdate(name, 0, static (_, before) => before - 1);
        }
    }

    private sealed class Member : IAsyncDisposable
    {
        private int _reconciled;
        private int _lists;
        private int _referenceLists;

        public Member(string name, KubernetesConfiguration configuration)
        {
            Name = name;
            Client = new KubernetesClient(configuration, new KubernetesClientOptions { MaxRetries = 0, WrapHandler = next => new Cut(next, this) });
        }

        public string Name { get; }

        public KubernetesClient Client { get; }

        public OperatorLogLines Log { get; } = new();

        public IHost Host { get; set; } = null!;

        public string? NotReady => Host.Services.GetRequiredService<OperatorService>().NotReady;

        /// <summary>How often it has listed gadgets at the server.</summary>
        public int Lists => Volatile.Read(ref _lists);

        /// <summary>How often it has listed secrets there.</summary>
        public int ReferenceLists => Volatile.Read(ref _referenceLists);

        public int Reconciled => Volatile.Read(ref _reconciled);

        /// <summary>Whether none of its requests reaches the server any more; what it watches goes on.</summary>
        public bool IsCutOff { get; set; }

        /// <summary>Whether its watches of the fleet's objects fail in a way that is no request's.</summary>
        public bool BreaksWatches { get; set; }

        public void Count() => Interlocked.Increment(ref _reconciled);

        public async ValueTask DisposeAsync()
        {
            IsCutOff = false;
            await Host.StopAsync();
            Host.Dispose();
            Client.Dispose();
        }

        private sealed class Cut(HttpMessageHandler next, Member member) : DelegatingHandler(next)
        {
            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                if (ReadRequests.IsList(request, "gadgets")) Interlocked.Increment(ref member._lists);
                if (ReadRequests.IsList(request, "secrets")) Interlocked.Increment(ref member._referenceLists);
                return member.IsCutOff ? throw new HttpRequestException("cut off by the test")
                    : member.BreaksWatches && request.RequestUri!.Query.Contains("watch=true", StringComparison.Ordinal) && request.RequestUri.AbsolutePath.EndsWith("/leases", StringComparison.Ordinal)
                        ? throw new InvalidOperationException("broken by the test")
                    : base.SendAsync(request, cancellationToken);
            }
        }
    }
}
