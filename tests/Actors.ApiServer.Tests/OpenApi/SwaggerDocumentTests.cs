using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Actors.ApiServer.Kinds;
using Actors.ApiServer.OpenApi;

namespace Actors.ApiServer.Tests.OpenApi;

public sealed class SwaggerDocumentTests
{
    private const string OldProtobuf = "application/com.github.proto-openapi.spec.v2@v1.0+protobuf";
    private const string Protobuf = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";

    private static readonly JsonObject Document = SwaggerDocument.Of(BuiltInKinds.For(new ClusterAddresses()), "v1.36.0");

    [Fact]
    public void Every_reference_leads_to_a_definition()
    {
        var definitions = (JsonObject)Document["definitions"]!;
        var references = References(Document).Distinct().ToArray();
        Assert.True(references.Length > 100);
        Assert.All(references, reference => Assert.True(definitions.ContainsKey(reference["#/definitions/".Length..]), reference));
    }

    [Theory]
    [InlineData("io.k8s.api.core.v1.PodSpec", "containers",
        """{"type":"array","items":{"$ref":"#/definitions/io.k8s.api.core.v1.Container"},"x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["name"],"x-kubernetes-patch-merge-key":"name","x-kubernetes-patch-strategy":"merge"}""")]
    [InlineData("io.k8s.api.apps.v1.DeploymentSpec", "strategy", """{"$ref":"#/definitions/io.k8s.api.apps.v1.DeploymentStrategy","x-kubernetes-patch-strategy":"retainKeys"}""")]
    [InlineData("io.k8s.api.core.v1.ServicePort", "targetPort", """{"$ref":"#/definitions/io.k8s.apimachinery.pkg.util.intstr.IntOrString"}""")]
    public void A_field_is_described(string type, string field, string expected) =>
        Assert.Equal(expected, Document["definitions"]![type]!["properties"]![field]!.ToJsonString());

    [Fact]
    public void A_number_or_text_is_text() => Assert.Equal(
        """{"format":"int-or-string","type":"string"}""", Document["definitions"]!["io.k8s.apimachinery.pkg.util.intstr.IntOrString"]!.ToJsonString());

    [Fact]
    public void A_body_is_a_parameter_and_an_answer_has_its_type()
    {
        var post = Document["paths"]!["/api/v1/namespaces/{namespace}/configmaps"]!["post"]!;
        Assert.Equal("""{"name":"body","in":"body","required":true,"schema":{"$ref":"#/definitions/io.k8s.api.core.v1.ConfigMap"}}""", post["parameters"]![0]!.ToJsonString());
        Assert.Equal("#/definitions/io.k8s.api.core.v1.ConfigMap", (string?)post["responses"]!["200"]!["schema"]!["$ref"]);
        Assert.Contains("""{"name":"dryRun","in":"query","type":"string","uniqueItems":true}""", post["parameters"]!.AsArray().Select(static one => one!.ToJsonString()));
        Assert.Equal("#/definitions/io.k8s.api.core.v1.ConfigMapList", (string?)Document["paths"]!["/api/v1/configmaps"]!["get"]!["responses"]!["200"]!["schema"]!["$ref"]);
    }

    /// <summary>What v2 cannot say must not stand in its way: kubectl refuses fields a type does not name.</summary>
    [Theory]
    [InlineData("""{"type":"object","x-kubernetes-preserve-unknown-fields":true,"properties":{"a":{"type":"string"}}}""", """{"x-kubernetes-preserve-unknown-fields":true}""")]
    [InlineData("""{"type":"string","nullable":true}""", "{}")]
    [InlineData("""{"type":"object","required":["a","b"],"properties":{"a":{"type":"string","nullable":true},"b":{"type":"string"}}}""",
        """{"type":"object","required":["b"],"properties":{"a":{},"b":{"type":"string"}}}""")]
    [InlineData("""{"x-kubernetes-int-or-string":true,"anyOf":[{"type":"integer"},{"type":"string"}]}""", """{"x-kubernetes-int-or-string":true}""")]
    [InlineData("""{"type":"array"}""", "{}")]
    public void What_cannot_be_said_is_left_out(string schema, string expected) =>
        Assert.Equal(expected, SwaggerSchema.Of((JsonObject)JsonNode.Parse(schema)!).ToJsonString());

