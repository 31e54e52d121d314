using System.Text;
using System.Text.Json.Nodes;
using Actors.ApiServer.Http;

namespace Actors.ApiServer.Tests.Http;

public class YamlTextTests
{
    private const int Runs = 2000;
    private const string Awkward = "aZ09 -?:,[]{}#&*!|>'\"%@`\\\n\t~=.+_e/xo\u00e9\u2028";

    [Theory]
    [InlineData("""{"b":1,"a":{"c":[],"d":{}},"e":null}""", "a:\n  c: []\n  d: {}\nb: 1\ne: null\n")]
    [InlineData("""{"l":[{"b":1,"a":"x"},["y",[]],2]}""", "l:\n- a: x\n  b: 1\n- - \"y\"\n  - []\n- 2\n")]
    [InlineData("""{"t":["true","1","1.5","2026-01-01T00:00:00Z","","a: b","- a","it's","#","a#b","null","no"]}""",
        "t:\n- \"true\"\n- \"1\"\n- \"1.5\"\n- \"2026-01-01T00:00:00Z\"\n- \"\"\n- 'a: b'\n- '- a'\n- it's\n- '#'\n- a#b\n- \"null\"\n- \"no\"\n")]
    [InlineData("""{"a":{"b":"one\ntwo\n"},"c":"one\n\ntwo"}""", "a:\n  b: |\n    one\n    two\nc: |-\n  one\n\n  two\n")]
    [InlineData("""{"f:a":{},".":{},"k:{\"name\":\"x\"}":true}""", "\".\": {}\nf:a: {}\nk:{\"name\":\"x\"}: true\n")]
    [InlineData("{}", "{}\n")]
    public void Is_written_as_Kubernetes_writes_it(string json, string yaml) => Assert.Equal(yaml, Encoding.UTF8.GetString(YamlText.Of(Encoding.UTF8.GetBytes(json))));

    [Fact]
    public void Is_read_back_as_it_was()
    {
        for (var seed = 0; seed < Runs; seed++)
        {
            var random = new Random(seed);
            var json = Value(random, 3) as JsonObject ?? new JsonObject { ["a"] = Value(random, 3) };
            var yaml = YamlText.Of(Encoding.UTF8.GetBytes(json.ToJsonString()));
            Assert.True(JsonNode.DeepEquals(json, Parsed(yaml)), $"seed {seed}: {json.ToJsonString()}\n{Encoding.UTF8.GetString(yaml)}");
        }
    }

    /// <summary>What is read; null if it is no YAML.</summary>
    private static JsonNode? Parsed(byte[] yaml)
    {
        try
        {
            return YamlBody.Parse(yaml);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    [Fact]
    public async Task A_client_gets_it_that_asks_for_it()
    {
        await using var server = await ServerFixture.StartAsync();
        var (type, text) = await GetAsync(server, "/api/v1/namespaces/default", "application/yaml");
        Assert.Equal("application/yaml", type);
        Assert.StartsWith("apiVersion: v1\nkind: Namespace\nmetadata:\n  creationTimestamp: \"", text, StringComparison.Ordinal);
        Assert.Equal("application/yaml", (await GetAsync(server, "/api/v1/namespaces", "application/yaml")).Type);
        Assert.Contains("reason: NotFound\n", (await GetAsync(server, "/api/v1/namespaces/none", "application/yaml")).Text, StringComparison.Ordinal);
        Assert.Equal("application/json", (await GetAsync(server, "/api/v1/namespaces", "application/json, application/yaml")).Type);
        Assert.Contains("application/json;stream=watch", (await GetAsync(server, "/api/v1/namespaces?watch=true", "application/yaml")).Text, StringComparison.Ordinal);
    }

    private static async Task<(string? Type, string Text)> GetAsync(ServerFixture server, string path, string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        using var response = await server.Client.SendAsync(request);
        return (response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsStringAsync());
    }

    private static JsonNode? Value(Random random, int depth) => random.Next(depth > 0 ? 7 : 5) switch
    {
        0 => JsonValue.Create((long)random.Next(-10, 1000)),
        1 => JsonValue.Create(random.Next(2) == 0),
        2 => null,
        3 or 4 => JsonValue.Create(Text(random)),
        5 => new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => Value(random, depth - 1))]),
        _ => new JsonObject(Enumerable.Range(0, random.Next(4)).Select(_ => Text(random)).Distinct().Select(name => KeyValuePair.Create(name, Value(random, depth - 1)))),
    };

    private static string Text(Random random) => string.Concat(random.GetItems(Awkward.AsSpan(), random.Next(8)));
}
