namespace Actors.Kubernetes.Models;

/// <summary>Jobs at given times.</summary>
[KubernetesEntity(Group = "batch", Version = "v1", Kind = "CronJob", Plural = "cronjobs")]
public sealed class V1CronJob : KubernetesResource
{
    /// <summary>What is wanted.</summary>
    public V1CronJobSpec? Spec { get; set; }

    /// <summary>What was observed.</summary>
    public V1CronJobStatus? Status { get; set; }
}

/// <summary>What is wanted of a cron job.</summary>
public sealed class V1CronJobSpec : KubernetesModel
{
    /// <summary>When, as cron writes it.</summary>
    public string? Schedule { get; set; }

    /// <summary>The time zone of the schedule, by its name; that of the controller if null.</summary>
    public string? TimeZone { get; set; }

    /// <summary>Seconds a start may be late; what is later is left out.</summary>
    public long? StartingDeadlineSeconds { get; set; }

    /// <summary><c>Allow</c>, the default, <c>Forbid</c> or <c>Replace</c>.</summary>
    public string? ConcurrencyPolicy { get; set; }

    /// <summary>Whether no jobs are started for now.</summary>
    public bool? Suspend { get; set; }

    /// <summary>What jobs are made from.</summary>
    public V1JobTemplateSpec? JobTemplate { get; set; }

    /// <summary>How many jobs that succeeded are kept; 3 by default.</summary>
    public int? SuccessfulJobsHistoryLimit { get; set; }

    /// <summary>How many jobs that failed are kept; 1 by default.</summary>
    public int? FailedJobsHistoryLimit { get; set; }
}

/// <summary>What jobs are made from.</summary>
public sealed class V1JobTemplateSpec : KubernetesModel
{
    /// <summary>Labels and annotations of the jobs.</summary>
    public V1ObjectMeta? Metadata { get; set; }

    /// <summary>What they are to do.</summary>
    public V1JobSpec? Spec { get; set; }
}

/// <summary>What was observed of a cron job.</summary>
public sealed class V1CronJobStatus : KubernetesModel
{
    /// <summary>The jobs that run.</summary>
    public IList<V1ObjectReference>? Active { get; set; }

    /// <summary>When a job was started last.</summary>
    public Time? LastScheduleTime { get; set; }

    /// <summary>When a job succeeded last.</summary>
    public Time? LastSuccessfulTime { get; set; }
}
