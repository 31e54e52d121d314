using System.Net;
using System.Text.Json.Nodes;

namespace Actors.ApiServer.Tests.Workers;

/// <summary>What becomes of objects and watches when their definition changes or goes.</summary>
public class DefinitionTests
{
    private const string DefinitionPath = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
    private const string Path = "/apis/example.com/v1/namespaces/default/databases";
    private const string OldPath = "/apis/example.com/v1alpha1/namespaces/default/databases";

    private const string Definition =
        """
        {"metadata":{"name":"databases.example.com"},"spec":{"group":"example.com","scope":"Namespaced","names":{"plural":"databases","kind":"Database"},"versions":[
        {"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object","properties":{"spec":{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"string"}}}}}}},
        {"name":"v1alpha1","served":true,"storage":false,"schema":{"openAPIV3Schema":{"type":"object","x-kubernetes-preserve-unknown-fields":true}}}]}}
        """;

    private const string NewFields =
        """[{"op":"replace","path":"/spec/versions/0/schema/openAPIV3Schema/properties/spec/properties","value":{"a":{"type":"string"},"n":{"type":"integer","default":5}}}]""";

    [Fact]
    public async Task A_watch_sees_the_objects_go_and_then_its_end_when_the_definition_is_deleted()
    {
        await using var server = await StartAsync();
        await CreateAsync(server, Path, "v1", "one");
        using var watch = await WatchAsync(server, "v1");
        Assert.Contains("ADDED", await watch.ReadLineAsync(), StringComparison.Ordinal);
        await server.SendAsync("DELETE", $"{DefinitionPath}/databases.example.com");
        Assert.Contains("DELETED", await watch.ReadLineAsync(), StringComparison.Ordinal);
        Assert.Null(await watch.ReadLineAsync());
    }

    [Fact]
    public async Task A_watch_ends_when_its_version_is_no_longer_served()
    {
        await using var server = await StartAsync();
        await CreateAsync(server, OldPath, "v1alpha1", "one");
        using var watch = await WatchAsync(server, "v1alpha1");
        Assert.Contains("ADDED", await watch.ReadLineAsync(), StringComparison.Ordinal);
        await server.SendAsync("PATCH", $"{DefinitionPath}/databases.example.com", """[{"op":"replace","path":"/spec/versions/1/served","value":false}]""", "application/json-patch+json");
        Assert.Null(await watch.ReadLineAsync());
        using var again = await server.Client.GetAsync($"{OldPath}?watch=true");
        Assert.Equal(System.Net.HttpStatusCode.NotFound, again.StatusCode);
    }

