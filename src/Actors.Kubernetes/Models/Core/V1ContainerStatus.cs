namespace Actors.Kubernetes.Models;

/// <summary>What was observed of a container.</summary>
public sealed class V1ContainerStatus : KubernetesModel
{
    /// <summary>The container.</summary>
    public string? Name { get; set; }

    /// <summary>What it does now.</summary>
    public V1ContainerState? State { get; set; }

    /// <summary>How its last run ended.</summary>
    public V1ContainerState? LastState { get; set; }

    /// <summary>Whether its readiness probe holds.</summary>
    public bool? Ready { get; set; }

    /// <summary>How often it was restarted.</summary>
    public int? RestartCount { get; set; }

    /// <summary>The image it runs.</summary>
    public string? Image { get; set; }

    /// <summary>The digest of the image it runs.</summary>
    public string? ImageID { get; set; }

    /// <summary>The runtime's id, such as <c>containerd://…</c>.</summary>
    public string? ContainerID { get; set; }

    /// <summary>Whether its startup probe held.</summary>
    public bool? Started { get; set; }
}

/// <summary>What a container does: one of these.</summary>
public sealed class V1ContainerState : KubernetesModel
{
    /// <summary>It has not started yet.</summary>
    public V1ContainerStateWaiting? Waiting { get; set; }

    /// <summary>It runs.</summary>
    public V1ContainerStateRunning? Running { get; set; }

    /// <summary>It has ended.</summary>
    public V1ContainerStateTerminated? Terminated { get; set; }
}

/// <summary>Why a container has not started.</summary>
public sealed class V1ContainerStateWaiting : KubernetesModel
{
    /// <summary>Such as <c>CrashLoopBackOff</c>, <c>ImagePullBackOff</c>.</summary>
    public string? Reason { get; set; }

    /// <summary>For people.</summary>
    public string? Message { get; set; }
}

/// <summary>A container that runs.</summary>
public sealed class V1ContainerStateRunning : KubernetesModel
{
    /// <summary>Since when.</summary>
    public Time? StartedAt { get; set; }
}

/// <summary>How a container ended.</summary>
public sealed class V1ContainerStateTerminated : KubernetesModel
{
    /// <summary>Its exit code.</summary>
    public int? ExitCode { get; set; }

    /// <summary>The signal that ended it.</summary>
    public int? Signal { get; set; }

    /// <summary>Such as <c>OOMKilled</c>, <c>Completed</c>, <c>Error</c>.</summary>
    public string? Reason { get; set; }

    /// <summary>Its last words.</summary>
    public string? Message { get; set; }

    /// <summary>When it started.</summary>
    public Time? StartedAt { get; set; }

    /// <summary>When it ended.</summary>
    public Time? FinishedAt { get; set; }

    /// <summary>The runtime's id.</summary>
    public string? ContainerID { get; set; }
}
