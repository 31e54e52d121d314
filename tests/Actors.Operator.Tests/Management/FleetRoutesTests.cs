using System.Net;
using Actors.Cluster;
using Actors.Engine.Tests;
using Actors.Kubernetes;
using Actors.Kubernetes.Models;
using Actors.Operators.Fleet;
using Actors.Operators.Running;
using Actors.Operators.Tests;
using Actors.Operators.Tests.Telemetry;
using Actors.Reconciling;
using Actors.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Operators.Management.Tests;

/// <summary>What the replicas of a fleet show together, whichever is asked, and have done for each other.</summary>
public sealed class FleetRoutesTests : IAsyncLifetime
{
    private const int Gadgets = 24;
    private const string Secret = "a-secret-of-these-tests";

    private static readonly ManagementJson Json = ManagementJson.Default;

    private static readonly ClusterOptions Quick = new()
    {
        RenewInterval = TimeSpan.FromMilliseconds(500), OperationTimeout = TimeSpan.FromSeconds(1), RenewDeadline = TimeSpan.FromSeconds(3), WriteTimeout = TimeSpan.FromSeconds(1),
        LeaseDuration = TimeSpan.FromSeconds(5), NumberOfShards = 16, HandoffTimeout = TimeSpan.FromSeconds(20), RebalanceInterval = TimeSpan.FromSeconds(2),
    };

    private readonly string _secret = Path.GetTempFileName();
    private readonly List<ManagedOperator> _members = [];
    private TestCluster _cluster = null!;

    public async Task InitializeAsync()
    {
        await File.WriteAllTextAsync(_secret, Secret);
        _cluster = await TestCluster.StartAsync();
    }

    public async Task DisposeAsync()
    {
        foreach (var member in _members) await member.DisposeAsync();
        await _cluster.DisposeAsync();
        File.Delete(_secret);
    }

    private async Task<ManagedOperator> StartAsync(string replica, IngestMode ingest = IngestMode.Auto)
    {
        var client = new KubernetesClient(_cluster.Client.Configuration, new KubernetesClientOptions { MaxRetries = 0 });
        var member = await ManagedOperator.StartAsync(
            _cluster, new Scripted { OnReconcile = ReconcileAsync }, ["--fleet", "true", "--replica", replica, "--link-secret-file", _secret],
            builder => builder.Configure(options => options.Client = client).Services.AddSingleton(new ActorsSettings { Cluster = Quick with { Ingest = ingest } }),
            static one => one.Backoff(new Backoff { Min = TimeSpan.FromHours(1), Max = TimeSpan.FromHours(1) }));
        member.Http.DefaultRequestHeaders.Authorization = new("Bearer", Secret);
        _members.Add(member);
        return member;
    }

    private static Task<Outcome> ReconcileAsync(ReconcileContext<Gadget> context, CancellationToken cancellation) =>
        context.Object.Spec.Size < 0 ? throw new InvalidOperationException("too small") : Task.FromResult(Outcome.Done);

    /// <summary>Two replicas that share the gadgets.</summary>
    private async Task<(ManagedOperator A, ManagedOperator B)> StartTwoAsync(IngestMode ingest = IngestMode.Auto)
    {
        for (var i = 0; i < Gadgets; i++) await _cluster.CreateAsync($"g{i:d2}", size: i % 4 == 0 ? -1 : 1);
        var a = await StartAsync("a", ingest);
        var b = await StartAsync("b", ingest);
        await a.WaitAsync("/cluster?scope=fleet", Json.ClusterAnswer, static one => one.Members.Count == 2 && one.Members.All(static member => member is { Shards: 8, Problem: null, Losing: 0 }));
        await a.WaitAsync("/actors?scope=fleet&state=idle,backoff", Json.ActorsAnswer, static one => one.Total == Gadgets);
        return (a, b);
    }

