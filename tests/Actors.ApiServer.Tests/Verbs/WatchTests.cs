using System.Text.Json.Nodes;

namespace Actors.ApiServer.Tests.Verbs;

public class WatchTests
{
    private const string All = "/api/v1/namespaces/default/configmaps";

    [Fact]
    public async Task A_client_that_does_not_read_is_cut_off_and_stops_nobody()
    {
        await using var server = await ServerFixture.StartAsync(new ApiServerOptions { WindowBytes = 1 << 20, CollectionDelay = Timeout.InfiniteTimeSpan });
        var name = await server.CreateAsync("big");
        using var response = await server.Client.GetAsync($"{All}?watch=true&resourceVersion={name["metadata"]!["resourceVersion"]}", HttpCompletionOption.ResponseHeadersRead);
        var content = new string('x', 200_000);
        for (var number = 0; number < 200; number++)
        {
            var (code, _) = await server.SendAsync("PATCH", $"{All}/big", $$$"""{"data":{"a":"{{{number}}}{{{content}}}"}}""", "application/merge-patch+json");
            Assert.Equal(200, code);
        }

        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        var seen = 0;
        while (await reader.ReadLineAsync() is not null) seen++;
        Assert.InRange(seen, 1, 199);
    }

    [Fact]
    public async Task Bookmarks_come_with_time_and_say_how_far_the_server_is()
    {
        await using var server = await ServerFixture.StartAsync();
        await server.CreateAsync("a");
        using var response = await server.Client.GetAsync($"{All}?watch=true&resourceVersion=0&allowWatchBookmarks=true&timeoutSeconds=1", HttpCompletionOption.ResponseHeadersRead);
        var (_, other) = await server.SendAsync("POST", "/api/v1/namespaces", """{"metadata":{"name":"other"}}""");
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        Assert.Equal("ADDED", (string?)JsonNode.Parse((await reader.ReadLineAsync())!)!["type"]);
        var bookmark = JsonNode.Parse((await reader.ReadLineAsync())!)!;
        Assert.Equal(("BOOKMARK", "ConfigMap"), ((string?)bookmark["type"], (string?)bookmark["object"]!["kind"]));
        Assert.Equal((string?)other["metadata"]!["resourceVersion"], (string?)bookmark["object"]!["metadata"]!["resourceVersion"]);
        Assert.Null(await reader.ReadLineAsync());
    }

    [Fact]
    public async Task The_old_notation_can_name_one_object()
    {
        await using var server = await ServerFixture.StartAsync();
        await server.CreateAsync("a");
        await server.CreateAsync("b");
        using var response = await server.Client.GetAsync("/api/v1/watch/namespaces/default/configmaps/b?timeoutSeconds=1");
        var line = Assert.Single((await response.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal("b", (string?)JsonNode.Parse(line)!["object"]!["metadata"]!["name"]);
    }

    [Fact]
    public async Task Watches_end_with_the_server()
    {
        var server = await ServerFixture.StartAsync();
        using var response = await server.Client.GetAsync($"{All}?watch=true", HttpCompletionOption.ResponseHeadersRead);
        var reading = new StreamReader(await response.Content.ReadAsStreamAsync()).ReadLineAsync();
        await server.Server.DisposeAsync();
        Assert.Null(await reading);
        server.Client.Dispose();
    }
}
