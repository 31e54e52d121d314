namespace Actors.Kubernetes.Models;

/// <summary>The number of replicas of an object of any kind: the subresource <c>scale</c>.</summary>
[KubernetesEntity(Group = "autoscaling", Version = "v1", Kind = "Scale", Plural = "scales")]
public sealed class V1Scale : KubernetesResource
{
    /// <summary>How many are wanted.</summary>
    public V1ScaleSpec? Spec { get; set; }

    /// <summary>How many there are.</summary>
    public V1ScaleStatus? Status { get; set; }
}

/// <summary>How many replicas are wanted.</summary>
public sealed class V1ScaleSpec : KubernetesModel
{
    /// <summary>The number; 0 if null.</summary>
    public int? Replicas { get; set; }
}

/// <summary>How many replicas there are.</summary>
public sealed class V1ScaleStatus : KubernetesModel
{
    /// <summary>The number.</summary>
    public int? Replicas { get; set; }

    /// <summary>Selects their pods, as a query would.</summary>
    public string? Selector { get; set; }
}
