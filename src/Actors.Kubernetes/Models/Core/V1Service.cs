namespace Actors.Kubernetes.Models;

/// <summary>A name and address for a set of pods.</summary>
[KubernetesEntity(Version = "v1", Kind = "Service", Plural = "services")]
public sealed class V1Service : KubernetesResource
{
    /// <summary>What is wanted.</summary>
    public V1ServiceSpec? Spec { get; set; }

    /// <summary>What was observed.</summary>
    public V1ServiceStatus? Status { get; set; }
}

/// <summary>Which pods, and how they are reached.</summary>
public sealed class V1ServiceSpec : KubernetesModel
{
    /// <summary><c>ClusterIP</c>, the default, <c>NodePort</c>, <c>LoadBalancer</c> or <c>ExternalName</c>.</summary>
    public string? Type { get; set; }

    /// <summary>Labels of the pods; null if something else makes the endpoints.</summary>
    public IDictionary<string, string>? Selector { get; set; }

    /// <summary>The ports.</summary>
    public IList<V1ServicePort>? Ports { get; set; }

    /// <summary>The address; <c>None</c> for a headless service.</summary>
    public string? ClusterIP { get; set; }

    /// <summary>The addresses, one for each family.</summary>
    public IList<string>? ClusterIPs { get; set; }

    /// <summary>Further addresses that nodes take traffic for.</summary>
    public IList<string>? ExternalIPs { get; set; }

    /// <summary>The name it is an alias of, for <c>ExternalName</c>.</summary>
    public string? ExternalName { get; set; }

    /// <summary>Who makes the load balancer.</summary>
    public string? LoadBalancerClass { get; set; }

    /// <summary>From where the load balancer takes traffic.</summary>
    public IList<string>? LoadBalancerSourceRanges { get; set; }

    /// <summary>Whether a load balancer gets ports of nodes; true by default.</summary>
    public bool? AllocateLoadBalancerNodePorts { get; set; }

    /// <summary><c>Cluster</c>, the default, or <c>Local</c>.</summary>
    public string? ExternalTrafficPolicy { get; set; }

    /// <summary><c>Cluster</c>, the default, or <c>Local</c>.</summary>
    public string? InternalTrafficPolicy { get; set; }

    /// <summary>Preferences, such as <c>PreferSameZone</c>.</summary>
    public string? TrafficDistribution { get; set; }

    /// <summary>The port of nodes where they say whether they have pods.</summary>
    public int? HealthCheckNodePort { get; set; }

    /// <summary>Whether pods that are not ready have names.</summary>
    public bool? PublishNotReadyAddresses { get; set; }

    /// <summary><c>None</c>, the default, or <c>ClientIP</c>.</summary>
    public string? SessionAffinity { get; set; }

    /// <summary><c>IPv4</c>, <c>IPv6</c>, in order.</summary>
    public IList<string>? IpFamilies { get; set; }

    /// <summary><c>SingleStack</c>, <c>PreferDualStack</c> or <c>RequireDualStack</c>.</summary>
    public string? IpFamilyPolicy { get; set; }
}

/// <summary>A port of a service.</summary>
public sealed class V1ServicePort : KubernetesModel
{
    /// <summary>Unique in the service; needed if there is more than one.</summary>
    public string? Name { get; set; }

    /// <summary><c>TCP</c>, the default, <c>UDP</c> or <c>SCTP</c>.</summary>
    public string? Protocol { get; set; }

    /// <summary>What is spoken, such as <c>kubernetes.io/h2c</c>.</summary>
    public string? AppProtocol { get; set; }

    /// <summary>The port of the service.</summary>
    public int? Port { get; set; }

    /// <summary>The port of the pods, by number or name; the same if null.</summary>
    public IntOrString? TargetPort { get; set; }

    /// <summary>The port of the nodes.</summary>
    public int? NodePort { get; set; }
}

/// <summary>What was observed of a service.</summary>
public sealed class V1ServiceStatus : KubernetesModel
{
    /// <summary>Its load balancer.</summary>
    public V1LoadBalancerStatus? LoadBalancer { get; set; }

    /// <summary>Such as <c>LoadBalancerPortsError</c>.</summary>
    public IList<V1Condition>? Conditions { get; set; }
}

/// <summary>What was observed of a load balancer.</summary>
public sealed class V1LoadBalancerStatus : KubernetesModel
{
    /// <summary>Its addresses.</summary>
    public IList<V1LoadBalancerIngress>? Ingress { get; set; }
}

/// <summary>An address of a load balancer.</summary>
public sealed class V1LoadBalancerIngress : KubernetesModel
{
    /// <summary>As an IP.</summary>
    public string? Ip { get; set; }

    /// <summary>As a name.</summary>
    public string? Hostname { get; set; }

    /// <summary><c>VIP</c> or <c>Proxy</c>.</summary>
    public string? IpMode { get; set; }
}
