using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Actors.Engine.Tests;
using Actors.Ingest;
using Actors.Kernel;
using Actors.Kubernetes;
using Actors.Kubernetes.Models;
using Actors.Objects;
using Actors.Testing;

namespace Actors.Operators.Tests.Feeds;

public sealed class FeedServiceTests
{
    private const string Path = "/api/v1/namespaces/default/configmaps";

    private static readonly WatchedKind ConfigMaps = new("", "v1", "ConfigMap", TestCluster.Namespace);
    private static readonly GroupVersionResource Resource = new("", "v1", "configmaps");
    private static readonly HashRange Lower = new(0, 1UL << 63);
    private static readonly HashRange Upper = new(1UL << 63, 0);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Readers_of_some_shards_see_what_the_cluster_holds_of_them(bool streams)
    {
        await using var cluster = await TestCluster.StartAsync(isDefined: false);
        for (var number = 0; number < 20; number++) await CreateAsync(cluster, $"c{number}");
        await using var host = await FeedingAsync(cluster);
        var (lower, upper) = (new ShardSelector(ShardField.Uid, Lower), new ShardSelector(ShardField.Uid, Upper));
        await using var one = new FeedReader(Read(host), lower, streams);
        await using var other = new FeedReader(Read(host), upper, streams);
        await one.WhenHoldsAsync(await AllAsync(cluster, lower));
        await other.WhenHoldsAsync(await AllAsync(cluster, upper));
        for (var number = 10; number < 30; number++)
        {
            if (number < 15) await cluster.ConfigMaps.DeleteAsync($"c{number}");
            else if (number < 20) await ChangeAsync(cluster, $"c{number}", null);
            else await CreateAsync(cluster, $"c{number}");
        }

        await one.WhenHoldsAsync(await AllAsync(cluster, lower));
        await other.WhenHoldsAsync(await AllAsync(cluster, upper));
        Assert.DoesNotContain(one.Failures.Concat(other.Failures), static failure => !failure.IsUnavailable);
    }

    [Fact]
    public async Task What_changes_hands_goes_from_the_reader_of_the_one_owner_to_that_of_the_other()
    {
        await using var cluster = await TestCluster.StartAsync(isDefined: false);
        var (a, b) = (await CreateAsync(cluster, "a"), await CreateAsync(cluster, "b"));
        await CreateAsync(cluster, "child", a);
        await using var host = await FeedingAsync(cluster);
        await using var ofA = new FeedReader(Read(host), new ShardSelector(ShardField.ControllerUid, RangeOf(a)));
        await using var ofB = new FeedReader(Read(host), new ShardSelector(ShardField.ControllerUid, RangeOf(b)));
        await ofA.WhenHoldsAsync([await GetAsync(cluster, "child")]);
        await ofB.WhenHoldsAsync([]);
        await ChangeAsync(cluster, "child", b);
        await ofA.WhenHoldsAsync([]);
        await ofB.WhenHoldsAsync([await GetAsync(cluster, "child")]);
        await cluster.ConfigMaps.DeleteAsync("child");
        await ofB.WhenHoldsAsync([]);
    }

    [Fact]
    public async Task A_list_has_the_bytes_and_the_version_of_the_server_and_says_of_what_it_is()
    {
        await using var cluster = await TestCluster.StartAsync(isDefined: false);
        await CreateAsync(cluster, "c");
        await using var host = await FeedingAsync(cluster);
        var list = await Read(host).ListAsync(new ListOptions { Shards = new ShardSelector(ShardField.Uid, Lower, Upper) });
        Assert.Equal(new ShardSelector(ShardField.Uid, Lower, Upper).ToString(), list.ShardSelector);
        var held = Assert.Single(list.Items, static one => one.Name == "c");
        var own = cluster.Client.Resource(Resource, ObjectContent.WithoutManagedFields).InNamespace(TestCluster.Namespace);
        Assert.Equal(await own.GetAsync("c"), held);

        // The server's own version is that of all kinds, and goes on.
        Assert.True(ulong.Parse(list.ResourceVersion, null) <= ulong.Parse((await own.ListAsync()).ResourceVersion, null));
        Assert.True(ulong.Parse(list.ResourceVersion, null) >= ulong.Parse(held.ResourceVersion, null));
    }

