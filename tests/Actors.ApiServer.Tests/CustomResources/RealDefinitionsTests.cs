using System.Text.Json.Nodes;
using Actors.ApiServer.CustomResources;

namespace Actors.ApiServer.Tests.CustomResources;

/// <summary>Definitions of others that a real server takes unchanged.</summary>
public sealed class RealDefinitionsTests
{
    public static TheoryData<string> Files => ["cert-manager.io_certificates", "cert-manager.io_issuers", "monitoring.coreos.com_prometheusrules", "monitoring.coreos.com_servicemonitors", "zalando-postgresql.crd"];

    [Theory]
    [MemberData(nameof(Files))]
    public void They_are_taken_unchanged(string file)
    {
        var definition = Yaml.File("Crds", $"{file}.yaml").Single();
        var unknown = new List<string>();
        Assert.Null(DefinitionRules.Decode(definition, unknown));
        Assert.Empty(unknown);
        DefinitionRules.PrepareForCreate(definition);
        Assert.Equal([], DefinitionValidator.Validate(definition).Select(error => error.ToString()));
        var read = CustomResourceDefinition.Read(definition);
        Assert.Equal(read.Name, $"{read.Names.Plural}.{read.Group}");
        Assert.All(read.Versions, version => Assert.NotEmpty(version.Compiled.Properties));
    }

    [Theory]
    [InlineData("zalando-complete-postgres-manifest")]
    [InlineData("zalando-minimal-postgres-manifest")]
    public void Their_examples_are_valid(string file)
    {
        var definition = Definitions.Created(Yaml.File("Crds", "zalando-postgresql.crd.yaml").Single());
        var version = CustomResourceDefinition.Read(definition).Versions[0];
        var resource = Yaml.File("Crds", $"{file}.yaml").Single();
        resource["metadata"]!["namespace"] = "default";
        var unknown = new List<string>();
        Assert.Null(version.Rules.Decode(resource, unknown));
        Assert.Empty(unknown);
        version.Rules.PrepareForCreate(resource);
        Assert.Equal([], version.Rules.Validate(resource).Select(error => error.ToString()));
    }

    [Fact]
    public void An_example_with_a_mistake_is_not()
    {
        var definition = Definitions.Created(Yaml.File("Crds", "zalando-postgresql.crd.yaml").Single());
        var version = CustomResourceDefinition.Read(definition).Versions[0];
        var resource = Yaml.File("Crds", "zalando-minimal-postgres-manifest.yaml").Single();
        resource["metadata"]!["namespace"] = "default";
        resource["spec"]!["numberOfInstances"] = -1;
        resource["spec"]!["teamId"] = new JsonArray();
        Assert.Equal(
            [
                "spec.teamId: Invalid value: \"array\": spec.teamId in body must be of type string: \"array\"",
                "spec.numberOfInstances: Invalid value: -1: spec.numberOfInstances in body should be greater than or equal to 0",
            ],
            version.Rules.Validate(resource).Select(error => error.ToString()));
    }
}
