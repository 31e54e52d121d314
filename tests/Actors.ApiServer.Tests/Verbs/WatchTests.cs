using System.Globalization;
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
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        var seen = 0;
        var content = new string('x', 200_000);
        for (var number = 0; number < 200; number++)
        {
            var (code, _) = await server.SendAsync("PATCH", $"{All}/big", $$$"""{"data":{"a":"{{{number}}}{{{content}}}"}}""", "application/merge-patch+json");
            Assert.Equal(200, code);
            if (number == 0 && await reader.ReadLineAsync() is not null) seen++;
        }

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

    [Fact]
    public async Task Many_watches_see_all_changes_whole_and_in_order()
    {
        const int Watches = 30;
        const int Changes = 400;
        await using var server = await ServerFixture.StartAsync();
        var first = Version(await server.CreateAsync("busy"));
        var watching = new List<Task<List<string>>>();
        for (var number = 0; number < Watches; number++) watching.Add(ReadAsync(await WatchAsync(server, first), Changes));
        // Lines of very different lengths: those above what is gathered, and many small ones in one piece.
        await Parallel.ForEachAsync(Enumerable.Range(0, Changes), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (number, _) =>
        {
            var content = new string('x', number % 7 == 0 ? 40_000 : number % 200);
            var (code, _) = await server.SendAsync("PATCH", $"{All}/busy", $$$"""{"data":{"a":"{{{number}}}{{{content}}}"}}""", "application/merge-patch+json");
            Assert.Equal(200, code);
        });
        var seen = await Task.WhenAll(watching).WaitAsync(TimeSpan.FromSeconds(60));
        var versions = seen[0].Select(static line => long.Parse(Version(JsonNode.Parse(line)!["object"]!), CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(Enumerable.Range(1, Changes).Select(number => long.Parse(first, CultureInfo.InvariantCulture) + number), versions);
        Assert.All(seen, lines => Assert.Equal(seen[0], lines));
    }

    [Fact]
    public async Task Watches_of_one_change_each_get_the_form_they_asked_for()
    {
        await using var server = await ServerFixture.StartAsync();
        var first = Version(await server.CreateAsync("a", "\"labels\":{\"in\":\"yes\"}"));
        string[] accepts = ["application/json", "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1", "application/json;as=Table;g=meta.k8s.io;v=v1"];
        var watching = new List<(string Accept, Task<List<string>> Lines)>();
        foreach (var accept in accepts.Concat(accepts))
            watching.Add((accept, ReadAsync(await WatchAsync(server, first, "&labelSelector=in%3Dyes", accept), 2)));
        await server.SendAsync("PATCH", $"{All}/a", """{"data":{"key":"value"}}""", "application/merge-patch+json");
        await server.SendAsync("PATCH", $"{All}/a", """{"metadata":{"labels":{"in":"no"}}}""", "application/merge-patch+json");
        foreach (var (accept, lines) in watching)
        {
            var events = (await lines.WaitAsync(TimeSpan.FromSeconds(30))).ConvertAll(static line => JsonNode.Parse(line)!);
            Assert.Equal(["MODIFIED", "DELETED"], events.Select(static one => (string?)one["type"]));
            var kind = accept.Contains("Partial", StringComparison.Ordinal) ? "PartialObjectMetadata" : accept.Contains("Table", StringComparison.Ordinal) ? "Table" : "ConfigMap";
            Assert.All(events, one => Assert.Equal(kind, (string?)one["object"]!["kind"]));
            Assert.All(events, one => Assert.Equal(kind == "ConfigMap", one["object"]!["data"] is not null));
        }
    }

    private static string Version(JsonNode value) => (string)value["metadata"]!["resourceVersion"]!;

    private static async Task<HttpResponseMessage> WatchAsync(ServerFixture server, string version, string query = "", string accept = "application/json")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{All}?watch=true&resourceVersion={version}{query}");
        request.Headers.TryAddWithoutValidation("Accept", accept);
        return await server.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    private static async Task<List<string>> ReadAsync(HttpResponseMessage response, int count)
    {
        using var _ = response;
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        var lines = new List<string>();
        while (lines.Count < count && await reader.ReadLineAsync() is { } line) lines.Add(line);
        return lines;
    }
}
