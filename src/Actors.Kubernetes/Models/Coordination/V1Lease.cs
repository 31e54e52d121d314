namespace Actors.Kubernetes.Models;

/// <summary>Says who leads, or that somebody is alive.</summary>
[KubernetesEntity(Group = "coordination.k8s.io", Version = "v1", Kind = "Lease", Plural = "leases")]
public sealed class V1Lease : KubernetesResource
{
    /// <summary>Who holds it and until when.</summary>
    public V1LeaseSpec? Spec { get; set; }
}

/// <summary>Who holds a lease and until when.</summary>
public sealed class V1LeaseSpec : KubernetesModel
{
    /// <summary>Who holds it; null or empty if it was given back.</summary>
    public string? HolderIdentity { get; set; }

    /// <summary>Seconds after the renewal at which others may take it.</summary>
    public int? LeaseDurationSeconds { get; set; }

    /// <summary>When the holder took it.</summary>
    public MicroTime? AcquireTime { get; set; }

    /// <summary>When the holder renewed it.</summary>
    public MicroTime? RenewTime { get; set; }

    /// <summary>How often it went from one holder to another.</summary>
    public int? LeaseTransitions { get; set; }

    /// <summary>How the leader is chosen, if that is coordinated.</summary>
    public string? Strategy { get; set; }

    /// <summary>Who should have it next, if that is coordinated.</summary>
    public string? PreferredHolder { get; set; }
}
