namespace Actors.ApiServer.Tests.Workers;

public class ServerObjectsTests
{
    [Fact]
    public async Task The_server_is_found_by_the_service_kubernetes()
    {
        await using var server = await ServerFixture.StartAsync();
        var (_, service) = await server.SendAsync("GET", "/api/v1/namespaces/default/services/kubernetes");
        var port = server.Server.Address.Port;
        Assert.Equal(("10.96.0.1", "ClusterIP", "apiserver"), ((string?)service["spec"]!["clusterIP"], (string?)service["spec"]!["type"], (string?)service["metadata"]!["labels"]!["component"]));
        Assert.Equal($$"""[{"name":"https","protocol":"TCP","port":443,"targetPort":{{port}}}]""", service["spec"]!["ports"]!.ToJsonString());
        var (_, endpoints) = await server.SendAsync("GET", "/api/v1/namespaces/default/endpoints/kubernetes");
        Assert.Equal(port, (int)endpoints["subsets"]![0]!["ports"]![0]!["port"]!);
        var (_, slice) = await server.SendAsync("GET", "/apis/discovery.k8s.io/v1/namespaces/default/endpointslices/kubernetes");
        Assert.Equal(("127.0.0.1", port), ((string?)slice["endpoints"]![0]!["addresses"]![0], (int)slice["ports"]![0]!["port"]!));
    }

    [Fact]
    public async Task The_system_s_priorities_are_there()
    {
        await using var server = await ServerFixture.StartAsync();
        var (_, list) = await server.SendAsync("GET", "/apis/scheduling.k8s.io/v1/priorityclasses");
        Assert.Equal(["system-cluster-critical", "system-node-critical"], list["items"]!.AsArray().Select(static one => (string?)one!["metadata"]!["name"]));
    }
}
