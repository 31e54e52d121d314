using System.Text.Json.Serialization;

namespace Actors.Kubernetes.Models;

/// <summary>How to delete.</summary>
public sealed class V1DeleteOptions : KubernetesModel
{
    /// <summary><c>v1</c>.</summary>
    [JsonPropertyOrder(-2)]
    public string? ApiVersion { get; set; } = "v1";

    /// <summary><c>DeleteOptions</c>.</summary>
    [JsonPropertyOrder(-1)]
    public string? Kind { get; set; } = "DeleteOptions";

    /// <summary>Seconds to end in; 0 means at once; null means as the kind has it.</summary>
    public long? GracePeriodSeconds { get; set; }

    /// <summary>What must be so, or nothing is deleted.</summary>
    public V1Preconditions? Preconditions { get; set; }

    /// <summary>What becomes of dependents: <c>Orphan</c>, <c>Background</c> or <c>Foreground</c>.</summary>
    public string? PropagationPolicy { get; set; }

    /// <summary><c>All</c> to go through everything but the deletion.</summary>
    public IList<string>? DryRun { get; set; }
}

/// <summary>What must be so for a deletion.</summary>
public sealed class V1Preconditions : KubernetesModel
{
    /// <summary>The uid the object must have.</summary>
    public string? Uid { get; set; }

    /// <summary>The version the object must have.</summary>
    public string? ResourceVersion { get; set; }
}
