using System.Text;
using Actors.Ingest;
using Actors.Objects;

namespace Actors.Kubernetes.Tests;

public sealed class ObjectCacheTests
{
    private const string ByNode = "node";

    private readonly ObjectCache _cache = new(CacheIndex.ByNamespace, CacheIndex.ByController, CacheIndex.ByOwner, CacheIndex.ByField(ByNode, "spec.nodeName"), CacheIndex.ByLabel("app", "app"));

    private IObjectHandler Feed => _cache;

    [Fact]
    public void Objects_are_found_by_name()
    {
        Feed.Added(Pod("a", node: "n1"));
        Assert.True(_cache.TryGet("ns", "a", out var found));
        Assert.Equal("a", found.Name);
        Assert.False(_cache.TryGet("ns", "b", out _));
        Assert.False(_cache.TryGet("other", "a", out _));
        Assert.Equal(1, _cache.Count);
    }

    [Fact]
    public void Indexes_follow_each_change()
    {
        var (a, b) = (Pod("a", node: "n1", owner: "o1"), Pod("b", node: "n1", app: "web"));
        Feed.Added(a);
        Feed.Added(b);
        Assert.Equal(["a", "b"], Names(ByNode, "n1"));
        Assert.Equal(["a"], Names("controller", "o1"));
        Assert.Equal(["a"], Names("owner", "o1"));
        Assert.Equal(["b"], Names("app", "web"));
        Assert.Equal(["a", "b"], Names("namespace", "ns"));
        var moved = Pod("a", node: "n2", version: 2);
        Feed.Modified(a, moved);
        Assert.Equal(["b"], Names(ByNode, "n1"));
        Assert.Equal(["a"], Names(ByNode, "n2"));
        Assert.Empty(Names("controller", "o1"));
        Feed.Deleted(Pod("a", node: "elsewhere", version: 3));
        Assert.Equal(["n1"], _cache.IndexValues(ByNode));
        Assert.Equal(["b"], _cache.List().Select(one => one.Name));
    }

