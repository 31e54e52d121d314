namespace Actors.Kubernetes.Models;

/// <summary>A machine that runs pods.</summary>
[KubernetesEntity(Version = "v1", Kind = "Node", Plural = "nodes", Namespaced = false)]
public sealed class V1Node : KubernetesResource
{
    /// <summary>What is wanted of it.</summary>
    public V1NodeSpec? Spec { get; set; }

    /// <summary>What was observed.</summary>
    public V1NodeStatus? Status { get; set; }
}

/// <summary>What is wanted of a node.</summary>
public sealed class V1NodeSpec : KubernetesModel
{
    /// <summary>Range of its pods' IPs.</summary>
    public string? PodCIDR { get; set; }

    /// <summary>Ranges of its pods' IPs, one for each family.</summary>
    public IList<string>? PodCIDRs { get; set; }

    /// <summary>How the cloud calls it: <c>provider://id</c>.</summary>
    public string? ProviderID { get; set; }

    /// <summary>Whether no new pods come to it (cordoned).</summary>
    public bool? Unschedulable { get; set; }

    /// <summary>What keeps pods away that do not tolerate it.</summary>
    public IList<V1Taint>? Taints { get; set; }
}

/// <summary>Keeps pods away from a node.</summary>
public sealed class V1Taint : KubernetesModel
{
    /// <summary>Its key.</summary>
    public string? Key { get; set; }

    /// <summary>Its value.</summary>
    public string? Value { get; set; }

    /// <summary><c>NoSchedule</c>, <c>PreferNoSchedule</c> or <c>NoExecute</c>.</summary>
    public string? Effect { get; set; }

    /// <summary>When it was put there.</summary>
    public Time? TimeAdded { get; set; }
}

/// <summary>What was observed of a node.</summary>
public sealed class V1NodeStatus : KubernetesModel
{
    /// <summary>What it has, by resource.</summary>
    public IDictionary<string, Quantity>? Capacity { get; set; }

    /// <summary>What it has for pods, by resource.</summary>
    public IDictionary<string, Quantity>? Allocatable { get; set; }

    /// <summary>Such as <c>Ready</c> and <c>MemoryPressure</c>.</summary>
    public IList<V1NodeCondition>? Conditions { get; set; }

    /// <summary>How it is reached.</summary>
    public IList<V1NodeAddress>? Addresses { get; set; }

    /// <summary>Its software.</summary>
    public V1NodeSystemInfo? NodeInfo { get; set; }

    /// <summary>The images it holds.</summary>
    public IList<V1ContainerImage>? Images { get; set; }
}

/// <summary>One aspect of a node's state.</summary>
public sealed class V1NodeCondition : KubernetesModel
{
    /// <summary>Which aspect, such as <c>Ready</c>.</summary>
    public string? Type { get; set; }

    /// <summary><c>True</c>, <c>False</c> or <c>Unknown</c>.</summary>
    public string? Status { get; set; }

    /// <summary>When it was told last.</summary>
    public Time? LastHeartbeatTime { get; set; }

    /// <summary>When the status changed last.</summary>
    public Time? LastTransitionTime { get; set; }

    /// <summary>Why, in one word.</summary>
    public string? Reason { get; set; }

    /// <summary>Why, for people.</summary>
    public string? Message { get; set; }
}

/// <summary>How a node is reached.</summary>
public sealed class V1NodeAddress : KubernetesModel
{
    /// <summary><c>InternalIP</c>, <c>ExternalIP</c>, <c>Hostname</c>, <c>InternalDNS</c> or <c>ExternalDNS</c>.</summary>
    public string? Type { get; set; }

    /// <summary>The address.</summary>
    public string? Address { get; set; }
}

/// <summary>The software of a node.</summary>
public sealed class V1NodeSystemInfo : KubernetesModel
{
    /// <summary>From <c>/etc/machine-id</c>.</summary>
    public string? MachineID { get; set; }

    /// <summary>From the firmware.</summary>
    public string? SystemUUID { get; set; }

    /// <summary>Different at each boot.</summary>
    public string? BootID { get; set; }

    /// <summary>Of the kernel.</summary>
    public string? KernelVersion { get; set; }

    /// <summary>The distribution.</summary>
    public string? OsImage { get; set; }

    /// <summary>Such as <c>containerd://2.1.0</c>.</summary>
    public string? ContainerRuntimeVersion { get; set; }

    /// <summary>Of the kubelet.</summary>
    public string? KubeletVersion { get; set; }

    /// <summary>No longer right.</summary>
    public string? KubeProxyVersion { get; set; }

    /// <summary>Such as <c>linux</c>.</summary>
    public string? OperatingSystem { get; set; }

    /// <summary>Such as <c>amd64</c>.</summary>
    public string? Architecture { get; set; }
}

/// <summary>An image a node holds.</summary>
public sealed class V1ContainerImage : KubernetesModel
{
    /// <summary>All its names.</summary>
    public IList<string>? Names { get; set; }

    /// <summary>Its size.</summary>
    public long? SizeBytes { get; set; }
}
