namespace Actors.Kubernetes.Models;

/// <summary>Pods alike, in a given number.</summary>
[KubernetesEntity(Group = "apps", Version = "v1", Kind = "ReplicaSet", Plural = "replicasets")]
public sealed class V1ReplicaSet : KubernetesResource
{
    /// <summary>What is wanted.</summary>
    public V1ReplicaSetSpec? Spec { get; set; }

    /// <summary>What was observed.</summary>
    public V1ReplicaSetStatus? Status { get; set; }
}

/// <summary>What is wanted of a replica set.</summary>
public sealed class V1ReplicaSetSpec : KubernetesModel
{
    /// <summary>How many pods; 1 by default.</summary>
    public int? Replicas { get; set; }

    /// <summary>Seconds a pod has to be ready for to count as available.</summary>
    public int? MinReadySeconds { get; set; }

    /// <summary>Which pods are its own; cannot be changed.</summary>
    public V1LabelSelector? Selector { get; set; }

    /// <summary>What pods are made from.</summary>
    public V1PodTemplateSpec? Template { get; set; }
}

/// <summary>What was observed of a replica set.</summary>
public sealed class V1ReplicaSetStatus : KubernetesModel
{
    /// <summary>The generation this is about.</summary>
    public long? ObservedGeneration { get; set; }

    /// <summary>How many pods there are.</summary>
    public int? Replicas { get; set; }

    /// <summary>How many have all labels of the template.</summary>
    public int? FullyLabeledReplicas { get; set; }

    /// <summary>How many are ready.</summary>
    public int? ReadyReplicas { get; set; }

    /// <summary>How many have been ready long enough.</summary>
    public int? AvailableReplicas { get; set; }

    /// <summary>How many are ending.</summary>
    public int? TerminatingReplicas { get; set; }

    /// <summary><c>ReplicaFailure</c>.</summary>
    public IList<V1ReplicaSetCondition>? Conditions { get; set; }
}

/// <summary>One aspect of a replica set's state.</summary>
public sealed class V1ReplicaSetCondition : KubernetesModel
{
    /// <summary>Which aspect.</summary>
    public string? Type { get; set; }

    /// <summary><c>True</c>, <c>False</c> or <c>Unknown</c>.</summary>
    public string? Status { get; set; }

    /// <summary>When the status changed last.</summary>
    public Time? LastTransitionTime { get; set; }

    /// <summary>Why, in one word.</summary>
    public string? Reason { get; set; }

    /// <summary>Why, for people.</summary>
    public string? Message { get; set; }
}
