namespace Actors.Kubernetes.Models;

/// <summary>What a pod runs, where and how.</summary>
public sealed class V1PodSpec : KubernetesModel
{
    /// <summary>What runs; at least one.</summary>
    public IList<V1Container>? Containers { get; set; }

    /// <summary>What runs before, one after the other; with restart policy <c>Always</c>, beside.</summary>
    public IList<V1Container>? InitContainers { get; set; }

    /// <summary>What containers can mount.</summary>
    public IList<V1Volume>? Volumes { get; set; }

    /// <summary><c>Always</c>, the default, <c>OnFailure</c> or <c>Never</c>.</summary>
    public string? RestartPolicy { get; set; }

    /// <summary>Seconds between the request to end and the kill; 30 by default.</summary>
    public long? TerminationGracePeriodSeconds { get; set; }

    /// <summary>Seconds after which the pod is ended, whatever it does.</summary>
    public long? ActiveDeadlineSeconds { get; set; }

    /// <summary><c>ClusterFirst</c>, the default, <c>ClusterFirstWithHostNet</c>, <c>Default</c> or <c>None</c>.</summary>
    public string? DnsPolicy { get; set; }

    /// <summary>Labels its node must have.</summary>
    public IDictionary<string, string>? NodeSelector { get; set; }

    /// <summary>The node, once chosen.</summary>
    public string? NodeName { get; set; }

    /// <summary>The account its containers speak to the API as.</summary>
    public string? ServiceAccountName { get; set; }

    /// <summary>Whether the account's token is mounted; true by default.</summary>
    public bool? AutomountServiceAccountToken { get; set; }

    /// <summary>Whether it uses the node's network.</summary>
    public bool? HostNetwork { get; set; }

    /// <summary>Whether it sees the node's processes.</summary>
    public bool? HostPID { get; set; }

    /// <summary>Whether it shares the node's IPC.</summary>
    public bool? HostIPC { get; set; }

    /// <summary>Whether its containers see each other's processes.</summary>
    public bool? ShareProcessNamespace { get; set; }

    /// <summary>Rights of all its containers.</summary>
    public V1PodSecurityContext? SecurityContext { get; set; }

    /// <summary>Secrets to pull images with.</summary>
    public IList<V1LocalObjectReference>? ImagePullSecrets { get; set; }

    /// <summary>Its host name, if not its own name.</summary>
    public string? Hostname { get; set; }

    /// <summary>The headless service it is found below.</summary>
    public string? Subdomain { get; set; }

    /// <summary>Rules for the choice of the node.</summary>
    public V1Affinity? Affinity { get; set; }

    /// <summary>Who chooses the node; <c>default-scheduler</c> if null.</summary>
    public string? SchedulerName { get; set; }

    /// <summary>Taints of nodes that do not keep it away.</summary>
    public IList<V1Toleration>? Tolerations { get; set; }

    /// <summary>How its like are spread.</summary>
    public IList<V1TopologySpreadConstraint>? TopologySpreadConstraints { get; set; }

    /// <summary>The class its priority is taken from.</summary>
    public string? PriorityClassName { get; set; }

    /// <summary>Its priority: the higher, the more important.</summary>
    public int? Priority { get; set; }

    /// <summary><c>PreemptLowerPriority</c>, the default, or <c>Never</c>.</summary>
    public string? PreemptionPolicy { get; set; }

    /// <summary>Conditions that must hold besides, for it to be ready.</summary>
    public IList<V1PodReadinessGate>? ReadinessGates { get; set; }

    /// <summary>The class of the container runtime.</summary>
    public string? RuntimeClassName { get; set; }

    /// <summary>Whether services are told as environment variables; true by default.</summary>
    public bool? EnableServiceLinks { get; set; }

    /// <summary>Resources it needs on top of its containers'.</summary>
    public IDictionary<string, Quantity>? Overhead { get; set; }

    /// <summary>Resources of the pod as a whole.</summary>
    public V1ResourceRequirements? Resources { get; set; }
}

/// <summary>A condition that has to hold for a pod to be ready.</summary>
public sealed class V1PodReadinessGate : KubernetesModel
{
    /// <summary>The condition's type.</summary>
    public string? ConditionType { get; set; }
}

/// <summary>Rights of all containers of a pod.</summary>
public sealed class V1PodSecurityContext : KubernetesModel
{
    /// <summary>The user id.</summary>
    public long? RunAsUser { get; set; }

    /// <summary>The group id.</summary>
    public long? RunAsGroup { get; set; }

    /// <summary>Whether a container that would run as root is not started.</summary>
    public bool? RunAsNonRoot { get; set; }

    /// <summary>Further group ids.</summary>
    public IList<long>? SupplementalGroups { get; set; }

    /// <summary>The group id that volumes are made to belong to.</summary>
    public long? FsGroup { get; set; }

    /// <summary><c>Always</c>, the default, or <c>OnRootMismatch</c>.</summary>
    public string? FsGroupChangePolicy { get; set; }

    /// <summary>The system calls that are allowed.</summary>
    public V1SeccompProfile? SeccompProfile { get; set; }
}

/// <summary>The system calls that are allowed.</summary>
public sealed class V1SeccompProfile : KubernetesModel
{
    /// <summary><c>RuntimeDefault</c>, <c>Localhost</c> or <c>Unconfined</c>.</summary>
    public string? Type { get; set; }

    /// <summary>The profile's file on the node, for <c>Localhost</c>.</summary>
    public string? LocalhostProfile { get; set; }
}

/// <summary>Taints that do not keep a pod away.</summary>
public sealed class V1Toleration : KubernetesModel
{
    /// <summary>The taint's key; null for any.</summary>
    public string? Key { get; set; }

    /// <summary><c>Equal</c>, the default, or <c>Exists</c>.</summary>
    public string? Operator { get; set; }

    /// <summary>The taint's value, for <c>Equal</c>.</summary>
    public string? Value { get; set; }

    /// <summary><c>NoSchedule</c>, <c>PreferNoSchedule</c> or <c>NoExecute</c>; null for any.</summary>
    public string? Effect { get; set; }

    /// <summary>Seconds a <c>NoExecute</c> taint is tolerated; null for ever.</summary>
    public long? TolerationSeconds { get; set; }
}

/// <summary>How pods are spread over zones, nodes or the like.</summary>
public sealed class V1TopologySpreadConstraint : KubernetesModel
{
    /// <summary>How far the numbers of pods may be apart.</summary>
    public int? MaxSkew { get; set; }

    /// <summary>The node label whose values are the places.</summary>
    public string? TopologyKey { get; set; }

    /// <summary><c>DoNotSchedule</c>, the default, or <c>ScheduleAnyway</c>.</summary>
    public string? WhenUnsatisfiable { get; set; }

    /// <summary>The pods that count.</summary>
    public V1LabelSelector? LabelSelector { get; set; }

    /// <summary>How many places there have to be.</summary>
    public int? MinDomains { get; set; }

    /// <summary>Labels of the pod that must be the same for another to count.</summary>
    public IList<string>? MatchLabelKeys { get; set; }
}
