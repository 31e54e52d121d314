using System.Text;
using System.Text.Json.Nodes;
using Actors.ApiServer.Kinds;

namespace Actors.ApiServer.Workloads.Tests;

/// <summary>A whole server with its workloads, over HTTP and in real time.</summary>
public sealed class ServerTests
{
    [Fact]
    public async Task A_set_becomes_ready_and_goes()
    {
        await using var server = await ApiServer.StartAsync(new ApiServerOptions { Workloads = WorkloadOptions.Immediate, CollectionDelay = TimeSpan.Zero });
        using var client = new HttpClient { BaseAddress = server.Address };
        using var body = new StringContent("apiVersion: apps/v1\nkind: StatefulSet\n" + Manifests.StatefulSet(), Encoding.UTF8, "application/yaml");
        using var created = await client.PostAsync("/apis/apps/v1/namespaces/default/statefulsets", body);
        created.EnsureSuccessStatusCode();

        var ready = await AwaitAsync(client, "/apis/apps/v1/namespaces/default/statefulsets", "", static change => change.At("object", "status").Number("readyReplicas") == 3);
        Assert.Equal("db", ready.Text("object", "metadata", "name"));
        using var deleted = await client.DeleteAsync("/apis/apps/v1/namespaces/default/statefulsets/db");
        deleted.EnsureSuccessStatusCode();

        // From there on: the pods may be gone already.
        var gone = await AwaitAsync(client, "/api/v1/namespaces/default/pods", ready.Text("object", "metadata", "resourceVersion"), static change => change.Text("type") == "DELETED");
        Assert.StartsWith("db-", gone.Text("object", "metadata", "name"), StringComparison.Ordinal);
    }

    /// <summary>The first change in a watch of a collection that is as wanted: after a version, or with none, from what there is on.</summary>
    private static async Task<JsonObject> AwaitAsync(HttpClient client, string path, string version, Func<JsonObject, bool> isWanted)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await using var stream = await client.GetStreamAsync($"{path}?watch=true&resourceVersion={version}", limit.Token);
        using var reader = new StreamReader(stream);
        while (await reader.ReadLineAsync(limit.Token) is { } line)
            if (JsonNode.Parse(line) is JsonObject change && isWanted(change)) return change;

        throw new InvalidOperationException($"the watch of {path} ended");
    }
}
