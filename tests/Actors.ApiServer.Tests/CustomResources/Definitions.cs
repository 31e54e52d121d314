using System.Text.Json.Nodes;
using Actors.ApiServer.CustomResources;

namespace Actors.ApiServer.Tests.CustomResources;

/// <summary>Definitions for tests.</summary>
internal static class Definitions
{
    public static readonly DateTimeOffset Now = new(2026, 11, 21, 9, 0, 0, TimeSpan.Zero);

    /// <summary>A definition as a client sends it, with <paramref name="schema"/> (YAML) as the schema of its one version.</summary>
    public static JsonObject Of(string schema, string version = "", string spec = "") => Yaml.Object($$"""
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: databases.example.com}
        spec:
          group: example.com
          scope: Namespaced
          names: {plural: databases, kind: Database}
          {{spec}}
          versions:
          - name: v1
            served: true
            storage: true
            {{version}}
            schema:
              openAPIV3Schema: {{schema.ReplaceLineEndings(" ")}}
        """);

    /// <summary>Reads and readies a definition as a create does.</summary>
    public static JsonObject Created(JsonObject definition)
    {
        Assert.Null(DefinitionRules.Decode(definition));
        DefinitionRules.PrepareForCreate(definition);
        return definition;
    }

    /// <summary>The first version of a valid definition.</summary>
    public static CustomResourceVersion Version(string schema, string version = "")
    {
        var definition = Created(Of(schema, version));
        Assert.Equal([], DefinitionValidator.Validate(definition).Select(error => error.ToString()));
        return CustomResourceDefinition.Read(definition).Versions[0];
    }
}