    [Fact]
    public async Task A_change_of_the_definition_s_labels_disturbs_no_watch()
    {
        await using var server = await StartAsync();
        using var watch = await WatchAsync(server, "v1");
        await server.SendAsync("PATCH", $"{DefinitionPath}/databases.example.com", """{"metadata":{"labels":{"a":"b"}}}""", "application/merge-patch+json");
        await CreateAsync(server, Path, "v1", "one");
        Assert.Contains("ADDED", await watch.ReadLineAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Objects_are_read_as_the_definition_in_force_has_them()
    {
        await using var server = await StartAsync();
        await CreateAsync(server, Path, "v1", "one");
        using (var watch = await WatchAsync(server, "v1"))
        {
            await server.SendAsync("PATCH", $"{DefinitionPath}/databases.example.com", NewFields, "application/json-patch+json");
            while (await watch.ReadLineAsync() is not null) continue;
        }

        const string Expected = """{"a":"x","n":5}""";
        var (_, one) = await server.SendAsync("GET", $"{Path}/one");
        Assert.Equal(Expected, one["spec"]!.ToJsonString());
        Assert.Equal(1, (int)one["metadata"]!["generation"]!);
        var (_, list) = await server.SendAsync("GET", Path);
        Assert.Equal(Expected, list["items"]![0]!["spec"]!.ToJsonString());
        using var after = await WatchAsync(server, "v1");
        Assert.Equal(Expected, JsonNode.Parse((await after.ReadLineAsync())!)!["object"]!["spec"]!.ToJsonString());

        // A change of something else is no change of what the definition has brought.
        var (_, labelled) = await server.SendAsync("PATCH", $"{Path}/one", """{"metadata":{"labels":{"a":"b"}}}""", "application/merge-patch+json");
        Assert.Equal((Expected, 1), (labelled["spec"]!.ToJsonString(), (int)labelled["metadata"]!["generation"]!));
    }

    [Fact]
    public async Task What_the_version_of_storage_does_not_know_is_not_stored()
    {
        await using var server = await StartAsync();
        var (code, created) = await server.SendAsync("POST", OldPath, """{"apiVersion":"example.com/v1alpha1","kind":"Database","metadata":{"name":"one"},"spec":{"a":"x","other":"y"}}""");
        Assert.Equal((201, """{"a":"x"}"""), (code, created["spec"]!.ToJsonString()));
        Assert.Equal("example.com/v1alpha1", (string?)created["apiVersion"]);
    }

    [Fact]
    public async Task An_autoscaler_of_the_first_version_is_stored_as_one_of_the_second()
    {
        await using var server = await ServerFixture.StartAsync();
        var (code, created) = await server.SendAsync(
            "POST",
            "/apis/autoscaling/v1/namespaces/default/horizontalpodautoscalers",
            """{"metadata":{"name":"h"},"spec":{"maxReplicas":3,"scaleTargetRef":{"kind":"Deployment","name":"x"},"targetCPUUtilizationPercentage":50}}""");
        Assert.True(code == 201, created.ToJsonString());
        Assert.Equal(50, (int)created["spec"]!["targetCPUUtilizationPercentage"]!);
        var (_, second) = await server.SendAsync("GET", "/apis/autoscaling/v2/namespaces/default/horizontalpodautoscalers/h");
        Assert.Equal("""[{"type":"Resource","resource":{"name":"cpu","target":{"type":"Utilization","averageUtilization":50}}}]""", second["spec"]!["metrics"]!.ToJsonString());
        Assert.False(((JsonObject)second["spec"]!).ContainsKey("targetCPUUtilizationPercentage"));
    }

    private static async Task<ServerFixture> StartAsync()
    {
        var server = await ServerFixture.StartAsync();
        var (code, body) = await server.SendAsync("POST", DefinitionPath, Definition);
        Assert.True(code == 201, body.ToJsonString());
        await server.WatchUntilAsync(DefinitionPath, static one => (one["object"]!["status"]?["conditions"] as JsonArray ?? []).Any(static condition =>
            ((string?)condition!["type"], (string?)condition["status"]) == ("Established", "True")));

        // That a definition is established is stored a moment before its resources are served.
        foreach (var path in new[] { Path, OldPath })
        {
            while (await StatusAsync(server, path) == HttpStatusCode.NotFound)
            {
            }
        }

        return server;
    }

    private static async Task CreateAsync(ServerFixture server, string path, string version, string name)
    {
        var (code, created) = await server.SendAsync("POST", path, $$$"""{"apiVersion":"example.com/{{{version}}}","kind":"Database","metadata":{"name":"{{{name}}}"},"spec":{"a":"x","b":"y"}}""");
        Assert.True(code == 201, created.ToJsonString());
    }

    private static async Task<HttpStatusCode> StatusAsync(ServerFixture server, string path)
    {
        using var response = await server.Client.GetAsync(path);
        return response.StatusCode;
    }

    private static async Task<StreamReader> WatchAsync(ServerFixture server, string version)
    {
        var response = await server.Client.GetAsync($"/apis/example.com/{version}/databases?watch=true", HttpCompletionOption.ResponseHeadersRead);
        return new StreamReader(await response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync());
    }
}