    [Fact]
    public async Task Whoever_is_asked_shows_what_all_of_them_have()
    {
        var (a, b) = await StartTwoAsync();
        var cluster = await b.GetAsync("/cluster?scope=fleet", Json.ClusterAnswer);
        Assert.Equal(["a", "b"], cluster.Members.Select(static one => one.Name.Split('_')[0]));
        Assert.All(cluster.Members, static one => Assert.True(one is { State: "Active", LeaseRemainingSeconds: > 0, StartedAt: not null, Version.Length: > 0 }));
        Assert.Equal(16, cluster.Members.Sum(static one => one.Shards));
        Assert.Contains("coordinator", cluster.Members.First(one => one.Name == cluster.Coordinator).Roles);
        Assert.Empty(cluster.Missing);

        // Pages over both, whichever has the objects.
        var names = new List<string>();
        string? next = null;
        do
        {
            var page = await b.GetAsync($"/actors?scope=fleet&limit=7{(next is null ? "" : $"&continue={next}")}", Json.ActorsAnswer);
            Assert.Equal(Gadgets, page.Total);
            names.AddRange(page.Items.Select(static one => one.Name));
            next = page.Continue;
        }
        while (next is not null);
        Assert.Equal(Enumerable.Range(0, Gadgets).Select(static i => $"g{i:d2}"), names);

        var own = await a.GetAsync("/actors", Json.ActorsAnswer);
        Assert.InRange(own.Total, 1, Gadgets - 1);
        Assert.All(own.Items, one => Assert.Equal(own.Asked, one.Replica));
        var mine = own.Items[0].Name;

        // One object, found by who does not have it; by itself it does not know.
        Assert.Equal(own.Asked, (await b.GetAsync($"/actors/gadget/default/{mine}?scope=fleet", Json.ActorAnswer)).Object.Replica);
        Assert.Equal(own.Asked, (await b.GetAsync($"/actors/gadget/default/{mine}?replica=a", Json.ActorAnswer)).Asked);
        foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Post])
        {
            var action = method == HttpMethod.Post ? "/pause" : "";
            var nobody = await b.RefusedAsync(method, $"/actors/gadget/default/nobody{action}?scope=fleet");
            Assert.Equal((404, "there is no Gadget default/nobody on any replica of the fleet"), (nobody.Code, nobody.Message));
            nobody = await b.RefusedAsync(method, $"/actors/gadget/default/nobody{action}?replica=a");
            Assert.Equal((404, $"there is no Gadget default/nobody on replica {own.Asked}; scope=fleet asks all of them"), (nobody.Code, nobody.Message));
        }

        Assert.Equal(Gadgets, (await b.GetAsync("/shards?scope=fleet", Json.ShardsAnswer)).Items.Sum(static one => one.Objects));
        Assert.Equal(2, (await b.GetAsync("/limits?scope=fleet", Json.LimitsAnswer)).Items.Count);
        Assert.Equal(2, (await b.GetAsync("/ingest?scope=fleet", Json.IngestAnswer)).Items.Select(static one => one.Replica).Distinct().Count());
        var top = await b.GetAsync("/top?scope=fleet", Json.TopAnswer);
        Assert.Equal((Gadgets, 6), (top.Replicas.Sum(static one => one.Objects), top.Failing.Count));
        var (unknown, both) = (await b.RefusedAsync(HttpMethod.Get, "/cluster?replica=c"), await b.RefusedAsync(HttpMethod.Get, "/cluster?replica=a&scope=fleet"));
        Assert.Equal((404, 2, 400), (unknown.Code, unknown.Known!.Count, both.Code));
    }

    [Fact]
    public async Task A_reconcile_is_traced_to_the_event_on_the_replica_that_reads_for_all()
    {
        using var record = new TraceRecord();
        var (a, _) = await StartTwoAsync(IngestMode.Ingest);
        await a.WaitAsync("/ingest?scope=fleet", Json.IngestAnswer, static one => one.Items.All(static kind => kind is { IsSynced: true, Activity: "Watch" } && kind.ReadAt != "apiserver"));
        var names = (await a.GetAsync("/cluster", Json.ClusterAnswer)).Members.Select(static one => one.Name).ToHashSet();
        var here = new HashSet<object?>();
        foreach (var gadget in (await _cluster.Gadgets.ListAsync()).Items.Where(static one => one.Spec.Size > 0))
        {
            await _cluster.Gadgets.PatchAsync(gadget.Metadata.Name!, Patch.Merge("{\"spec\":{\"size\":7}}"));
            var found = await record.WaitAsync(gadget.Metadata.Uid!, static all => all.Any(static one => one.OperationName == "reconcile Gadget" && one.ParentSpanId != default));
            var reconcile = found.First(static one => one.OperationName == "reconcile Gadget" && one.ParentSpanId != default);

            // One event, however many have read it: where each reader made an activity of its own, none would have come over the link.
            var watched = Assert.Single(found, static one => one.OperationName == "watch Gadget");
            Assert.Equal((watched.SpanId, watched.TraceId, true), (reconcile.ParentSpanId, reconcile.TraceId, reconcile.HasRemoteParent));
            here.Add(reconcile.GetTagItem("actors.replica"));
        }

        Assert.Equal(names, here.Select(static one => $"{one}").ToHashSet());
    }

    [Fact]
    public async Task Objects_are_acted_on_wherever_they_are_and_stay_paused_when_their_shard_moves()
    {
        var (a, b) = await StartTwoAsync();
        var own = await a.GetAsync("/actors?state=idle", Json.ActorsAnswer);
        var mine = own.Items[0];
        using var transitions = await b.FollowAsync($"/transitions?scope=fleet&name={mine.Name}");
        await a.WhenListenedAsync();
        Assert.Equal(409, (await PauseAsync(b, mine.Name)).Code);
        Assert.Equal("Paused", (await transitions.NextAsync(Json.TransitionEvent, static one => one.To != "Lost")).To);
        Assert.Equal(Gadgets, (await b.PostAsync("/actors/pause?scope=fleet&kind=gadget&selector=*", Json.ActionAnswer)).Count);
        Assert.Equal(Gadgets, (await b.GetAsync("/actors?scope=fleet&state=paused", Json.ActorsAnswer)).Total);

        // Asked of the one that does not write the map or the one that does.
        var cluster = await b.GetAsync("/cluster", Json.ClusterAnswer);
        foreach (var asked in (ManagedOperator[])[a, b])
        {
            var shard = (await a.GetAsync("/shards", Json.ShardsAnswer)).Items.First(one => one.Owner == own.Asked && one.Next is null && one.Shard != mine.Shard).Shard;
            await MoveAsync(asked, asked == a ? mine.Shard : shard);
        }

        await b.WaitAsync($"/actors/gadget/default/{mine.Name}", Json.ActorAnswer, one => one.Object.Replica == cluster.Asked && one.Object is { State: "Paused", IsPaused: true });
        Assert.Equal(404, (await b.RefusedAsync(HttpMethod.Post, "/shards/16/move?to=b")).Code);
        Assert.Equal(404, (await b.RefusedAsync(HttpMethod.Post, "/shards/3/move?to=c")).Code);
        using var events = await b.FollowAsync("/cluster/events?scope=fleet&tail=100");
        await events.NextAsync(Json.ClusterEvent, one => one.Type == "MapChanged" && one.Replica == cluster.Asked);
        await events.NextAsync(Json.ClusterEvent, one => one.Type == "MapChanged" && one.Replica == own.Asked);
    }

    /// <summary>Pauses an object by way of a replica that does not have it, and gives what it answers to one who wants it reconciled then.</summary>
    private static async Task<ManagementStatus> PauseAsync(ManagedOperator asked, string name)
    {
        await asked.PostAsync($"/actors/gadget/default/{name}/pause?scope=fleet", Json.ActionAnswer);
        return await asked.RefusedAsync(HttpMethod.Post, $"/actors/gadget/default/{name}/reconcile?scope=fleet");
    }

    /// <summary>The map may just be being written, which is a conflict.</summary>
    private static async Task MoveAsync(ManagedOperator asked, int shard)
    {
        using var patience = new CancellationTokenSource(Waiting.Limit);
        while (true)
        {
            using var response = await asked.Http.PostAsync($"/api/v1/shards/{shard}/move?to=b", null, patience.Token);
            if (response.StatusCode == HttpStatusCode.Accepted) return;
            var text = await response.Content.ReadAsStringAsync(patience.Token);
            if (text.Contains("already", StringComparison.Ordinal)) return;
            Assert.True(response.StatusCode == HttpStatusCode.Conflict && text.Contains("try again", StringComparison.Ordinal), text);
        }
    }

    [Fact]
    public async Task What_has_become_of_the_fleet_is_told_in_order_each_once_and_by_full_names()
    {
        var (a, b) = await StartTwoAsync();
        var names = (await a.GetAsync("/cluster", Json.ClusterAnswer)).Members.Select(static one => one.Name).Order(StringComparer.Ordinal).ToList();
        var all = Lines(await b.Http.GetStringAsync("/api/v1/cluster/events?scope=fleet&tail=100&follow=false"));
        Assert.Equal(all.Select(static one => one.Time).Order(), all.Select(static one => one.Time));
        Assert.Equal(names, all.Select(static one => one.Replica).Distinct().Order(StringComparer.Ordinal));
        foreach (var name in names)
        {
            Assert.Single(all, one => one.Replica == name && (one.Type, one.Message) == ("Joined", $"{name} has joined the fleet"));

            // Once more whenever it could not renew in time, as on a machine that is busy with other tests.
            var fenced = all.Count(one => one.Replica == name && one.Type == "Fenced");
            Assert.Equal(1 + fenced, all.Count(one => one.Replica == name && (one.Type, one.Message) == ("Active", $"{name} works on the shards that the map gives it")));
        }

        // The last of all, and then what happens: nothing twice.
        var last = Lines(await b.Http.GetStringAsync("/api/v1/cluster/events?scope=fleet&tail=3&follow=false"));
        Assert.Equal(all[^3..], last);
        using var events = await b.FollowAsync("/cluster/events?scope=fleet&tail=3");
        foreach (var one in last) Assert.Equal(one, await events.NextAsync(Json.ClusterEvent, static _ => true));
        var shard = (await a.GetAsync("/shards", Json.ShardsAnswer)).Items.First(one => one.Owner == names[0] && one.Next is null).Shard;
        await MoveAsync(a, shard);
        var seen = new List<ClusterEvent>();
        while (seen.Select(static one => one.Replica).Distinct().Count() < 2) seen.Add(await events.NextAsync(Json.ClusterEvent, static _ => true));
        Assert.Empty(seen.Intersect(all));
        Assert.Equal(seen.Count, seen.Distinct().Count());
    }

    [Fact]
    public async Task Who_joins_while_somebody_looks_on_is_followed_too()
    {
        var a = await StartAsync("a");
        await a.WaitAsync("/cluster", Json.ClusterAnswer, static one => one.Members is [{ Shards: 16 }]);
        using var events = await a.FollowAsync("/cluster/events?scope=fleet");
        using var transitions = await a.FollowAsync("/transitions?scope=fleet");
        await StartAsync("b");
        var name = (await a.WaitAsync("/cluster", Json.ClusterAnswer, static one => one.Members is [_, { Shards: > 0 }])).Members[1].Name;
        await events.NextAsync(Json.ClusterEvent, one => one.Type == "Active" && one.Replica == name);
        var sizes = 0;
        var seen = transitions.NextAsync(Json.TransitionEvent, one => one.Replica == name);
        while (!seen.IsCompleted) await _cluster.CreateAsync($"new-{sizes++}");
        await seen;
    }

    private static List<ClusterEvent> Lines(string text) =>
        [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => System.Text.Json.JsonSerializer.Deserialize(line, Json.ClusterEvent)!)];

    [Fact]
    public async Task One_that_is_told_to_leave_gives_its_objects_to_the_others_and_ends()
    {
        var (a, b) = await StartTwoAsync();
        var name = (await b.GetAsync("/cluster", Json.ClusterAnswer)).Asked;
        Assert.Equal(400, (await a.RefusedAsync(HttpMethod.Post, "/cluster/leave")).Code);
        using (var response = await a.Http.PostAsync("/api/v1/cluster/leave?replica=b", null)) Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        await b.Log.WhenSaid(nameof(OperatorLog.Stops)).Soon();
        await a.WaitAsync("/cluster", Json.ClusterAnswer, one => one.Members.All(member => member.Name != name || member.State == "Released") && one.Members.Any(static member => member.Shards == 16));
        await a.WaitAsync("/actors?state=idle,backoff", Json.ActorsAnswer, static one => one.Total == Gadgets);
        Assert.Equal("ok\n", await a.Http.GetStringAsync("/readyz"));
    }

    [Fact]
    public async Task One_that_does_not_answer_is_named_and_not_hidden()
    {
        var a = await StartAsync("a");
        await a.WaitAsync("/cluster", Json.ClusterAnswer, static one => one.Members is [{ Shards: 16 }]);
        var leases = _cluster.Client.Resource<V1Lease>().InNamespace(TestCluster.Namespace);
        var name = (await a.GetAsync("/cluster", Json.ClusterAnswer)).Asked;

        // A Lease as that of a replica that is there, at an address where nobody is.
        var gone = new LeaseRecord("z_0123456789", "z_0123456789") { Address = "127.0.0.1:1" };
        await leases.CreateAsync(LeaseObject.Of(gone, null, new FleetNames("gadget-operator", TestCluster.Namespace, "Gadget.test.example.com"), Quick.LeaseDuration, DateTimeOffset.UtcNow));
        var cluster = await a.WaitAsync("/cluster?scope=fleet", Json.ClusterAnswer, static one => one.Missing.Count > 0);
        Assert.Equal("z_0123456789", Assert.Single(cluster.Missing).Replica);
        Assert.Equal(name, cluster.Asked);
        var (pages, status) = (await a.GetAsync("/actors?scope=fleet", Json.ActorsAnswer), await a.RefusedAsync(HttpMethod.Get, "/limits?replica=z"));
        Assert.Equal(("z_0123456789", 503), (Assert.Single(pages.Missing).Replica, status.Code));
    }

    [Fact]
    public async Task Other_replicas_are_asked_only_with_what_replicas_know_each_other_by()
    {
        var a = await StartAsync("a");
        var cluster = await a.WaitAsync("/cluster", Json.ClusterAnswer, static one => one.Members is [{ Address.Length: > 0 }]);
        using var stranger = new HttpClient { DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
        using var refused = await stranger.GetAsync($"http://{cluster.Members[0].Address}/manage/api/v1/cluster");
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        stranger.DefaultRequestHeaders.Authorization = new("Bearer", Secret);
        using var answered = await stranger.GetAsync($"http://{cluster.Members[0].Address}/manage/api/v1/cluster");
        Assert.Equal(HttpStatusCode.OK, answered.StatusCode);
    }
}
