using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Engine.Tests;
using Actors.Kubernetes;
using Actors.Kubernetes.Models;
using Actors.Operators.Running;
using Actors.Operators.Tests;
using Actors.Reconciling;
using Actors.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Operators.Management.Tests;

/// <summary>What an operator that is in no fleet shows, and what it has done for who asks.</summary>
public sealed class ReplicaRoutesTests : IAsyncLifetime
{
    private static readonly ManagementJson Json = ManagementJson.Default;

    private TestCluster _cluster = null!;
    private ManagedOperator _operator = null!;

    public async Task InitializeAsync()
    {
        _cluster = await TestCluster.StartAsync();
        _operator = await ManagedOperator.StartAsync(_cluster, new Scripted { OnReconcile = ReconcileAsync }, options: static one => one.Owns<V1ConfigMap>().Backoff(new Backoff { Min = TimeSpan.FromHours(1), Max = TimeSpan.FromHours(1) }));
    }

    public async Task DisposeAsync()
    {
        await _operator.DisposeAsync();
        await _cluster.DisposeAsync();
    }

    /// <summary>One whose size is below zero fails.</summary>
    private static async Task<Outcome> ReconcileAsync(ReconcileContext<Gadget> context, CancellationToken cancellation)
    {
        if (context.Object.Spec.Size < 0) throw new InvalidOperationException("a gadget cannot be smaller than nothing");
        await context.ApplyAsync(new V1ConfigMap { Metadata = new V1ObjectMeta { Name = context.Object.Metadata.Name }, Data = new Dictionary<string, string> { ["size"] = "1" } }, cancellation);
        return Outcome.Done;
    }

    [Fact]
    public async Task An_object_shows_where_it_stands_why_it_failed_and_what_belongs_to_it()
    {
        await _cluster.CreateAsync("good");
        await _cluster.CreateAsync("bad", size: -1);
        var good = await _operator.WaitForStateAsync("good", "Idle");
        Assert.Equal(("Gadget", "default", "good", 0, 1, 1), (good.Object.Kind, good.Object.Namespace, good.Object.Name, good.Object.Attempts, good.Object.Generation, good.Object.DoneGeneration));
        Assert.Equal(("Done", "ConfigMap", "good"), (good.LastOutcome!.Result, Assert.Single(good.Children).Kind, good.Children[0].Name));
        Assert.Equal("Idle", good.Transitions[^1].State);
        Assert.Equal($"/region/{good.Object.Shard}/{good.Object.Uid}", good.Path);

        var bad = await _operator.WaitForStateAsync("bad", "Backoff");
        Assert.Equal(("InvalidOperationException", "a gadget cannot be smaller than nothing", 1), (bad.LastError!.Reason, bad.LastError.Message, bad.Object.Attempts));
        Assert.Contains("ReconcileAsync", bad.LastError.Details, StringComparison.Ordinal);
        Assert.Equal(("Failed", true), (bad.LastOutcome!.Result, bad.IsWhole));
        Assert.Equal(["Running", "Backoff"], bad.Transitions.TakeLast(2).Select(static one => one.State));
        Assert.NotNull(bad.Object.DueAt);

        Assert.Equal("there is no Gadget default/nobody", (await _operator.RefusedAsync(HttpMethod.Get, "/actors/gadget/default/nobody")).Message);
        var unknown = await _operator.RefusedAsync(HttpMethod.Get, "/actors/gizmo/default/good");
        Assert.Equal((404, "there is no kind 'gizmo'; there is: Gadget", "Gadget"), (unknown.Code, unknown.Message, Assert.Single(unknown.Known!)));
        foreach (var kind in (string[])["Gadget", "gadgets", "gadgets.test.example.com", "GADGET.test.example.com"])
            Assert.Equal("good", (await _operator.GetAsync($"/actors/{kind}/default/good", Json.ActorAnswer)).Object.Name);
    }

