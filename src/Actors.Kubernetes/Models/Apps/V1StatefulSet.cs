namespace Actors.Kubernetes.Models;

/// <summary>Pods with names and storage of their own.</summary>
[KubernetesEntity(Group = "apps", Version = "v1", Kind = "StatefulSet", Plural = "statefulsets")]
public sealed class V1StatefulSet : KubernetesResource
{
    /// <summary>What is wanted.</summary>
    public V1StatefulSetSpec? Spec { get; set; }

    /// <summary>What was observed.</summary>
    public V1StatefulSetStatus? Status { get; set; }
}

/// <summary>What is wanted of a stateful set.</summary>
public sealed class V1StatefulSetSpec : KubernetesModel
{
    /// <summary>How many pods; 1 by default.</summary>
    public int? Replicas { get; set; }

    /// <summary>Which pods are its own; cannot be changed.</summary>
    public V1LabelSelector? Selector { get; set; }

    /// <summary>What pods are made from.</summary>
    public V1PodTemplateSpec? Template { get; set; }

    /// <summary>The claims each pod gets.</summary>
    public IList<V1PersistentVolumeClaim>? VolumeClaimTemplates { get; set; }

    /// <summary>The headless service that gives pods their names.</summary>
    public string? ServiceName { get; set; }

    /// <summary><c>OrderedReady</c>, the default, or <c>Parallel</c>.</summary>
    public string? PodManagementPolicy { get; set; }

    /// <summary>How pods are replaced.</summary>
    public V1StatefulSetUpdateStrategy? UpdateStrategy { get; set; }

    /// <summary>How many old revisions are kept; 10 by default.</summary>
    public int? RevisionHistoryLimit { get; set; }

    /// <summary>Seconds a pod has to be ready for to count as available.</summary>
    public int? MinReadySeconds { get; set; }

    /// <summary>What becomes of claims.</summary>
    public V1StatefulSetPersistentVolumeClaimRetentionPolicy? PersistentVolumeClaimRetentionPolicy { get; set; }

    /// <summary>How pods are numbered.</summary>
    public V1StatefulSetOrdinals? Ordinals { get; set; }
}

/// <summary>How pods are replaced.</summary>
public sealed class V1StatefulSetUpdateStrategy : KubernetesModel
{
    /// <summary><c>RollingUpdate</c>, the default, or <c>OnDelete</c>.</summary>
    public string? Type { get; set; }

    /// <summary>For <c>RollingUpdate</c>.</summary>
    public V1RollingUpdateStatefulSetStrategy? RollingUpdate { get; set; }
}

/// <summary>Which pods are replaced, and how many at a time.</summary>
public sealed class V1RollingUpdateStatefulSetStrategy : KubernetesModel
{
    /// <summary>Pods with a lower number are left alone; 0 by default.</summary>
    public int? Partition { get; set; }

    /// <summary>How many may be missing, or which share, rounded up; 1 by default.</summary>
    public IntOrString? MaxUnavailable { get; set; }
}

/// <summary>What becomes of claims: <c>Retain</c>, the default, or <c>Delete</c>.</summary>
public sealed class V1StatefulSetPersistentVolumeClaimRetentionPolicy : KubernetesModel
{
    /// <summary>When the set is deleted.</summary>
    public string? WhenDeleted { get; set; }

    /// <summary>When the pod is no longer wanted.</summary>
    public string? WhenScaled { get; set; }
}

/// <summary>How pods are numbered.</summary>
public sealed class V1StatefulSetOrdinals : KubernetesModel
{
    /// <summary>The first number; 0 by default.</summary>
    public int? Start { get; set; }
}

/// <summary>What was observed of a stateful set.</summary>
public sealed class V1StatefulSetStatus : KubernetesModel
{
    /// <summary>The generation this is about.</summary>
    public long? ObservedGeneration { get; set; }

    /// <summary>How many pods there are.</summary>
    public int? Replicas { get; set; }

    /// <summary>How many are ready.</summary>
    public int? ReadyReplicas { get; set; }

    /// <summary>How many are of the current revision.</summary>
    public int? CurrentReplicas { get; set; }

    /// <summary>How many are of the update revision.</summary>
    public int? UpdatedReplicas { get; set; }

    /// <summary>How many have been ready long enough.</summary>
    public int? AvailableReplicas { get; set; }

    /// <summary>The revision pods come from.</summary>
    public string? CurrentRevision { get; set; }

    /// <summary>The revision pods go to.</summary>
    public string? UpdateRevision { get; set; }

    /// <summary>How often the name of a revision was taken.</summary>
    public int? CollisionCount { get; set; }

    /// <summary>The aspects of its state.</summary>
    public IList<V1StatefulSetCondition>? Conditions { get; set; }
}

/// <summary>One aspect of a stateful set's state.</summary>
public sealed class V1StatefulSetCondition : KubernetesModel
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
