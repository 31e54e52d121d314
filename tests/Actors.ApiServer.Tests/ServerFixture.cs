using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Actors.ApiServer.Tests;

/// <summary>A running server and a client that speaks JSON with it.</summary>
internal sealed class ServerFixture : IAsyncDisposable
{
    private ServerFixture(ApiServer server, HttpClient client) => (Server, Client) = (server, client);

    public ApiServer Server { get; }

    public HttpClient Client { get; }

    public static async Task<ServerFixture> StartAsync(ApiServerOptions? options = null)
    {
        var server = await ApiServer.StartAsync(options ?? new ApiServerOptions { CollectionDelay = Timeout.InfiniteTimeSpan });
        return new ServerFixture(server, new HttpClient { BaseAddress = server.Address });
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
    }

    /// <summary>Sends a request; its status and the JSON of its answer.</summary>
    public async Task<(int Code, JsonObject Body)> SendAsync(string method, string path, string? body = null, string contentType = "application/json")
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, MediaTypeHeaderValue.Parse(contentType));
        using var response = await Client.SendAsync(request);
        return ((int)response.StatusCode, (JsonObject)JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }

    /// <summary>Creates a config map in <c>default</c>.</summary>
    public async Task<JsonObject> CreateAsync(string name, string metadata = "", string @namespace = "default")
    {
        var (code, body) = await SendAsync("POST", $"/api/v1/namespaces/{@namespace}/configmaps", $$$"""{"metadata":{"name":"{{{name}}}"{{{(metadata.Length > 0 ? "," + metadata : "")}}}}}""");
        Assert.True(code == 201, body.ToJsonString());
        return body;
    }

    /// <summary>Follows a resource until an event is as wanted; fails if none comes.</summary>
    public async Task WatchUntilAsync(string path, Func<JsonNode, bool> isWanted)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var response = await Client.GetAsync($"{path}{(path.Contains('?') ? '&' : '?')}watch=true", HttpCompletionOption.ResponseHeadersRead, patience.Token);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(patience.Token));
        while (await reader.ReadLineAsync(patience.Token) is { } line)
            if (isWanted(JsonNode.Parse(line)!)) return;
        Assert.Fail($"the watch of {path} has ended");
    }
}
