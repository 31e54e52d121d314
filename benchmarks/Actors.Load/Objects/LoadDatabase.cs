using System.Globalization;
using Actors.Kubernetes.Models;

namespace Actors.Load.Objects;

/// <summary>The custom resources of a load run: databases, as DESIGN's figures are about.</summary>
[KubernetesEntity(Group = "bench.example.com", Version = "v1alpha1", Kind = "Database", Plural = "databases")]
internal sealed class LoadDatabase : CustomResource<LoadSpec, LoadStatus>
{
    public const string Namespace = "default";

    /// <summary>The label by which operators that are no fleet share objects.</summary>
    public const string PartLabel = "part";

    private const string Prefix = "db-";

    // As many as there may be processes.
    private const int Parts = 20;

    public const string Definition = """
        {
          "apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition", "metadata": {"name": "databases.bench.example.com"},
          "spec": {
            "group": "bench.example.com", "scope": "Namespaced", "names": {"kind": "Database", "plural": "databases", "singular": "database", "listKind": "DatabaseList"},
            "versions": [{
              "name": "v1alpha1", "served": true, "storage": true, "subresources": {"status": {}},
              "schema": {"openAPIV3Schema": {"type": "object", "x-kubernetes-preserve-unknown-fields": true}}
            }]
          }
        }
        """;

    /// <summary>One as a server sends it, but shorter.</summary>
    public static ReadOnlySpan<byte> Example => """
        {
          "apiVersion": "bench.example.com/v1alpha1", "kind": "Database",
          "metadata": {"name": "db-000000", "namespace": "default", "uid": "5f2c1d3e-0000-4000-8000-000000000000", "resourceVersion": "1", "generation": 1, "creationTimestamp": "2026-01-01T00:00:00Z", "labels": {"app": "bench"}},
          "spec": {"engine": "PostgreSQL", "version": "16", "storageSize": "10Gi", "username": "admin", "replicas": 1, "parameters": {"p": ""}, "stamp": 0}
        }
        """u8;

    /// <summary>The name of one of them.</summary>
    public static string NameOf(int number) => $"{Prefix}{number:000000}";

    /// <summary>The value of the label that says to which part one of them belongs.</summary>
    public static string PartOf(int number) => $"{number % Parts:00}";

    /// <summary>Selects the objects of one operator of several that share them by their label.</summary>
    public static string SelectorOf(int index, int count) => $"{PartLabel} in ({string.Join(',', Enumerable.Range(0, Parts).Where(part => part % count == index).Select(PartOf))})";

    /// <summary>Which one has a name.</summary>
    public static int NumberOf(string name) => int.Parse(name.AsSpan(Prefix.Length), CultureInfo.InvariantCulture);
}

/// <summary>What is wanted.</summary>
internal sealed class LoadSpec : KubernetesModel
{
    public string Engine { get; set; } = "PostgreSQL";

    public string Version { get; set; } = "16";

    public string StorageSize { get; set; } = "10Gi";

    public string Username { get; set; } = "admin";

    public int Replicas { get; set; } = 1;

    public IDictionary<string, string> Parameters { get; set; } = new Dictionary<string, string>();

    /// <summary>When the change was due to be sent, by the clock that all processes of a machine share; 0 for an object as it was created.</summary>
    public long Stamp { get; set; }
}

/// <summary>What is.</summary>
internal sealed class LoadStatus : KubernetesModel
{
    public string? Phase { get; set; }
}
