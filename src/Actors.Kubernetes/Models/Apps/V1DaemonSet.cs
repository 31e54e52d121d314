namespace Actors.Kubernetes.Models;

/// <summary>A pod on every node.</summary>
[KubernetesEntity(Group = "apps", Version = "v1", Kind = "DaemonSet", Plural = "daemonsets")]
public sealed class V1DaemonSet : KubernetesResource
{
    /// <summary>What is wanted.</summary>
    public V1DaemonSetSpec? Spec { get; set; }

    /// <summary>What was observed.</summary>
    public V1DaemonSetStatus? Status { get; set; }
}

/// <summary>What is wanted of a daemon set.</summary>
public sealed class V1DaemonSetSpec : KubernetesModel
{
    /// <summary>Which pods are its own; cannot be changed.</summary>
    public V1LabelSelector? Selector { get; set; }

    /// <summary>What pods are made from; also says on which nodes.</summary>
    public V1PodTemplateSpec? Template { get; set; }

    /// <summary>How pods are replaced.</summary>
    public V1DaemonSetUpdateStrategy? UpdateStrategy { get; set; }

    /// <summary>Seconds a pod has to be ready for to count as available.</summary>
    public int? MinReadySeconds { get; set; }

    /// <summary>How many old revisions are kept; 10 by default.</summary>
    public int? RevisionHistoryLimit { get; set; }
}

/// <summary>How pods are replaced.</summary>
public sealed class V1DaemonSetUpdateStrategy : KubernetesModel
{
    /// <summary><c>RollingUpdate</c>, the default, or <c>OnDelete</c>.</summary>
    public string? Type { get; set; }

    /// <summary>For <c>RollingUpdate</c>.</summary>
    public V1RollingUpdateDaemonSet? RollingUpdate { get; set; }
}

/// <summary>How many pods are replaced at a time.</summary>
public sealed class V1RollingUpdateDaemonSet : KubernetesModel
{
    /// <summary>On how many nodes it may be missing, or which share, rounded up; 1 by default.</summary>
    public IntOrString? MaxUnavailable { get; set; }

    /// <summary>On how many nodes there may be two, or which share, rounded up; 0 by default.</summary>
    public IntOrString? MaxSurge { get; set; }
}

/// <summary>What was observed of a daemon set.</summary>
public sealed class V1DaemonSetStatus : KubernetesModel
{
    /// <summary>The generation this is about.</summary>
    public long? ObservedGeneration { get; set; }

    /// <summary>On how many nodes it should be.</summary>
    public int? DesiredNumberScheduled { get; set; }

    /// <summary>On how many of them it is.</summary>
    public int? CurrentNumberScheduled { get; set; }

    /// <summary>On how many of them it is of the current template.</summary>
    public int? UpdatedNumberScheduled { get; set; }

    /// <summary>On how many of them it is ready.</summary>
    public int? NumberReady { get; set; }

    /// <summary>On how many of them it has been ready long enough.</summary>
    public int? NumberAvailable { get; set; }

    /// <summary>On how many of them it is missing.</summary>
    public int? NumberUnavailable { get; set; }

    /// <summary>On how many nodes it is and should not be.</summary>
    public int? NumberMisscheduled { get; set; }

    /// <summary>How often the name of a revision was taken.</summary>
    public int? CollisionCount { get; set; }

    /// <summary>The aspects of its state.</summary>
    public IList<V1DaemonSetCondition>? Conditions { get; set; }
}

/// <summary>One aspect of a daemon set's state.</summary>
public sealed class V1DaemonSetCondition : KubernetesModel
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
