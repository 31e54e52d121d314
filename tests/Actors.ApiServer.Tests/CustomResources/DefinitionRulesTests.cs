using System.Text.Json.Nodes;
using Actors.ApiServer.CustomResources;

namespace Actors.ApiServer.Tests.CustomResources;

public sealed class DefinitionRulesTests
{
    [Fact]
    public void A_definition_gets_its_defaults()
    {
        var definition = Definitions.Created(Definitions.Of("{type: object, description: '', required: [], properties: {type: {type: string}}}"));
        Assert.True(
            JsonNode.DeepEquals(
                Yaml.Object("""
                    group: example.com
                    scope: Namespaced
                    names: {plural: databases, singular: database, kind: Database, listKind: DatabaseList}
                    conversion: {strategy: None}
                    versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, properties: {type: {type: string}}}}}]
                    """),
                definition["spec"]),
            definition["spec"]!.ToJsonString());
        Assert.Equal("""{"conditions":null,"acceptedNames":{"plural":"","kind":""},"storedVersions":["v1"]}""", definition["status"]!.ToJsonString());
        Assert.Equal(1, (long)definition["metadata"]!["generation"]!);
    }

    [Fact]
    public void Unknown_fields_are_dropped_and_named()
    {
        var definition = Definitions.Of("{type: object, properties: {a: {type: string, x-other: 1, default: {free: form}}}}", "colour: red");
        var unknown = new List<string>();
        Assert.Null(DefinitionRules.Decode(definition, unknown));
        Assert.Equal(["spec.versions[0].colour", "spec.versions[0].schema.openAPIV3Schema.properties.a.x-other"], unknown);
        Assert.Equal(
            """{"type":"object","properties":{"a":{"type":"string","default":{"free":"form"}}}}""",
            definition["spec"]!["versions"]![0]!["schema"]!["openAPIV3Schema"]!.ToJsonString());
    }

    [Theory]
    [InlineData("""{"spec": {"versions": "v1"}}""", "json: cannot unmarshal string into Go struct field CustomResourceDefinitionSpec.spec.versions of type []v1.CustomResourceDefinitionVersion")]
    [InlineData("""{"spec": {"names": {"plural": 5}}}""", "json: cannot unmarshal number into Go struct field CustomResourceDefinitionNames.spec.names.plural of type string")]
    [InlineData("""{"metadata": {"labels": {"a": 1}}}""", "json: cannot unmarshal number into Go struct field ObjectMeta.labels of type string")]
    [InlineData("""{"metadata": {"generation": 1.5}}""", "json: cannot unmarshal number 1.5 into Go struct field ObjectMeta.generation of type int64")]
    public void Values_of_the_wrong_type_cannot_be_decoded(string definition, string error) =>
        Assert.Equal(error, DefinitionRules.Decode((JsonObject)JsonNode.Parse(definition)!));
}
