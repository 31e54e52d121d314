namespace Actors.Kubernetes.Models;

/// <summary>Pods alike, brought from version to version.</summary>
[KubernetesEntity(Group = "apps", Version = "v1", Kind = "Deployment", Plural = "deployments")]
public sealed class V1Deployment : KubernetesResource
{
    /// <summary>What is wanted.</summary>
    public V1DeploymentSpec? Spec { get; set; }

    /// <summary>What was observed.</summary>
    public V1DeploymentStatus? Status { get; set; }
}

/// <summary>What is wanted of a deployment.</summary>
public sealed class V1DeploymentSpec : KubernetesModel
{
    /// <summary>How many pods; 1 by default.</summary>
    public int? Replicas { get; set; }

    /// <summary>Which pods are its own; cannot be changed.</summary>
    public V1LabelSelector? Selector { get; set; }

    /// <summary>What pods are made from.</summary>
    public V1PodTemplateSpec? Template { get; set; }

    /// <summary>How pods are replaced.</summary>
    public V1DeploymentStrategy? Strategy { get; set; }

    /// <summary>Seconds a pod has to be ready for to count as available.</summary>
    public int? MinReadySeconds { get; set; }

    /// <summary>How many old replica sets are kept; 10 by default.</summary>
    public int? RevisionHistoryLimit { get; set; }

    /// <summary>Whether changes of the template wait.</summary>
    public bool? Paused { get; set; }

    /// <summary>Seconds without progress after which it has failed; 600 by default.</summary>
    public int? ProgressDeadlineSeconds { get; set; }
}

/// <summary>How pods are replaced.</summary>
public sealed class V1DeploymentStrategy : KubernetesModel
{
    /// <summary><c>RollingUpdate</c>, the default, or <c>Recreate</c>.</summary>
    public string? Type { get; set; }

    /// <summary>For <c>RollingUpdate</c>.</summary>
    public V1RollingUpdateDeployment? RollingUpdate { get; set; }
}

/// <summary>How many pods are replaced at a time.</summary>
public sealed class V1RollingUpdateDeployment : KubernetesModel
{
    /// <summary>How many may be missing, or which share, rounded down; 25% by default.</summary>
    public IntOrString? MaxUnavailable { get; set; }

    /// <summary>How many may be too many, or which share, rounded up; 25% by default.</summary>
    public IntOrString? MaxSurge { get; set; }
}

/// <summary>What was observed of a deployment.</summary>
public sealed class V1DeploymentStatus : KubernetesModel
{
    /// <summary>The generation this is about.</summary>
    public long? ObservedGeneration { get; set; }

    /// <summary>How many pods there are.</summary>
    public int? Replicas { get; set; }

    /// <summary>How many are of the current template.</summary>
    public int? UpdatedReplicas { get; set; }

    /// <summary>How many are ready.</summary>
    public int? ReadyReplicas { get; set; }

    /// <summary>How many have been ready long enough.</summary>
    public int? AvailableReplicas { get; set; }

    /// <summary>How many are missing.</summary>
    public int? UnavailableReplicas { get; set; }

    /// <summary>How many are ending.</summary>
    public int? TerminatingReplicas { get; set; }

    /// <summary><c>Available</c>, <c>Progressing</c>, <c>ReplicaFailure</c>.</summary>
    public IList<V1DeploymentCondition>? Conditions { get; set; }

    /// <summary>How often the name of a replica set was taken.</summary>
    public int? CollisionCount { get; set; }
}

/// <summary>One aspect of a deployment's state.</summary>
public sealed class V1DeploymentCondition : KubernetesModel
{
    /// <summary>Which aspect.</summary>
    public string? Type { get; set; }

    /// <summary><c>True</c>, <c>False</c> or <c>Unknown</c>.</summary>
    public string? Status { get; set; }

    /// <summary>When it was written last.</summary>
    public Time? LastUpdateTime { get; set; }

    /// <summary>When the status changed last.</summary>
    public Time? LastTransitionTime { get; set; }

    /// <summary>Why, in one word.</summary>
    public string? Reason { get; set; }

    /// <summary>Why, for people.</summary>
    public string? Message { get; set; }
}
