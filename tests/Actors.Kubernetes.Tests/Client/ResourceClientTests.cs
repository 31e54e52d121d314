using Actors.Ingest;
using Actors.Kubernetes.Models;
using Actors.Objects;

namespace Actors.Kubernetes.Tests;

public sealed class ResourceClientTests : ClientTest
{
    private static readonly GroupVersionResource Databases = new("example.com", "v1alpha1", "databases");

    private ResourceClient<V1ConfigMap> Maps => Connect().Resource<V1ConfigMap>().InNamespace("n");

    private static V1ConfigMap Map(string name, string? @namespace = null) =>
        new() { Metadata = new V1ObjectMeta { Name = name, Namespace = @namespace }, Data = new Dictionary<string, string> { ["k"] = "v" } };

    [Fact]
    public async Task Paths_are_as_the_api_has_them()
    {
        var client = Connect();
        await client.Resource(ConfigMaps).InNamespace("n").GetAsync("a.b:c");
        await client.Resource(Databases).InNamespace("n").GetAsync("a", resourceVersion: "0");
        await client.Resource(Databases).GetAsync("a", subresource: "status");
        await client.Resource<V1Namespace>().GetAsync("n");
        await client.Resource<V1Deployment>().InNamespace("n").GetAsync("d");
        Assert.Equal(
            [
                "GET /api/v1/namespaces/n/configmaps/a.b:c",
                "GET /apis/example.com/v1alpha1/namespaces/n/databases/a?resourceVersion=0",
                "GET /apis/example.com/v1alpha1/databases/a/status",
                "GET /api/v1/namespaces/n",
                "GET /apis/apps/v1/namespaces/n/deployments/d",
            ],
            Server.Requests.Select(request => request.ToString()));
    }

    [Theory]
    [InlineData("", "The name is empty")]
    [InlineData("a/status", "'a/status' is no name")]
    [InlineData("..", "'..' is no name")]
    [InlineData("a%2fb", "'a%2fb' is no name")]
    public async Task A_name_that_would_ask_for_something_else_is_refused(string name, string message)
    {
        var failure = await Assert.ThrowsAsync<ArgumentException>(() => Maps.GetAsync(name));
        Assert.StartsWith(message, failure.Message, StringComparison.Ordinal);
        Assert.Empty(Server.Requests);
    }