    [Fact]
    public async Task A_quiet_watch_gets_a_bookmark_each_minute_and_ends_at_its_time()
    {
        await using var cluster = await TestCluster.StartAsync(isDefined: false);
        var time = new ManualTime();
        await using var host = await FeedingAsync(cluster, time: time);
        var version = (await Read(host).ListAsync()).ResourceVersion;
        using var http = new HttpClient();
        using var answer = await http.GetAsync(
            $"{host.Address}{Path}?watch=true&allowWatchBookmarks=true&timeoutSeconds=150&resourceVersion={version}", HttpCompletionOption.ResponseHeadersRead).Soon();
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync());
        for (var minute = 0; minute < 2; minute++)
        {
            await time.WhenAwaitedAsync(TimeSpan.FromMinutes(1)).Soon();
            time.Advance(TimeSpan.FromMinutes(1));
            var line = JsonNode.Parse((await lines.ReadLineAsync().Soon())!)!;
            Assert.Equal("BOOKMARK", (string?)line["type"]);
            Assert.True(ulong.Parse((string)line["object"]!["metadata"]!["resourceVersion"]!, null) >= ulong.Parse(version, null));
        }

        await time.WhenAwaitedAsync(TimeSpan.FromSeconds(30)).Soon();
        time.Advance(TimeSpan.FromSeconds(30));
        Assert.Null(await lines.ReadLineAsync().Soon());
    }

    [Fact]
    public async Task Who_comes_back_behind_the_window_is_told_that_it_is_too_late_and_lists_again()
    {
        await using var cluster = await TestCluster.StartAsync(isDefined: false);
        await using var host = await FeedingAsync(cluster, new FeedOptions { MaxEvents = 2 });
        var version = (await Read(host).ListAsync()).ResourceVersion;
        await using var quick = new FeedReader(Read(host), null);
        for (var number = 0; number < 5; number++) await CreateAsync(cluster, $"c{number}");
        await quick.WhenHoldsAsync(await AllAsync(cluster, null));
        using var http = new HttpClient();
        var late = JsonNode.Parse(await http.GetStringAsync($"{host.Address}{Path}?watch=true&resourceVersion={version}").Soon())!;
        Assert.Equal(("ERROR", 410, "Expired"), ((string)late["type"]!, (int)late["object"]!["code"]!, (string)late["object"]!["reason"]!));
    }

    [Theory]
    [InlineData("/api/v1/namespaces/default/secrets", 404, "NotFound")]
    [InlineData("/api/v1/configmaps", 404, "NotFound")]
    [InlineData(Path + "?labelSelector=a%3Db", 404, "NotFound")]
    [InlineData(Path + "?shardSelector=all", 400, "BadRequest")]
    [InlineData(Path + "?shardSelector=", 400, "BadRequest")]
    [InlineData(Path + "?resourceVersion=x", 400, "BadRequest")]
    [InlineData(Path + "?watch=true&timeoutSeconds=-1", 400, "BadRequest")]
    [InlineData(Path + "?watch=true&sendInitialEvents=true", 422, "Invalid")]
    [InlineData(Path + "?resourceVersion=999999999", 504, "Timeout")]
    [InlineData(Path + "?resourceVersion=1&resourceVersionMatch=Exact", 410, "Expired")]
    public async Task What_cannot_be_answered_is_refused_as_Kubernetes_does(string path, int code, string reason)
    {
        await using var cluster = await TestCluster.StartAsync(isDefined: false);
        await CreateAsync(cluster, "c");
        await using var host = await FeedingAsync(cluster);
        using var http = new HttpClient();
        using var answer = await http.GetAsync($"{host.Address}{path}").Soon();
        var status = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Equal((code, "Status", code, reason), ((int)answer.StatusCode, (string)status["kind"]!, (int)status["code"]!, (string)status["reason"]!));
    }

    [Fact]
    public async Task A_feed_to_which_the_server_is_silent_is_not_read_any_more()
    {
        await using var cluster = await TestCluster.StartAsync(isDefined: false);
        var time = new ManualTime();
        await using var host = await FeedingAsync(cluster, time: time);
        var version = (await Read(host).ListAsync()).ResourceVersion;
        using var http = new HttpClient();
        using var answer = await http.GetAsync($"{host.Address}{Path}?watch=true&resourceVersion={version}", HttpCompletionOption.ResponseHeadersRead).Soon();
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync());
        await time.WhenAwaitedAsync(TimeSpan.FromMinutes(1)).Soon();
        time.Advance(TimeSpan.FromMinutes(3));
        Assert.Null(await lines.ReadLineAsync().Soon());
        var refused = await Assert.ThrowsAsync<KubernetesException>(() => Read(host).ListAsync());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);

        // As soon as it hears from the server again it is.
        await CreateAsync(cluster, "c");
        await Waiting.UntilAsync(() => IsReadyAsync(Read(host)), static isReady => isReady);
    }

    [Fact]
    public async Task Only_reading_is_allowed()
    {
        await using var cluster = await TestCluster.StartAsync(isDefined: false);
        await using var host = await FeedingAsync(cluster);
        using var http = new HttpClient();
        using var answer = await http.DeleteAsync($"{host.Address}{Path}").Soon();
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
    }

    [Fact]
    public async Task What_is_not_fed_any_more_is_not_found_and_what_is_not_known_yet_is_put_off()
    {
        await using var cluster = await TestCluster.StartAsync(isDefined: false);
        await using var host = await FeedingAsync(cluster);
        await host.Feeds.FeedAsync([], []);
        await Waiting.UntilAsync(() => IsFoundAsync(Read(host)), static isFound => !isFound);
        await cluster.StopAsync();
        await host.Feeds.FeedAsync([ConfigMaps], []);
        var refused = await Waiting.UntilAsync(() => Assert.ThrowsAsync<KubernetesException>(() => Read(host).ListAsync()), static failure => !failure.IsNotFound);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(1)), (refused.StatusCode, refused.RetryAfter));
    }

    private static async Task<FeedHost> FeedingAsync(TestCluster cluster, FeedOptions? options = null, TimeProvider? time = null)
    {
        var host = await FeedHost.StartAsync(cluster, options, time);
        await host.Feeds.FeedAsync([ConfigMaps], []);
        var reader = Read(host);
        await Waiting.UntilAsync(() => IsReadyAsync(reader), static isReady => isReady);
        return host;
    }

    private static async Task<bool> IsFoundAsync(ResourceClient<KubernetesObject> reader)
    {
        try
        {
            await reader.ListAsync();
            return true;
        }
        catch (KubernetesException failure)
        {
            return !failure.IsNotFound;
        }
    }

    private static async Task<bool> IsReadyAsync(ResourceClient<KubernetesObject> reader)
    {
        try
        {
            await reader.ListAsync();
            return true;
        }
        catch (KubernetesException)
        {
            return false;
        }
    }

    private static ResourceClient<KubernetesObject> Read(FeedHost host) =>
        host.NewClient().Resource(Resource, ObjectContent.WithoutManagedFields).InNamespace(TestCluster.Namespace);

    private static async Task<IEnumerable<KubernetesObject>> AllAsync(TestCluster cluster, ShardSelector? shards)
    {
        var all = await cluster.Client.Resource(Resource).InNamespace(TestCluster.Namespace).ListAsync();
        return all.Items.Where(one => shards is null || shards.Matches(one));
    }

    private static Task<KubernetesObject> GetAsync(TestCluster cluster, string name) => cluster.Client.Resource(Resource).InNamespace(TestCluster.Namespace).GetAsync(name);

    private static HashRange RangeOf(V1ConfigMap owner)
    {
        var hash = Fnv1a.Hash(Encoding.UTF8.GetBytes(owner.Metadata.Uid!));
        return new HashRange(hash, hash + 1);
    }

    private static Task<V1ConfigMap> CreateAsync(TestCluster cluster, string name, V1ConfigMap? owner = null) =>
        cluster.ConfigMaps.CreateAsync(new V1ConfigMap { Metadata = { Name = name, Namespace = TestCluster.Namespace, OwnerReferences = OwnedBy(owner) } });

    private static async Task ChangeAsync(TestCluster cluster, string name, V1ConfigMap? owner)
    {
        var held = await cluster.ConfigMaps.GetAsync(name);
        held.Data = new Dictionary<string, string> { ["changed"] = "yes" };
        held.Metadata.OwnerReferences = OwnedBy(owner);
        await cluster.ConfigMaps.UpdateAsync(held);
    }

    private static List<V1OwnerReference>? OwnedBy(V1ConfigMap? owner) =>
        owner is null ? null : [new V1OwnerReference { ApiVersion = "v1", Kind = "ConfigMap", Name = owner.Metadata.Name!, Uid = owner.Metadata.Uid!, Controller = true }];
}