    [Fact]
    public async Task Lists_are_filtered_sorted_and_paged()
    {
        for (var i = 0; i < 12; i++) await _cluster.CreateAsync($"g{i:d2}", size: i % 3 == 0 ? -1 : 1);
        await _operator.WaitAsync("/actors?state=idle,backoff", Json.ActorsAnswer, static one => one.Total == 12);
        var failing = await _operator.GetAsync("/actors?state=backoff&kind=gadgets&namespace=default", Json.ActorsAnswer);
        Assert.Equal(["g00", "g03", "g06", "g09"], failing.Items.Select(static one => one.Name));
        Assert.Empty((await _operator.GetAsync("/actors?olderThan=1h", Json.ActorsAnswer)).Items);
        Assert.Equal(["g10", "g11"], (await _operator.GetAsync("/actors?name=g1", Json.ActorsAnswer)).Items.Select(static one => one.Name));
        Assert.Equal(4, (await _operator.GetAsync("/actors?sort=attempts", Json.ActorsAnswer)).Items.TakeWhile(static one => one.Attempts > 0).Count());

        foreach (var sort in (string[])["name", "age", "attempts", "due", "duration"])
        {
            var names = new List<string>();
            string? next = null;
            do
            {
                var page = await _operator.GetAsync($"/actors?limit=5&sort={sort}{(next is null ? "" : $"&continue={next}")}", Json.ActorsAnswer);
                Assert.Equal(12, page.Total);
                names.AddRange(page.Items.Select(static one => one.Name));
                next = page.Continue;
            }
            while (next is not null);

            Assert.Equal(12, names.Distinct().Count());
            Assert.Equal(12, names.Count);
        }

        await _cluster.Gadgets.PatchAsync("g05", Patch.Merge("""{"metadata":{"labels":{"tier":"gold"}}}"""));
        Assert.Equal("g05", Assert.Single((await _operator.WaitAsync("/actors?selector=tier%3Dgold", Json.ActorsAnswer, static one => one.Total > 0)).Items).Name);
    }

