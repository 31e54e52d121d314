using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Actors.ApiServer.Tests.Verbs;

/// <summary>What becomes of bodies and patches that say a thing twice, or what cannot be.</summary>
public class WritingTests
{
    private const string Path = "/api/v1/namespaces/default/configmaps";
    private const string Merge = "application/merge-patch+json";
    private const string Apply = "application/apply-patch+yaml";
    private const string Twice = """{"metadata":{"name":"x"},"data":{"a":"1","a":"2"},"foo":1}""";
    private const string TwiceYaml = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\ndata:\n  a: \"1\"\n  a: \"2\"\n";

    [Theory]
    [InlineData("POST", "", "application/json", Twice, 201, "duplicate field \"data.a\"|unknown field \"foo\"")]
    [InlineData("POST", "?fieldValidation=Ignore", "application/json", Twice, 201, "")]
    [InlineData("POST", "", "application/yaml", TwiceYaml, 201, "error converting YAML to JSON: yaml: unmarshal errors:   line 7: key \"a\" already set in map")]
    [InlineData("PATCH", "/x?fieldManager=m", Apply, TwiceYaml, 201, "error converting YAML to JSON: yaml: unmarshal errors:   line 7: key \"a\" already set in map")]
    public async Task The_last_of_what_comes_twice_counts_and_the_client_is_warned(string method, string path, string type, string body, int expected, string warnings)
    {
        await using var server = await ServerFixture.StartAsync();
        var (code, answer, warned) = await SendAsync(server, method, Path + path, body, type);
        Assert.True(code == expected, answer.ToJsonString());
        Assert.Equal("2", (string?)answer["data"]!["a"]);
        Assert.Equal(warnings, string.Join('|', warned));
    }

    [Theory]
    [InlineData("POST", "", "application/json", Twice, "ConfigMap in version \"v1\" cannot be handled as a ConfigMap: strict decoding error: duplicate field \"data.a\", unknown field \"foo\"")]
    [InlineData("PATCH", "/x?fieldManager=m", Apply, TwiceYaml, "error strict decoding YAML: error converting YAML to JSON: yaml: unmarshal errors:\n  line 7: key \"a\" already set in map")]
    public async Task What_comes_twice_is_refused_where_the_client_is_strict(string method, string path, string type, string body, string message)
    {
        await using var server = await ServerFixture.StartAsync();
        var (code, answer, _) = await SendAsync(server, method, $"{Path}{path}{(path.Contains('?') ? '&' : '?')}fieldValidation=Strict", body, type);
        Assert.Equal((400, message), (code, (string?)answer["message"]));
    }

    [Theory]
    [InlineData("?fieldValidation=Strict", Merge, """{"foo":1}""", "strict decoding error: unknown field \"foo\"")]
    [InlineData("?fieldValidation=Strict", Merge, """{"data":{"a":"1","a":"2"}}""", "strict decoding error: duplicate field \"data.a\"")]
    [InlineData("?fieldValidation=Strict", "application/json-patch+json", """[{"op":"add","op":"test","path":"/kind","value":"ConfigMap"}]""", "strict decoding error: json patch duplicate field \"[0].op\"")]
    [InlineData("", Merge, """{"data":{"a":1}}""", "json: cannot unmarshal number into Go struct field ConfigMap.data of type string")]
    [InlineData("", "application/strategic-merge-patch+json", """{"data":{"a":1}}""", "json: cannot unmarshal number into Go struct field ConfigMap.data of type string")]
    public async Task What_a_patch_makes_impossible_is_the_fault_of_the_patch(string query, string type, string patch, string why)
    {
        await using var server = await ServerFixture.StartAsync();
        await server.CreateAsync("x");
        var (code, status) = await server.SendAsync("PATCH", $"{Path}/x{query}", patch, type);
        Assert.True(code == 422, status.ToJsonString());
        Assert.StartsWith(" \"\" is invalid: patch: Invalid value: ", (string?)status["message"], StringComparison.Ordinal);
        Assert.EndsWith(why, (string?)status["message"], StringComparison.Ordinal);
        Assert.Equal("patch", (string?)Assert.Single(status["details"]!["causes"]!.AsArray())!["field"]);
    }

    [Theory]
    [InlineData("""{"apiVersion":"v2","kind":"ConfigMap"}""", "invalid object type: /v2, Kind=ConfigMap")]
    [InlineData("""{"apiVersion":"apps/v1","kind":"Deployment"}""", "invalid object type: apps/v1, Kind=Deployment")]
    [InlineData("{}", "invalid object type: /, Kind=")]
    [InlineData("[]", "error decoding YAML: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal array into Go value of type map[string]interface {}")]
    public async Task Another_type_cannot_be_applied(string body, string message)
    {
        await using var server = await ServerFixture.StartAsync();
        var (code, status) = await server.SendAsync("PATCH", $"{Path}/x?fieldManager=m", body, Apply);
        Assert.Equal((400, message), (code, (string?)status["message"]));
    }

    [Fact]
    public async Task A_manager_has_a_name_that_can_be_printed()
    {
        await using var server = await ServerFixture.StartAsync();
        var (code, status) = await server.SendAsync("POST", $"{Path}?fieldManager=a%07", """{"metadata":{"name":"x"}}""");
        Assert.Equal((422, "fieldManager"), (code, (string?)status["details"]!["causes"]![0]!["field"]));
    }