    [Fact]
    public void An_index_that_is_not_there_is_named()
    {
        var failure = Assert.Throws<ArgumentException>(() => _cache.ByIndex("zone", "a"));
        Assert.StartsWith("The cache has no index 'zone'; it has: namespace, controller, owner, node, app", failure.Message, StringComparison.Ordinal);
        Assert.Contains("two indexes of the name 'namespace'", Assert.Throws<ArgumentException>(() => new ObjectCache(CacheIndex.ByNamespace, CacheIndex.ByNamespace)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("spec.nodeName", "n1")]
    [InlineData("spec.count", "3")]
    [InlineData("spec.on", "true")]
    [InlineData("spec.nothing", null)]
    [InlineData("spec.deep", null)]
    [InlineData("spec.deep.value", "found")]
    [InlineData("spec.list.value", null)]
    [InlineData("spec.missing.value", null)]
    [InlineData("status", null)]
    public void A_field_is_found_by_its_path(string path, string? value)
    {
        var cache = new ObjectCache(CacheIndex.ByField("f", path));
        ((IObjectHandler)cache).Added(Parse("""{"metadata":{"name":"a"},"spec":{"list":[{"value":"no"}],"deep":{"other":{"value":"no"},"value":"found"},"nodeName":"n1","count":3,"on":true,"nothing":null}}"""));
        Assert.Equal(value is null ? [] : [value], cache.IndexValues("f"));
    }

    [Fact]
    public async Task It_has_synced_once_all_was_told()
    {
        var waiting = _cache.WaitForSyncAsync();
        Feed.Added(Pod("a"));
        Assert.False(_cache.HasSynced || waiting.IsCompleted);
        Feed.Synced("7");
        await waiting;
        Assert.True(_cache.HasSynced);
    }

    [Fact]
    public void Subscribers_are_told_what_is_there_and_then_each_change_with_old_and_new()
    {
        var a = Pod("a");
        Feed.Added(a);
        Feed.Synced("7");
        var late = new Recorder(_cache);
        using var subscription = _cache.Subscribe(late);
        Feed.Added(Pod("b"));
        Feed.Modified(a, Pod("a", version: 2));
        Feed.Failed(new RequestFailure(500, "InternalError", "said so"));
        Feed.Deleted(Pod("b", version: 3));
        Feed.Synced("9");
        Assert.Equal(["added a@1", "synced 7", "added b@1", "modified a@1 a@2", "failed 500", "deleted b@3", "synced 9"], late.Told);
        subscription.Dispose();
        Feed.Added(Pod("c"));
        Assert.Equal(7, late.Told.Count);
    }

    [Fact]
    public async Task Readers_see_whole_states_while_it_changes()
    {
        // A pod goes from node to node: whoever looks finds it on one of them.
        var states = new[] { Pod("a", node: "n1"), Pod("a", node: "n2", version: 2) };
        Feed.Added(states[0]);
        using var end = new CancellationTokenSource();
        var reader = Task.Run(() =>
        {
            while (!end.IsCancellationRequested)
            {
                Assert.True(_cache.TryGet("ns", "a", out var found));
                Assert.Contains(found, states);
                Assert.InRange(_cache.ByIndex(ByNode, "n1").Count, 0, 1);
                Assert.Single(_cache.IndexValues(ByNode));
            }
        });
        for (var turn = 0; turn < 20_000; turn++) Feed.Modified(states[turn % 2], states[(turn + 1) % 2]);
        await end.CancelAsync();
        await reader;
    }

    [Fact]
    public async Task A_reflector_feeds_it()
    {
        var api = new FakeApi();
        for (var number = 0; number < 5; number++) api.Put($"t{number}", "v");
        await using var server = await LoopbackServer.StartAsync(api.AnswerAsync);
        using var client = new KubernetesClient(server.Configuration);
        using var end = new CancellationTokenSource();
        var running = new Reflector(client.Metadata(new GroupVersionResource("example.com", "v1", "things")), _cache).RunAsync(end.Token);
        await _cache.WaitForSyncAsync();
        Assert.Equal(5, _cache.Count);
        Assert.True(_cache.List()[0].SpecJson.IsEmpty);
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    private static KubernetesObject Pod(string name, string node = "", string owner = "", string app = "", int version = 1)
    {
        var owners = owner.Length == 0 ? "" : $$""","ownerReferences":[{"apiVersion":"v1","kind":"X","name":"x","uid":"{{owner}}","controller":true}]""";
        var labels = app.Length == 0 ? "" : $$""","labels":{"app":"{{app}}"}""";
        return Parse($$$"""{"metadata":{"name":"{{{name}}}","namespace":"ns","uid":"u-{{{name}}}","resourceVersion":"{{{version}}}"{{{labels}}}{{{owners}}}},"spec":{"nodeName":"{{{node}}}"}}""");
    }

    private static KubernetesObject Parse(string json) => KubernetesObject.Parse(Encoding.UTF8.GetBytes(json));

    private IEnumerable<string> Names(string index, string value) => _cache.ByIndex(index, value).Select(one => one.Name).Order(StringComparer.Ordinal);

    /// <summary>What a subscriber is told is what the cache holds at that moment.</summary>
    private sealed class Recorder(ObjectCache cache) : IObjectHandler
    {
        public List<string> Told { get; } = [];

        public void Added(KubernetesObject added)
        {
            Assert.True(cache.TryGet("ns", added.Name, out _));
            Told.Add($"added {Text(added)}");
        }

        public void Modified(KubernetesObject before, KubernetesObject after)
        {
            Assert.True(cache.TryGet("ns", after.Name, out var held) && held == after);
            Told.Add($"modified {Text(before)} {Text(after)}");
        }

        public void Deleted(KubernetesObject last)
        {
            Assert.False(cache.TryGet("ns", last.Name, out _));
            Told.Add($"deleted {Text(last)}");
        }

        public void Synced(string resourceVersion) => Told.Add($"synced {resourceVersion}");

        public void Failed(RequestFailure failure) => Told.Add($"failed {failure.Code}");

        private static string Text(KubernetesObject subject) => $"{subject.Name}@{subject.ResourceVersion}";
    }
}