    [Fact]
    public void Protobuf_says_the_same()
    {
        var document = Fields(SwaggerWire.Write(Document));
        Assert.Equal("2.0", Encoding.UTF8.GetString(document[1].Single()));
        var definitions = Named(document[9].Single(), 1);
        Assert.Equal(((JsonObject)Document["definitions"]!).Select(static one => one.Key), definitions.Keys);
        Assert.Equal(((JsonObject)Document["paths"]!).Select(static one => one.Key), Named(document[8].Single(), 2).Keys);

        var spec = Fields(definitions["io.k8s.api.apps.v1.DeploymentSpec"]);
        Assert.Equal(["selector", "template"], spec[19].Select(Encoding.UTF8.GetString));
        var strategy = Fields(Named(spec[25].Single(), 1)["strategy"]);
        Assert.Equal("#/definitions/io.k8s.api.apps.v1.DeploymentStrategy", Encoding.UTF8.GetString(strategy[1].Single()));
        Assert.Equal("\"retainKeys\"\n", Extension(strategy[31].Single(), "x-kubernetes-patch-strategy"));

        var patch = Fields(Fields(Named(document[8].Single(), 2)["/api/v1/namespaces/{namespace}/configmaps/{name}"])[8].Single());
        Assert.Equal("""{"group":"","version":"v1","kind":"ConfigMap"}""" + "\n", Extension(patch[13].Last(), "x-kubernetes-group-version-kind"));
        var query = patch[8].Select(static one => Fields(Fields(one)[1].Single())).Where(static one => one.Contains(2)).Select(static one => Fields(Fields(one[2].Single())[3].Single()));
        Assert.Contains("fieldValidation", query.Select(static one => Encoding.UTF8.GetString(one[4].Single())));
    }

    [Theory]
    [InlineData("", "application/json")]
    [InlineData("*/*", "application/json")]
    [InlineData(OldProtobuf, Protobuf)]
    [InlineData("application/json;q=0.5, " + Protobuf, Protobuf)]
    public async Task Is_served_in_the_form_that_is_wanted(string accept, string type)
    {
        await using var server = await ServerFixture.StartAsync();
        using var response = await GetAsync(server, accept);
        Assert.Equal((HttpStatusCode.OK, type), (response.StatusCode, response.Content.Headers.GetValues("Content-Type").Single()));
        using var again = await GetAsync(server, accept, response.Headers.GetValues("ETag").Single());
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Fact]
    public async Task Is_not_served_in_another_form()
    {
        await using var server = await ServerFixture.StartAsync();
        using var response = await GetAsync(server, "text/html");
        Assert.Equal(HttpStatusCode.NotAcceptable, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    private static async Task<HttpResponseMessage> GetAsync(ServerFixture server, string accept, string? tag = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/openapi/v2");
        if (accept.Length > 0) request.Headers.TryAddWithoutValidation("Accept", accept);
        if (tag is not null) request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        return await server.Client.SendAsync(request);
    }

    private static ILookup<int, byte[]> Fields(byte[] message)
    {
        var fields = new List<(int Number, byte[] Value)>();
        var reader = new WireReader(message);
        while (!reader.IsAtEnd)
        {
            var (number, type) = reader.Tag();
            if (type == WireType.Bytes) fields.Add((number, reader.Bytes().ToArray()));
            else reader.Skip(type);
        }

        return fields.ToLookup(static one => one.Number, static one => one.Value);
    }

    private static Dictionary<string, byte[]> Named(byte[] list, int number) =>
        Fields(list)[number].Select(Fields).ToDictionary(static one => Encoding.UTF8.GetString(one[1].Single()), static one => one[2].Single());

    private static string Extension(byte[] pair, string name)
    {
        var fields = Fields(pair);
        Assert.Equal(name, Encoding.UTF8.GetString(fields[1].Single()));
        return Encoding.UTF8.GetString(Fields(fields[2].Single())[2].Single());
    }

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(static one => one is { Key: "$ref", Value: JsonValue value } ? [value.ToString()] : References(one.Value)),
        JsonArray list => list.SelectMany(References),
        _ => [],
    };
}
