using System.Text.Json.Nodes;
using Actors.ApiServer.Kinds;
using Actors.ApiServer.OpenApi;
using Actors.ApiServer.Resources;

namespace Actors.ApiServer.Tests.OpenApi;

public sealed class OpenApiDocumentTests
{
    private const string Reference = "$ref";
    private static readonly IReadOnlyList<ResourceKind> Kinds = BuiltInKinds.For(new ClusterAddresses());
    private static readonly JsonObject Captured = Read("openapi-v3-bench.json");

    public static TheoryData<string> Versions => [.. Kinds.Select(OpenApiDocument.PathOf).Distinct()];

    [Theory]
    [MemberData(nameof(Versions))]
    public void Every_reference_leads_somewhere(string path)
    {
        var document = Document(path);
        var schemas = document["components"]!["schemas"]!.AsObject();
        var references = References(document).Distinct().ToArray();
        Assert.NotEmpty(references);
        Assert.All(references, reference => Assert.True(schemas.ContainsKey(reference["#/components/schemas/".Length..]), reference));
        Assert.All(schemas, static one => Assert.NotEmpty(one.Value!.AsObject()));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void Every_document_is_one_a_real_server_has(string path) => Assert.NotNull(Read("openapi-v3-index.json")["paths"]![path]);

    [Fact]
    public void Every_kind_can_be_found_by_its_group_version_and_kind()
    {
        foreach (var kind in Kinds)
        {
            var schemas = Document(OpenApiDocument.PathOf(kind))["components"]!["schemas"]!.AsObject();
            var names = schemas.Where(one => one.Value!["x-kubernetes-group-version-kind"] is JsonArray kinds && kinds.Any(found =>
                found!["group"]!.ToString() == kind.Group && found["version"]!.ToString() == kind.Version && found["kind"]!.ToString() == kind.Kind));
            Assert.Single(names);
        }
    }

    [Theory]
    [InlineData("api/v1", "io.k8s.api.core.v1.PodSpec", "containers",
        """{"type":"array","items":{"$ref":"#/components/schemas/io.k8s.api.core.v1.Container"},"x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["name"],"x-kubernetes-patch-merge-key":"name","x-kubernetes-patch-strategy":"merge"}""")]
    [InlineData("api/v1", "io.k8s.api.core.v1.PodSpec", "nodeSelector", """{"type":"object","additionalProperties":{"type":"string"},"x-kubernetes-map-type":"atomic"}""")]
    [InlineData("api/v1", "io.k8s.api.core.v1.ServicePort", "targetPort", """{"$ref":"#/components/schemas/io.k8s.apimachinery.pkg.util.intstr.IntOrString"}""")]
    [InlineData("api/v1", "io.k8s.api.core.v1.ContainerPort", "protocol", """{"type":"string","enum":["SCTP","TCP","UDP"],"default":"TCP"}""")]
    [InlineData("api/v1", "io.k8s.api.core.v1.ContainerPort", "containerPort", """{"type":"integer","format":"int32"}""")]
    [InlineData("apis/apps/v1", "io.k8s.api.apps.v1.DeploymentSpec", "strategy",
        """{"allOf":[{"$ref":"#/components/schemas/io.k8s.api.apps.v1.DeploymentStrategy"}],"x-kubernetes-patch-strategy":"retainKeys"}""")]
    public void A_field_is_described(string path, string type, string field, string expected)
    {
        var schema = Document(path)["components"]!["schemas"]![type]!["properties"]![field];
        Assert.Equal(expected, schema!.ToJsonString());
    }

    [Fact]
    public void A_custom_kind_is_described_by_its_definition()
    {
        var document = CustomDocument();
        var own = document["components"]!["schemas"]!["com.example.bench.v1alpha1.Database"]!.AsObject();
        var captured = Captured["components"]!["schemas"]!["com.example.bench.v1alpha1.Database"]!.AsObject();
        Assert.True(JsonNode.DeepEquals(captured["properties"]!["spec"], own["properties"]!["spec"]), own["properties"]!["spec"]!.ToJsonString());
        Assert.True(JsonNode.DeepEquals(captured["properties"]!["status"], own["properties"]!["status"]));
        Assert.True(JsonNode.DeepEquals(captured["x-kubernetes-group-version-kind"], own["x-kubernetes-group-version-kind"]));
        Assert.Equal(captured["properties"]!.AsObject().Select(static one => one.Key).Order(), own["properties"]!.AsObject().Select(static one => one.Key).Order());
    }

    [Fact]
    public void A_custom_kind_has_the_types_of_the_capture() => Assert.Equal(
        Captured["components"]!["schemas"]!.AsObject().Select(static one => one.Key).Order(StringComparer.Ordinal),
        CustomDocument()["components"]!["schemas"]!.AsObject().Select(static one => one.Key).Order(StringComparer.Ordinal));

    [Fact]
    public void A_custom_kind_has_the_paths_and_operations_of_the_capture() => Assert.Equal(Operations(Captured), Operations(CustomDocument()));

    [Fact]
    public void The_index_names_documents_with_their_hash() => Assert.Equal(
        """{"paths":{"api/v1":{"serverRelativeURL":"/openapi/v3/api/v1?hash=A1"}}}""",
        OpenApiDocument.Index([("api/v1", "A1")]).ToJsonString());

    private static JsonObject Read(string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "OpenApi", file)))!.AsObject();

    private static JsonObject Document(string path) => OpenApiDocument.Of([.. Kinds.Where(kind => OpenApiDocument.PathOf(kind) == path)], static _ => null, "v1.36.0");

    private static JsonObject CustomDocument()
    {
        var kind = new ResourceKind
        {
            Group = "bench.example.com",
            Version = "v1alpha1",
            Kind = "Database",
            Plural = "databases",
            Singular = "database",
            IsNamespaced = true,
            IsCustom = true,
            Subresources = [Subresource.Status("Database")],
        };
        var schema = Captured["components"]!["schemas"]!["com.example.bench.v1alpha1.Database"]!.DeepClone().AsObject();
        schema.Remove("x-kubernetes-group-version-kind");
        foreach (var field in (ReadOnlySpan<string>)["apiVersion", "kind", "metadata"]) schema["properties"]!.AsObject().Remove(field);
        return OpenApiDocument.Of([kind], _ => schema, "v1.36.0");
    }

    private static IEnumerable<string> Operations(JsonObject document) => document["paths"]!.AsObject()
        .SelectMany(static path => path.Value!.AsObject().Where(static one => one.Key != "parameters").Select(operation =>
            $"{operation.Key} {path.Key} {operation.Value!["operationId"]} {operation.Value["x-kubernetes-action"]} {operation.Value["tags"]!.ToJsonString()} " +
            $"{operation.Value["x-kubernetes-group-version-kind"]!["kind"]} {Parameters(operation.Value)} {string.Join(' ', Types(operation.Value))}"))
        .Order(StringComparer.Ordinal);

    private static string Parameters(JsonNode operation) =>
        string.Join(' ', (operation["parameters"] as JsonArray ?? []).Select(static one => $"{one!["name"]}:{one["schema"]!["type"]}").Order(StringComparer.Ordinal));

    private static IEnumerable<string> Types(JsonNode operation) =>
        operation["requestBody"]?["content"]?.AsObject().Select(static one => one.Key).Order(StringComparer.Ordinal) ?? Enumerable.Empty<string>();

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(static one => one is { Key: Reference, Value: JsonValue value } ? [value.ToString()] : References(one.Value)),
        JsonArray list => list.SelectMany(References),
        _ => [],
    };
}