    [Fact]
    public async Task Somebody_can_have_an_object_run_stand_still_and_go_on()
    {
        await _cluster.CreateAsync("bad", size: -1);
        await _operator.WaitForStateAsync("bad", "Backoff");
        Assert.Equal("Gadget default/bad is reconciled as soon as it may run", (await _operator.PostAsync("/actors/gadget/default/bad/reconcile", Json.ActionAnswer)).Message);
        await _operator.WaitAsync("/actors/gadget/default/bad", Json.ActorAnswer, static one => one is { Object.State: "Backoff", Transitions.Count: >= 4 });

        Assert.Equal(1, (await _operator.PostAsync("/actors/gadget/default/bad/pause", Json.ActionAnswer)).Count);
        var paused = await _operator.WaitForStateAsync("bad", "Paused");
        Assert.True(paused.Object.IsPaused);
        await _cluster.Gadgets.PatchAsync("bad", Patch.Merge("""{"spec":{"size":5}}"""));
        await _operator.WaitAsync("/actors/gadget/default/bad", Json.ActorAnswer, static one => one.Object.Generation == 2);
        Assert.Equal(("Paused", null), ((await _operator.GetAsync("/actors/gadget/default/bad", Json.ActorAnswer)).Object is var one ? one.State : "", one!.DoneGeneration));
        Assert.Equal((409, "Gadget default/bad is paused: resume it first"), (await _operator.RefusedAsync(HttpMethod.Post, "/actors/gadget/default/bad/reconcile")) is var refused ? (refused.Code, refused.Message) : default);

        await _operator.PostAsync("/actors/gadget/default/bad/resume", Json.ActionAnswer);
        Assert.Equal(2, (await _operator.WaitForStateAsync("bad", "Idle")).Object.DoneGeneration);
        Assert.Contains(_operator.ManagementLog, static line => line.Contains("has POST /api/v1/actors/gadget/default/bad/pause done", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Selected_objects_are_paused_and_resumed_together()
    {
        for (var i = 0; i < 5; i++) await _cluster.CreateAsync($"g{i}");
        await _operator.WaitAsync("/actors?state=idle", Json.ActorsAnswer, static one => one.Total == 5);
        Assert.Equal(5, (await _operator.PostAsync("/actors/pause?kind=gadget&selector=*", Json.ActionAnswer)).Count);
        await _operator.WaitAsync("/actors?state=paused", Json.ActorsAnswer, static one => one.Total == 5);
        Assert.Equal(0, (await _operator.PostAsync("/actors/reconcile?kind=gadget&selector=*", Json.ActionAnswer)).Count);
        Assert.Equal(0, (await _operator.PostAsync("/actors/resume?kind=gadget&selector=tier", Json.ActionAnswer)).Count);
        Assert.Equal(5, (await _operator.PostAsync("/actors/resume?kind=gadget&selector=*&state=Paused", Json.ActionAnswer)).Count);
        await _operator.WaitAsync("/actors?state=idle", Json.ActorsAnswer, static one => one.Total == 5);
        Assert.Equal(400, (await _operator.RefusedAsync(HttpMethod.Post, "/actors/pause?kind=gadget")).Code);
    }

    [Fact]
    public async Task Transitions_are_told_as_they_happen_to_who_wants_them()
    {
        using var all = await _operator.FollowAsync("/transitions?kind=gadget");
        using var failures = await _operator.FollowAsync("/transitions?state=backoff&name=bad");
        Assert.Equal("", await all.ReadLineAsync());
        Assert.Equal("", await failures.ReadLineAsync());
        await _cluster.CreateAsync("good");
        await _cluster.CreateAsync("bad", size: -1);
        var failed = await failures.NextAsync(Json.TransitionEvent, static _ => true);
        Assert.Equal(("bad", "Running", "Backoff", 1, "InvalidOperationException"), (failed.Name, failed.From, failed.To, failed.Attempts, failed.Reason));
        Assert.StartsWith("Running", (await all.NextAsync(Json.TransitionEvent, static one => one is { Name: "good", To: "Idle" })).From, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_readers_of_transitions_than_may_be_are_refused()
    {
        var readers = new List<StreamReader>();
        for (var one = 0; one < 32; one++) readers.Add(await _operator.FollowAsync("/transitions"));
        Assert.Equal((503, "32 readers follow the transitions already"), await _operator.RefusedAsync(HttpMethod.Get, "/transitions") is var refused ? (refused.Code, refused.Message) : default);
        readers.ForEach(static one => one.Dispose());
    }

    [Fact]
    public async Task The_tree_of_actors_limits_figures_settings_and_shards_are_shown()
    {
        await _cluster.CreateAsync("good");
        var good = await _operator.WaitForStateAsync("good", "Idle");
        var top = await _operator.GetAsync("/actors/hierarchy", Json.HierarchyAnswer);
        Assert.Contains(top.Children, static one => one is { Path: "/region", Type: "RegionActor", ChildCount: 1 });
        Assert.Contains(top.Children, static one => one.Path == "/limits");
        var shard = Assert.Single((await _operator.GetAsync("/actors/hierarchy?path=/region", Json.HierarchyAnswer)).Children);
        Assert.Equal(good.Object.Uid, Assert.Single((await _operator.GetAsync($"/actors/hierarchy?path={shard.Path}", Json.HierarchyAnswer)).Children).Name);
        var nowhere = await _operator.RefusedAsync(HttpMethod.Get, "/actors/hierarchy?path=/region/x");
        Assert.Equal((404, good.Object.Shard.ToString(System.Globalization.CultureInfo.InvariantCulture)), (nowhere.Code, Assert.Single(nowhere.Known!)));

        var limits = Assert.Single((await _operator.GetAsync("/limits", Json.LimitsAnswer)).Items);
        Assert.Equal((64, 0, 0, "gadget", 16), (limits.Max, limits.Running, limits.Waiting, limits.Controllers[0].Name, limits.Controllers[0].Max));

        var figures = await _operator.GetAsync("/top", Json.TopAnswer);
        Assert.Equal((1, 1), (figures.Replicas[0].Objects, figures.Replicas[0].States["Idle"]));
        Assert.True(figures.Replicas[0].Reconciles > 0);
        Assert.Equal("good", Assert.Single(figures.Slowest).Name);
        Assert.Empty(figures.Failing);

        var config = await _operator.GetAsync("/config", Json.ConfigAnswer);
        Assert.Contains(config.Settings, static one => one is { Key: "Name", Value: "gadget-operator", Source: "option" });
        Assert.Contains(config.Settings, static one => one.Key == "akka.actor.default-dispatcher.throughput");
        Assert.Equal(("Gadget", "gadgets", "ConfigMap"), (config.Kinds[0].Kind, config.Kinds[0].Plural, Assert.Single(config.Kinds[0].Owned)));

        var shards = await _operator.GetAsync("/shards", Json.ShardsAnswer);
        Assert.Equal(1, shards.Items.Sum(static one => one.Objects));
        var ingest = await _operator.GetAsync("/ingest", Json.IngestAnswer);
        Assert.Equal(["ConfigMap", "Gadget.test.example.com"], ingest.Items.Select(static one => one.Kind).Order(StringComparer.Ordinal));
        Assert.All(ingest.Items, static one => Assert.Equal((true, "apiserver"), (one.IsSynced, one.ReadAt)));
        var cluster = await _operator.GetAsync("/cluster", Json.ClusterAnswer);
        Assert.Equal((false, 1), (cluster.IsFleet, cluster.Members.Count));
        Assert.Equal(409, (await _operator.RefusedAsync(HttpMethod.Post, $"/cluster/leave?replica={cluster.Asked}")).Code);
        Assert.Equal(409, (await _operator.RefusedAsync(HttpMethod.Post, $"/shards/3/move?to={cluster.Asked}")).Code);
    }

    [Fact]
    public async Task What_is_logged_can_be_changed_and_taken_back()
    {
        Assert.Empty((await _operator.GetAsync("/log/level", Json.LogLevelAnswer)).Levels);
        await SetLevelAsync("category=Actors.Operator&level=warning");
        Assert.False(Logs().IsEnabled(Microsoft.Extensions.Logging.LogLevel.Information));
        await SetLevelAsync("category=Actors.Operator&level=Trace");
        Assert.True(Logs().IsEnabled(Microsoft.Extensions.Logging.LogLevel.Trace));
        Assert.Empty((await SetLevelAsync("category=Actors.Operator&level=Default")).Levels);
        Assert.False(Logs().IsEnabled(Microsoft.Extensions.Logging.LogLevel.Trace));
        Assert.Contains("Information", (await _operator.RefusedAsync(HttpMethod.Put, "/log/level?level=loud")).Known!);
    }

    private Microsoft.Extensions.Logging.ILogger Logs() =>
        _operator.Host.Services.GetRequiredService<Microsoft.Extensions.Logging.ILoggerFactory>().CreateLogger("Actors.Operator");

    private async Task<LogLevelAnswer> SetLevelAsync(string query)
    {
        using var response = await _operator.Http.PutAsync($"/api/v1/log/level?{query}", null);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return JsonSerializer.Deserialize(await response.Content.ReadAsStringAsync(), Json.LogLevelAnswer)!;
    }

    [Fact]
    public async Task One_that_is_drained_starts_nothing_new_and_is_not_ready()
    {
        using var answer = await _operator.Http.PostAsync("/api/v1/drain", null);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        await _operator.Log.WhenSaid(nameof(OperatorLog.Drains)).Soon();
        using var ready = await _operator.Http.GetAsync("/readyz");
        Assert.Equal(503, (int)ready.StatusCode);
        Assert.Contains("[-]shutdown failed: it is drained\n", await ready.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("ok\n", await _operator.Http.GetStringAsync("/livez"));
    }

    [Theory]
    [InlineData("GET", "/nothing", 404, "there is no /api/v1/nothing; GET /api/v1 lists what there is")]
    [InlineData("POST", "/actors", 405, "/api/v1/actors is for GET, not for POST")]
    [InlineData("GET", "/actors?stat=idle", 400, "GET /api/v1/actors has no parameter 'stat'; it has: state, kind, namespace, selector, name, olderThan, sort, limit, continue, replica, scope")]
    [InlineData("GET", "/actors?limit=501", 400, "limit=501: it has to be a number from 1 to 500")]
    [InlineData("GET", "/actors?limit=x", 400, "limit=x: it has to be a number from 1 to 500")]
    [InlineData("GET", "/actors?sort=size", 400, "sort=size: it has to be one of name, age, attempts, due, duration")]
    [InlineData("GET", "/actors?olderThan=5", 400, "olderThan=5: it has to be a duration such as 90s, 5m, 2h, 1d or 1h30m")]
    [InlineData("GET", "/actors?continue=abc", 400, "continue=abc: it is not from a list sorted by name; take that of the page before, with the same other parameters")]
    [InlineData("GET", "/actors?continue=%00%ff", 400, null)]
    [InlineData("GET", "/actors?selector=a%20b", 400, null)]
    [InlineData("GET", "/actors?limit=1&limit=2", 400, "limit is given 2 times: once is enough")]
    [InlineData("GET", "/actors?scope=all", 400, "scope=all: it has to be replica or fleet")]
    [InlineData("GET", "/cluster?replica=nobody", 404, null)]
    [InlineData("GET", "/cluster/events?tail=1000", 400, "tail=1000: it has to be a number from 0 to 100")]
    [InlineData("GET", "/transitions?state=asleep", 400, null)]
    [InlineData("GET", "/transitions?kind=gizmo", 404, "there is no kind 'gizmo'; there is: Gadget")]
    [InlineData("GET", "/config?scope=fleet", 400, "GET /api/v1/config is answered by one replica: leave scope=fleet out, and name the replica with replica=NAME")]
    [InlineData("POST", "/shards/3/move", 409, "this operator is in no fleet: its shards have nowhere to go")]
    [InlineData("POST", "/cluster/leave", 400, null)]
    [InlineData("PUT", "/log/level", 400, null)]
    public async Task What_is_wrong_is_said(string method, string path, int code, string? message)
    {
        var status = await _operator.RefusedAsync(new HttpMethod(method), path);
        Assert.Equal(code, status.Code);
        Assert.NotEmpty(status.Message);
        if (message is not null) Assert.Equal(message, status.Message);
    }

    [Fact]
    public async Task An_object_shows_what_the_ledger_has_of_it_and_whether_that_is_written()
    {
        var file = Path.GetTempFileName();
        File.Delete(file);
        var persistence = new PersistenceOptions { Provider = LedgerProvider.Sqlite, File = file, BatchInterval = TimeSpan.FromMinutes(1) };
        await using (var shown = await ManagedOperator.StartAsync(
            _cluster, new Scripted { OnReconcile = static (context, _) => context.Object.Metadata.Name == "bad" ? throw new FormatException("no number") : Task.FromResult(Outcome.Done) },
            configure: builder => builder.Services.AddSingleton(new ActorsSettings { Persistence = persistence }),
            options: static one => one.Backoff(new Backoff { Min = TimeSpan.FromHours(1), Max = TimeSpan.FromHours(1) })))
        {
            await _cluster.CreateAsync("good");
            await _cluster.CreateAsync("bad");
            var good = await shown.WaitForStateAsync("good", "Idle");
            Assert.True(good.Ledger is { Outcome: "Done", Attempts: 0, Generation: 1, DoneGeneration: 1, DoneHash.Length: 16, StateBytes: 0, IsWritten: false }, $"{good.Ledger}");
            var bad = await shown.WaitForStateAsync("bad", "Backoff");
            Assert.True(bad.Ledger is { Outcome: "Failed", Attempts: 1, Generation: 1, DoneGeneration: null, IsWritten: false }, $"{bad.Ledger}");
            Assert.Equal(bad.Object.DueAt, bad.Ledger.DueAt);
            Assert.True(await shown.Replica.FlushAsync(Waiting.Limit, CancellationToken.None));
            Assert.Equal(good.Ledger with { IsWritten = true }, (await shown.WaitForStateAsync("good", "Idle")).Ledger);
        }

        foreach (var one in Directory.GetFiles(Path.GetDirectoryName(file)!, Path.GetFileName(file) + "*")) File.Delete(one);
    }

    [Fact]
    public async Task The_OpenAPI_document_has_exactly_the_routes_and_their_answers()
    {
        var document = JsonNode.Parse(await _operator.Http.GetStringAsync("/openapi.json"))!;
        var documented = document["paths"]!.AsObject().SelectMany(static path => path.Value!.AsObject().Select(one => $"{one.Key.ToUpperInvariant()} {path.Key}")).Order(StringComparer.Ordinal);
        var routes = (await _operator.GetAsync("", Json.RoutesAnswer)).Routes;
        Assert.Equal(routes.Select(static one => $"{one.Method} {one.Path}").Order(StringComparer.Ordinal), documented);

        // All that is referred to is there, and an answer has what its schema says.
        var schemas = document["components"]!["schemas"]!.AsObject();
        foreach (System.Text.RegularExpressions.Match reference in System.Text.RegularExpressions.Regex.Matches(document.ToJsonString(), "#/components/schemas/(\\w+)"))
            Assert.True(schemas.ContainsKey(reference.Groups[1].Value), reference.Value);
        var answer = JsonNode.Parse(await _operator.Http.GetStringAsync("/api/v1/cluster"))!.AsObject();
        var schema = document["paths"]!["/api/v1/cluster"]!["get"]!["responses"]!["200"]!["content"]!["application/json"]!["schema"]!["$ref"]!.GetValue<string>().Split('/')[^1];
        Assert.Subset(schemas[schema]!["properties"]!.AsObject().Select(static one => one.Key).ToHashSet(), answer.Select(static one => one.Key).ToHashSet());
        Assert.Superset(schemas[schema]!["required"]!.AsArray().Select(static one => one!.GetValue<string>()).ToHashSet(), answer.Select(static one => one.Key).ToHashSet());
    }
}
