using System.Text.Json.Nodes;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.CustomResources;

/// <summary>What the server needs to know of a kind that a CustomResourceDefinition defines. Immutable: a changed definition makes a new one.</summary>
internal sealed class CustomResourceDefinition
{
    private CustomResourceDefinition(JsonObject definition)
    {
        var spec = definition.Map("spec");
        Name = definition.Map("metadata").Text("name");
        Group = spec.Text("group");
        IsNamespaced = spec.Text("scope") == "Namespaced";
        var accepted = CustomResourceNames.Read(definition.Map("status").Map("acceptedNames"));
        Names = accepted.Plural.Length > 0 && accepted.Kind.Length > 0 ? accepted : CustomResourceNames.Read(spec.Map("names"));
        var versions = spec.Maps("versions").Select(version => new CustomResourceVersion(this, version));
        Versions = [.. versions.OrderByDescending(version => version.Name, KubeVersions.ByPriority)];
    }

    /// <summary>The definition's own name, <c>databases.example.com</c>.</summary>
    public string Name { get; }

    public string Group { get; }

    public bool IsNamespaced { get; }

    /// <summary>The names that were accepted; until some are, those that are asked for.</summary>
    public CustomResourceNames Names { get; }

    /// <summary>All versions, the one clients should prefer first: stable ones before betas and alphas, newer before older.</summary>
    public IReadOnlyList<CustomResourceVersion> Versions { get; }

    /// <summary>The version objects are kept in.</summary>
    public CustomResourceVersion StorageVersion => Versions.First(version => version.IsStorage);

    /// <summary>Reads a definition that has been defaulted and found valid.</summary>
    public static CustomResourceDefinition Read(JsonObject definition) => new(definition);

    /// <summary>A version by its name; null if there is none or it is not served.</summary>
    public CustomResourceVersion? Served(string version) => Versions.FirstOrDefault(candidate => candidate.IsServed && candidate.Name == version);
}
