namespace Actors.Kubernetes.Models;

/// <summary>Containers that run together on one node.</summary>
[KubernetesEntity(Version = "v1", Kind = "Pod", Plural = "pods")]
public sealed class V1Pod : KubernetesResource
{
    /// <summary>What is to run.</summary>
    public V1PodSpec? Spec { get; set; }

    /// <summary>What was observed.</summary>
    public V1PodStatus? Status { get; set; }
}

/// <summary>What pods are made from.</summary>
public sealed class V1PodTemplateSpec : KubernetesModel
{
    /// <summary>Labels and annotations of the pods.</summary>
    public V1ObjectMeta? Metadata { get; set; }

    /// <summary>What they run.</summary>
    public V1PodSpec? Spec { get; set; }
}

/// <summary>What was observed of a pod.</summary>
public sealed class V1PodStatus : KubernetesModel
{
    /// <summary>The generation of the pod this is about.</summary>
    public long? ObservedGeneration { get; set; }

    /// <summary><c>Pending</c>, <c>Running</c>, <c>Succeeded</c>, <c>Failed</c> or <c>Unknown</c>.</summary>
    public string? Phase { get; set; }

    /// <summary>Such as <c>Ready</c> and <c>PodScheduled</c>.</summary>
    public IList<V1PodCondition>? Conditions { get; set; }

    /// <summary>Why it is in this state, for people.</summary>
    public string? Message { get; set; }

    /// <summary>Why it is in this state, such as <c>Evicted</c>.</summary>
    public string? Reason { get; set; }

    /// <summary>The node where others are preempted for it.</summary>
    public string? NominatedNodeName { get; set; }

    /// <summary>The IP of its node.</summary>
    public string? HostIP { get; set; }

    /// <summary>The IPs of its node, one for each family.</summary>
    public IList<V1HostIP>? HostIPs { get; set; }

    /// <summary>Its IP.</summary>
    public string? PodIP { get; set; }

    /// <summary>Its IPs, one for each family.</summary>
    public IList<V1PodIP>? PodIPs { get; set; }

    /// <summary>When the node took it, before images were pulled.</summary>
    public Time? StartTime { get; set; }

    /// <summary>Of the init containers, in their order.</summary>
    public IList<V1ContainerStatus>? InitContainerStatuses { get; set; }

    /// <summary>Of the containers.</summary>
    public IList<V1ContainerStatus>? ContainerStatuses { get; set; }

    /// <summary>Of the ephemeral containers.</summary>
    public IList<V1ContainerStatus>? EphemeralContainerStatuses { get; set; }

    /// <summary><c>Guaranteed</c>, <c>Burstable</c> or <c>BestEffort</c>.</summary>
    public string? QosClass { get; set; }
}

/// <summary>One aspect of a pod's state.</summary>
public sealed class V1PodCondition : KubernetesModel
{
    /// <summary>Which aspect, such as <c>Ready</c>.</summary>
    public string? Type { get; set; }

    /// <summary>The generation of the pod this was seen at.</summary>
    public long? ObservedGeneration { get; set; }

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

/// <summary>An IP of a pod.</summary>
public sealed class V1PodIP : KubernetesModel
{
    /// <summary>The address.</summary>
    public string? Ip { get; set; }
}

/// <summary>An IP of a node.</summary>
public sealed class V1HostIP : KubernetesModel
{
    /// <summary>The address.</summary>
    public string? Ip { get; set; }
}