    [Theory]
    [InlineData("POST", "/api/v1/configmaps")]
    [InlineData("DELETE", "/api/v1/configmaps")]
    [InlineData("DELETE", "/api/v1")]
    [InlineData("POST", "/apis/apps")]
    [InlineData("PUT", "/version")]
    public async Task Only_what_can_be_done_at_a_path_is_done(string method, string path)
    {
        await using var server = await ServerFixture.StartAsync();
        await server.CreateAsync("x");
        var (code, status) = await server.SendAsync(method, path, """{"metadata":{"name":"y","namespace":"default"}}""");
        Assert.Equal((405, "MethodNotAllowed"), (code, (string?)status["reason"]));
        Assert.Single((await server.SendAsync("GET", Path)).Body["items"]!.AsArray());
    }

    [Theory]
    [InlineData("POST", "", "application/json", "contains duplicate entries; API")]
    [InlineData("PATCH", "/x", Merge, "contains duplicate entries after mutating admission happens; API")]
    public async Task An_owner_named_twice_counts_once(string method, string path, string type, string warning)
    {
        const string Owner = """{"apiVersion":"v1","kind":"Pod","name":"a","uid":"1"}""";
        await using var server = await ServerFixture.StartAsync();
        if (method == "PATCH") await server.CreateAsync("x");
        var (_, answer, warned) = await SendAsync(server, method, Path + path, $$$"""{"metadata":{"name":"x","ownerReferences":[{{{Owner}}},{{{Owner}}}]}}""", type);
        Assert.Equal($"[{Owner}]", answer["metadata"]!["ownerReferences"]!.ToJsonString());
        Assert.Contains(warning, Assert.Single(warned), StringComparison.Ordinal);
        Assert.EndsWith("duplicate UID(s) observed: 1", warned[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scale_is_replaced_by_a_scale_only()
    {
        await using var server = await ServerFixture.StartAsync();
        await server.SendAsync(
            "POST",
            "/apis/apps/v1/namespaces/default/deployments",
            """{"metadata":{"name":"d"},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i"}]}}}}""");
        var (code, status) = await server.SendAsync("PUT", "/apis/apps/v1/namespaces/default/deployments/d/scale", """{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"d"},"spec":{"replicas":5}}""");
        Assert.True(code == 400, status.ToJsonString());
        Assert.Equal("Deployment in version \"v1\" cannot be handled as a Scale: no kind \"Deployment\" is registered for version \"apps/v1\"", (string?)status["message"]);
    }

    [Fact]
    public async Task Logs_are_empty_and_of_containers_there_are()
    {
        await using var server = await ServerFixture.StartAsync();
        const string Pods = "/api/v1/namespaces/default/pods";
        await server.SendAsync("POST", Pods, """{"metadata":{"name":"p"},"spec":{"containers":[{"name":"a","image":"i"},{"name":"b","image":"i"}]}}""");
        Assert.Equal(404, (await server.SendAsync("GET", $"{Pods}/none/log")).Code);
        Assert.Equal("a container name must be specified for pod p, choose one of: [a b]", (string?)(await server.SendAsync("GET", $"{Pods}/p/log")).Body["message"]);
        Assert.Equal("container c is not valid for pod p", (string?)(await server.SendAsync("GET", $"{Pods}/p/log?container=c")).Body["message"]);
        Assert.Equal("", await server.Client.GetStringAsync($"{Pods}/p/log?container=b"));
    }

    [Fact]
    public async Task Of_applies_at_once_one_makes_the_object_and_the_others_change_it()
    {
        await using var server = await ServerFixture.StartAsync();
        for (var round = 0; round < 20; round++)
        {
            var bodies = Enumerable.Range(0, 8).Select(manager => $$$"""{"apiVersion":"v1","kind":"ConfigMap","data":{"by-{{{manager}}}":"1"}}""");
            var answers = await Task.WhenAll(bodies.Select((body, manager) => server.SendAsync("PATCH", $"{Path}/x{round}?fieldManager=m{manager}", body, Apply)));
            Assert.Equal([200, 200, 200, 200, 200, 200, 200, 201], answers.Select(static one => one.Code).Order());
            var (_, stored) = await server.SendAsync("GET", $"{Path}/x{round}");
            Assert.Equal(8, stored["data"]!.AsObject().Count);
        }
    }

    private static async Task<(int Code, JsonObject Body, string[] Warnings)> SendAsync(ServerFixture server, string method, string path, string body, string type)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = new StringContent(body, Encoding.UTF8, MediaTypeHeaderValue.Parse(type)) };
        using var response = await server.Client.SendAsync(request);
        var warnings = response.Headers.TryGetValues("Warning", out var found)
            ? found.Select(static one => one["299 - \"".Length..^1].Replace("\\\"", "\"", StringComparison.Ordinal)).ToArray()
            : [];
        return ((int)response.StatusCode, (JsonObject)JsonNode.Parse(await response.Content.ReadAsStringAsync())!, warnings);
    }
}