    [Fact]
    public async Task Namespaces_are_asked_for_where_they_are_needed_and_refused_where_there_are_none()
    {
        var client = Connect();
        Assert.Contains("InNamespace", (await Assert.ThrowsAsync<InvalidOperationException>(() => client.Resource<V1ConfigMap>().GetAsync("a"))).Message, StringComparison.Ordinal);
        Assert.Contains("whole cluster", Assert.Throws<InvalidOperationException>(() => client.Resource<V1Node>().InNamespace("n")).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidOperationException>(() => client.Resource<V1ConfigMap>().CreateAsync(Map("a")));
        Assert.Empty(Server.Requests);
        await client.Resource<V1ConfigMap>().CreateAsync(Map("a", "own"));
        Assert.Equal("POST /api/v1/namespaces/own/configmaps", LastRequest.ToString());
    }

    [Fact]
    public async Task What_is_not_there_is_found_as_nothing()
    {
        Answer = context => Json(context, Failure(404, "NotFound"), 404);
        Assert.Null(await Maps.FindAsync("a"));
        Assert.True((await Connect().Resource(Databases).FindAsync("a")).IsEmpty);
        Answer = context => Json(context, Failure(403, "Forbidden"), 403);
        Assert.True((await Assert.ThrowsAsync<KubernetesException>(() => Maps.FindAsync("a"))).IsForbidden);
    }

    [Fact]
    public async Task Lists_are_selected_as_asked()
    {
        Answer = context => Json(context, """{"kind":"ConfigMapList","apiVersion":"v1","metadata":{"resourceVersion":"7","continue":"go","remainingItemCount":3,"shardInfo":{"selector":"s"}},"items":[{"metadata":{"name":"a"}}]}""");
        var options = new ListOptions
        {
            LabelSelector = LabelSelectorExpression.Parse("app=web,!old"),
            FieldSelector = FieldSelector.ByName("a"),
            Shards = new ShardSelector(ShardField.Uid, new HashRange(0, 1UL << 63)),
            Limit = 1,
            Continue = "c",
            ResourceVersion = "5",
            ResourceVersionMatch = ResourceVersionMatch.Exact,
        };
        var list = await Maps.ListAsync(options);
        Assert.Equal(
            "GET /api/v1/namespaces/n/configmaps?labelSelector=app=web,!old&fieldSelector=metadata.name=a" +
            "&shardSelector=shardRange(object.metadata.uid, '0x0000000000000000', '0x8000000000000000')" +
            "&limit=1&continue=c&resourceVersion=5&resourceVersionMatch=Exact",
            LastRequest.ToString());
        Assert.Equal(("7", "go", 3L, "s"), (list.ResourceVersion, list.Continue, list.RemainingItemCount, list.ShardSelector));
        var item = Assert.Single(list.Items);
        Assert.Equal(("v1", "ConfigMap", "a"), (item.ApiVersion, item.Kind, item.Metadata.Name));
        var bytes = Assert.Single((await Connect().Resource(ConfigMaps).ListAsync()).Items);
        Assert.Equal(("v1", "ConfigMap", "a"), (bytes.ApiVersion, bytes.Kind, bytes.Name));
    }

    [Fact]
    public async Task All_pages_are_listed_each_by_the_token_of_the_one_before()
    {
        Answer = context =>
        {
            var token = context.Request.Query["continue"].ToString();
            var number = token.Length == 0 ? 0 : int.Parse(token, System.Globalization.CultureInfo.InvariantCulture);
            var next = number == 2 ? "" : $"{number + 1}";
            return Json(context, $$$"""{"kind":"ConfigMapList","apiVersion":"v1","metadata":{"resourceVersion":"7","continue":"{{{next}}}"},"items":[{"metadata":{"name":"m{{{number}}}"}}]}""");
        };
        var names = new List<string?>();
        await foreach (var map in Maps.ListAllAsync(new ListOptions { ResourceVersion = "7", ResourceVersionMatch = ResourceVersionMatch.Exact })) names.Add(map.Metadata.Name);
        Assert.Equal(["m0", "m1", "m2"], names);
        Assert.Equal(
            ["?limit=500&resourceVersion=7&resourceVersionMatch=Exact", "?limit=500&continue=1", "?limit=500&continue=2"],
            Server.Requests.Select(request => request.PathAndQuery[request.PathAndQuery.IndexOf('?', StringComparison.Ordinal)..]));
    }

    [Fact]
    public async Task Metadata_alone_is_asked_for_and_kept()
    {
        var metadata = Connect().Metadata(Databases);
        Answer = context => Json(context, """{"kind":"Database","apiVersion":"example.com/v1alpha1","metadata":{"name":"a","labels":{"l":"v"}},"spec":{"old":"server"}}""");
        var one = await metadata.InNamespace("n").GetAsync("a");
        Assert.StartsWith("application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1", LastRequest.Headers["Accept"], StringComparison.Ordinal);
        Assert.Equal("v", one.Labels["l"]);
        Assert.True(one.SpecJson.IsEmpty);
        Answer = context => Json(context, """{"kind":"PartialObjectMetadataList","apiVersion":"meta.k8s.io/v1","metadata":{},"items":[]}""");
        await metadata.ListAsync();
        Assert.StartsWith("application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1", LastRequest.Headers["Accept"], StringComparison.Ordinal);
        await Assert.ThrowsAsync<NotSupportedException>(() => metadata.UpdateAsync(one));
    }

    [Fact]
    public async Task Writing_says_who_writes_and_how()
    {
        var options = new WriteOptions { FieldManager = "me", DryRun = true, FieldValidation = FieldValidation.Strict };
        var maps = Maps;
        await maps.CreateAsync(Map("a"), options);
        await maps.UpdateAsync(Map("a"), options);
        await maps.UpdateStatusAsync(Map("a"));
        const string Query = "?fieldManager=me&dryRun=All&fieldValidation=Strict";
        Assert.Equal(
            ["POST /api/v1/namespaces/n/configmaps" + Query, "PUT /api/v1/namespaces/n/configmaps/a" + Query, "PUT /api/v1/namespaces/n/configmaps/a/status"],
            Server.Requests.Select(request => request.ToString()));
        Assert.All(Server.Requests, request => Assert.Equal("""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"data":{"k":"v"}}""", request.Body));
        Assert.All(Server.Requests, request => Assert.Equal("application/json", request.Headers["Content-Type"]));
    }

    [Fact]
    public async Task Bytes_are_written_as_they_are()
    {
        const string Written = """{ "kind":"Database", "apiVersion":"example.com/v1alpha1","metadata":{"name":"a","namespace":"n"},"spec":{"é":[1.0,{}]}}""";
        await Connect().Resource(Databases).UpdateAsync(KubernetesObject.Parse(System.Text.Encoding.UTF8.GetBytes(Written), ObjectContent.Whole));
        Assert.Equal("PUT /apis/example.com/v1alpha1/namespaces/n/databases/a", LastRequest.ToString());
        Assert.Equal(Written, LastRequest.Body);
    }

    public static TheoryData<Patch, string, string> Patches => new()
    {
        { Patch.Json("""[{"op":"test","path":"/a","value":1}]"""), "application/json-patch+json", """[{"op":"test","path":"/a","value":1}]""" },
        { Patch.Json(new[] { new { op = "remove", path = "/a" } }), "application/json-patch+json", """[{"op":"remove","path":"/a"}]""" },
        { Patch.Merge(new { spec = new { replicas = 3 } }), "application/merge-patch+json", """{"spec":{"replicas":3}}""" },
        { Patch.Merge(new Dictionary<string, object?> { ["a"] = null }), "application/merge-patch+json", """{"a":null}""" },
        { Patch.Strategic("{}"), "application/strategic-merge-patch+json", "{}" },
        { Patch.Apply("{}"u8.ToArray()), "application/apply-patch+yaml", "{}" },
    };

    [Theory]
    [MemberData(nameof(Patches))]
    public async Task Patches_say_what_they_are(Patch patch, string contentType, string body)
    {
        await Maps.PatchAsync("a", patch, new PatchOptions { FieldManager = "me", Force = true });
        Assert.Equal("PATCH /api/v1/namespaces/n/configmaps/a?fieldManager=me&force=true", LastRequest.ToString());
        Assert.Equal((contentType, body), (LastRequest.Headers["Content-Type"], LastRequest.Body));
        await Maps.PatchStatusAsync("a", patch);
        Assert.Equal("PATCH /api/v1/namespaces/n/configmaps/a/status", LastRequest.ToString());
    }

    [Fact]
    public async Task Applying_sends_all_that_is_wanted()
    {
        await Maps.ApplyAsync(Map("a"), "me", new PatchOptions { Force = true });
        Assert.Equal("PATCH /api/v1/namespaces/n/configmaps/a?fieldManager=me&force=true", LastRequest.ToString());
        Assert.Equal("application/apply-patch+yaml", LastRequest.Headers["Content-Type"]);
        Assert.Equal("""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"data":{"k":"v"}}""", LastRequest.Body);
        await Maps.ApplyStatusAsync(Map("a"), "me");
        Assert.Equal("PATCH /api/v1/namespaces/n/configmaps/a/status?fieldManager=me", LastRequest.ToString());
        await Assert.ThrowsAsync<ArgumentException>(() => Maps.ApplyAsync(Map("a"), ""));
    }

    [Fact]
    public async Task Deleting_answers_what_is_left()
    {
        var options = new V1DeleteOptions { GracePeriodSeconds = 0, PropagationPolicy = "Foreground", Preconditions = new V1Preconditions { Uid = "u" } };
        var result = await Maps.DeleteAsync("a", options);
        Assert.Equal("a", result.Object?.Metadata.Name);
        Assert.Equal(
            """{"apiVersion":"v1","kind":"DeleteOptions","gracePeriodSeconds":0,"preconditions":{"uid":"u"},"propagationPolicy":"Foreground"}""", LastRequest.Body);
        Answer = context => Json(context, """{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Success","details":{"name":"a","kind":"configmaps","uid":"u"}}""");
        result = await Maps.DeleteAsync("a");
        Assert.Equal((null, "Success", ""), (result.Object, result.Status?.Status, LastRequest.Body));
        await Maps.DeleteCollectionAsync(new ObjectSelection { LabelSelector = LabelSelectorExpression.Parse("app=web") });
        Assert.Equal("DELETE /api/v1/namespaces/n/configmaps?labelSelector=app=web", LastRequest.ToString());
    }

    [Fact]
    public async Task Replicas_are_read_and_set()
    {
        Answer = context => Json(context, """{"kind":"Scale","apiVersion":"autoscaling/v1","metadata":{"name":"d","namespace":"n","resourceVersion":"5"},"spec":{"replicas":2},"status":{"replicas":1}}""");
        var deployments = Connect().Resource<V1Deployment>().InNamespace("n");
        var scale = await deployments.GetScaleAsync("d");
        Assert.Equal((2, 1), (scale.Spec?.Replicas, scale.Status?.Replicas));
        scale.Spec!.Replicas = 3;
        await deployments.UpdateScaleAsync(scale);
        Assert.Contains("\"resourceVersion\":\"5\"", LastRequest.Body, StringComparison.Ordinal);
        await deployments.ScaleAsync("d", 4);
        Assert.Equal("""{"spec":{"replicas":4}}""", LastRequest.Body);
        Assert.All(Server.Requests, request => Assert.Contains("/apis/apps/v1/namespaces/n/deployments/d/scale", request.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_watch_tells_what_happens_until_the_server_ends_it()
    {
        Answer = context => Json(
            context,
            """
            {"type":"ADDED","object":{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"a","resourceVersion":"1"}}}
            {"type":"BOOKMARK","object":{"kind":"ConfigMap","apiVersion":"v1","metadata":{"resourceVersion":"2"}}}
            {"type":"DELETED","object":{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"a","resourceVersion":"3"}}}

            """);
        var seen = new List<string>();
        var options = new WatchOptions { ResourceVersion = "1", Timeout = TimeSpan.FromSeconds(9.5) };
        await foreach (var happened in Maps.WatchAsync(options)) seen.Add($"{happened.Type} {happened.Object.Metadata.Name}@{happened.Object.Metadata.ResourceVersion}");
        Assert.Equal(["Added a@1", "Bookmark @2", "Deleted a@3"], seen);
        Assert.Equal("GET /api/v1/namespaces/n/configmaps?watch=true&allowWatchBookmarks=true&resourceVersion=1&timeoutSeconds=10", LastRequest.ToString());
        await foreach (var _ in Maps.WatchAsync(new WatchOptions { SendInitialEvents = true, AllowBookmarks = true })) ;
        Assert.EndsWith("&sendInitialEvents=true&resourceVersionMatch=NotOlderThan", LastRequest.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ObjectContent.Whole)]
    [InlineData(ObjectContent.MetadataOnly)]
    public async Task An_error_in_a_watch_is_thrown(ObjectContent content)
    {
        Answer = context => Json(context, $$"""{"type":"ERROR","object":{{Failure(410, "Expired", "too old")}}}""" + "\n");
        var failure = await Assert.ThrowsAsync<KubernetesException>(async () =>
        {
            await foreach (var _ in Connect().Resource(ConfigMaps, content).WatchAsync()) ;
        });
        Assert.True(failure.IsExpired);
        Assert.Contains("too old", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_read_is_told_with_what_was_asked()
    {
        Answer = context => Json(context, """{"kind":"ConfigMap","data":{"k":5}}""");
        var failure = await Assert.ThrowsAsync<InvalidDataException>(() => Maps.GetAsync("a"));
        Assert.StartsWith("GET /api/v1/namespaces/n/configmaps/a: the answer cannot be read: ", failure.Message, StringComparison.Ordinal);
        Assert.Contains("$.data.k", failure.Message, StringComparison.Ordinal);
    }
}
