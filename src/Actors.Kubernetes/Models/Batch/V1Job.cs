namespace Actors.Kubernetes.Models;

/// <summary>Pods that run to their end.</summary>
[KubernetesEntity(Group = "batch", Version = "v1", Kind = "Job", Plural = "jobs")]
public sealed class V1Job : KubernetesResource
{
    /// <summary>What is wanted.</summary>
    public V1JobSpec? Spec { get; set; }

    /// <summary>What was observed.</summary>
    public V1JobStatus? Status { get; set; }
}

/// <summary>What is wanted of a job.</summary>
public sealed class V1JobSpec : KubernetesModel
{
    /// <summary>How many pods at a time; 1 by default.</summary>
    public int? Parallelism { get; set; }

    /// <summary>How many pods have to succeed; null if one that succeeds is enough for all.</summary>
    public int? Completions { get; set; }

    /// <summary>Seconds after which the job has failed.</summary>
    public long? ActiveDeadlineSeconds { get; set; }

    /// <summary>How many failures of pods are allowed; 6 by default.</summary>
    public int? BackoffLimit { get; set; }

    /// <summary>How many failures are allowed for each index.</summary>
    public int? BackoffLimitPerIndex { get; set; }

    /// <summary>How many indexes may fail.</summary>
    public int? MaxFailedIndexes { get; set; }

    /// <summary>Which pods are its own; set by the server.</summary>
    public V1LabelSelector? Selector { get; set; }

    /// <summary>Whether the selector is one's own.</summary>
    public bool? ManualSelector { get; set; }

    /// <summary>What pods are made from.</summary>
    public V1PodTemplateSpec? Template { get; set; }

    /// <summary>Seconds after its end at which it is deleted; null for never.</summary>
    public int? TtlSecondsAfterFinished { get; set; }

    /// <summary><c>NonIndexed</c>, the default, or <c>Indexed</c>.</summary>
    public string? CompletionMode { get; set; }

    /// <summary>Whether it has no pods for now.</summary>
    public bool? Suspend { get; set; }

    /// <summary><c>TerminatingOrFailed</c> or <c>Failed</c>: when a pod is replaced.</summary>
    public string? PodReplacementPolicy { get; set; }

    /// <summary>The controller that runs it, if not the built-in one; cannot be changed.</summary>
    public string? ManagedBy { get; set; }
}

/// <summary>What was observed of a job.</summary>
public sealed class V1JobStatus : KubernetesModel
{
    /// <summary><c>Complete</c>, <c>Failed</c>, <c>Suspended</c> and others.</summary>
    public IList<V1JobCondition>? Conditions { get; set; }

    /// <summary>When it was started.</summary>
    public Time? StartTime { get; set; }

    /// <summary>When it was completed; null if it failed.</summary>
    public Time? CompletionTime { get; set; }

    /// <summary>How many pods have not ended.</summary>
    public int? Active { get; set; }

    /// <summary>How many pods are ready.</summary>
    public int? Ready { get; set; }

    /// <summary>How many pods have succeeded.</summary>
    public int? Succeeded { get; set; }

    /// <summary>How many pods have failed.</summary>
    public int? Failed { get; set; }

    /// <summary>How many pods are ending.</summary>
    public int? Terminating { get; set; }

    /// <summary>The indexes that succeeded, such as <c>1,3-5</c>.</summary>
    public string? CompletedIndexes { get; set; }

    /// <summary>The indexes that failed, such as <c>1,3-5</c>.</summary>
    public string? FailedIndexes { get; set; }
}

/// <summary>One aspect of a job's state.</summary>
public sealed class V1JobCondition : KubernetesModel
{
    /// <summary>Which aspect.</summary>
    public string? Type { get; set; }

    /// <summary><c>True</c>, <c>False</c> or <c>Unknown</c>.</summary>
    public string? Status { get; set; }

    /// <summary>When it was looked at last.</summary>
    public Time? LastProbeTime { get; set; }

    /// <summary>When the status changed last.</summary>
    public Time? LastTransitionTime { get; set; }

    /// <summary>Why, in one word.</summary>
    public string? Reason { get; set; }

    /// <summary>Why, for people.</summary>
    public string? Message { get; set; }
}
