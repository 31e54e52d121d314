using System.Collections.Concurrent;

namespace Actors.ApiServer.Tests;

public sealed class AcceptedWriteTests
{
    private const string Maps = "/api/v1/namespaces/default/configmaps";

    private readonly ConcurrentQueue<AcceptedWrite> _told = new();

    [Theory]
    [InlineData("POST", Maps, """{"metadata":{"name":"b"}}""", "create b")]
    [InlineData("PUT", Maps + "/a", """{"metadata":{"name":"a"},"data":{"k":"v"}}""", "update a")]
    [InlineData("PATCH", Maps + "/a", """{"data":{"k":"v"}}""", "patch a")]
    [InlineData("PATCH", "/api/v1/namespaces/default/status", """{"metadata":{"labels":{"k":"v"}}}""", "patch default/status")]
    [InlineData("DELETE", Maps + "/a", null, "delete a")]
    [InlineData("DELETE", Maps, null, "deletecollection a,deletecollection z")]
    [InlineData("PATCH", "/apis/apps/v1/namespaces/default/deployments/d/scale", """{"spec":{"replicas":2}}""", "patch d/scale")]
    [InlineData("POST", "/api/v1/namespaces/default/pods/p/eviction", """{"apiVersion":"policy/v1","kind":"Eviction","metadata":{"name":"p"}}""", "create p/eviction")]
    [InlineData("GET", Maps + "/a", null, "")]
    [InlineData("DELETE", Maps + "/none", null, "")]
    [InlineData("PATCH", Maps + "/a?dryRun=All", """{"data":{"k":"v"}}""", "")]
    [InlineData("DELETE", Maps + "/a?dryRun=All", null, "")]
    [InlineData("POST", Maps + "?dryRun=All", """{"metadata":{"name":"b"}}""", "")]
    [InlineData("PUT", Maps + "/a", """{"metadata":{"name":"other"}}""", "")]
    public async Task Each_write_that_is_accepted_is_told(string method, string path, string? body, string told)
    {
        await using var server = await StartAsync();
        _told.Clear();
        await server.SendAsync(method, path, body, method == "PATCH" ? "application/merge-patch+json" : "application/json");
        Assert.Equal(told, string.Join(',', _told.Select(static one => $"{one.Verb} {one.Written.Name}{(one.Subresource.Length > 0 ? $"/{one.Subresource}" : "")}").Order()));
        Assert.All(_told, static one => Assert.Equal("operator/replica-0 test", one.UserAgent));
    }

    [Fact]
    public async Task It_has_the_version_the_write_made()
    {
        await using var server = await StartAsync();
        _told.Clear();
        var (_, changed) = await server.SendAsync("PATCH", $"{Maps}/a", """{"data":{"k":"v"}}""", "application/merge-patch+json");
        var (_, deleted) = await server.SendAsync("PATCH", $"{Maps}/z", """{"data":{"k":"v"}}""", "application/merge-patch+json");
        Assert.Equal([Version(changed), Version(deleted)], _told.Select(static one => one.Version));
    }

    [Fact]
    public async Task A_write_that_changes_nothing_has_the_version_there_was_then()
    {
        await using var server = await StartAsync();
        var (_, last) = await server.SendAsync("PATCH", $"{Maps}/z", """{"data":{"k":"v"}}""", "application/merge-patch+json");
        _told.Clear();
        var (_, same) = await server.SendAsync("PATCH", $"{Maps}/a", "{}", "application/merge-patch+json");
        Assert.True(Version(same) < Version(last));
        Assert.Equal(Version(last), Assert.Single(_told).Version);
    }

    private static ulong Version(System.Text.Json.Nodes.JsonObject body) => ulong.Parse(body["metadata"]!["resourceVersion"]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture);

    private async Task<ServerFixture> StartAsync()
    {
        var server = await ServerFixture.StartAsync(new ApiServerOptions { CollectionDelay = Timeout.InfiniteTimeSpan, Accepted = _told.Enqueue });
        server.Client.DefaultRequestHeaders.UserAgent.ParseAdd("operator/replica-0 test");
        await server.CreateAsync("a");
        await server.CreateAsync("z");
        await server.SendAsync("POST", "/apis/apps/v1/namespaces/default/deployments", """
            {"metadata": {"name": "d"}, "spec": {"selector": {"matchLabels": {"app": "d"}}, "template": {"metadata": {"labels": {"app": "d"}}, "spec": {"containers": [{"name": "c", "image": "i"}]}}}}
            """);
        await server.SendAsync("POST", "/api/v1/namespaces/default/pods", """{"metadata": {"name": "p"}, "spec": {"containers": [{"name": "c", "image": "i"}]}}""");
        return server;
    }
}
