namespace Actors.Kubernetes.Models.Tests;

/// <summary>A custom resource as the author of an operator writes it.</summary>
[KubernetesEntity(Group = "example.com", Version = "v1alpha1", Kind = "Database", Plural = "databases")]
internal sealed class Database : CustomResource<DatabaseSpec, DatabaseStatus>;

internal sealed class DatabaseSpec : KubernetesModel
{
    public string? Engine { get; set; }

    public string? Version { get; set; }

    public Quantity? StorageSize { get; set; }

    public IntOrString? Port { get; set; }

    public IDictionary<string, string>? Parameters { get; set; }
}

internal sealed class DatabaseStatus : KubernetesModel
{
    public string? Phase { get; set; }

    public IList<V1Condition>? Conditions { get; set; }
}
