namespace Actors.Kubernetes.Models;

/// <summary>How many pods may be evicted at a time.</summary>
[KubernetesEntity(Group = "policy", Version = "v1", Kind = "PodDisruptionBudget", Plural = "poddisruptionbudgets")]
public sealed class V1PodDisruptionBudget : KubernetesResource
{
    /// <summary>What is wanted.</summary>
    public V1PodDisruptionBudgetSpec? Spec { get; set; }

    /// <summary>What was observed.</summary>
    public V1PodDisruptionBudgetStatus? Status { get; set; }
}

/// <summary>How many pods may be evicted at a time: one of the two.</summary>
public sealed class V1PodDisruptionBudgetSpec : KubernetesModel
{
    /// <summary>How many must stay, or which share, rounded up.</summary>
    public IntOrString? MinAvailable { get; set; }

    /// <summary>How many may be missing, or which share, rounded up.</summary>
    public IntOrString? MaxUnavailable { get; set; }

    /// <summary>The pods; all of the namespace if empty.</summary>
    public V1LabelSelector? Selector { get; set; }

    /// <summary><c>IfHealthyBudget</c>, the default, or <c>AlwaysAllow</c>.</summary>
    public string? UnhealthyPodEvictionPolicy { get; set; }
}

/// <summary>What was observed of a budget.</summary>
public sealed class V1PodDisruptionBudgetStatus : KubernetesModel
{
    /// <summary>The generation this is about.</summary>
    public long? ObservedGeneration { get; set; }

    /// <summary>Pods whose eviction was allowed and has not been seen yet, with the time of it.</summary>
    public IDictionary<string, Time>? DisruptedPods { get; set; }

    /// <summary>How many pods may be evicted now.</summary>
    public int? DisruptionsAllowed { get; set; }

    /// <summary>How many pods are healthy.</summary>
    public int? CurrentHealthy { get; set; }

    /// <summary>How many pods must be.</summary>
    public int? DesiredHealthy { get; set; }

    /// <summary>How many pods there should be.</summary>
    public int? ExpectedPods { get; set; }

    /// <summary><c>DisruptionAllowed</c>.</summary>
    public IList<V1Condition>? Conditions { get; set; }
}
