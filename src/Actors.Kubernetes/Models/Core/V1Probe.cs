namespace Actors.Kubernetes.Models;

/// <summary>How the state of a container is found out.</summary>
public sealed class V1Probe : KubernetesModel
{
    /// <summary>By a command: healthy if it ends with 0.</summary>
    public V1ExecAction? Exec { get; set; }

    /// <summary>By a request: healthy if the answer is 200 to 399.</summary>
    public V1HTTPGetAction? HttpGet { get; set; }

    /// <summary>By a connection: healthy if it opens.</summary>
    public V1TCPSocketAction? TcpSocket { get; set; }

    /// <summary>By the gRPC health protocol.</summary>
    public V1GRPCAction? Grpc { get; set; }

    /// <summary>Seconds from start to the first time.</summary>
    public int? InitialDelaySeconds { get; set; }

    /// <summary>Seconds an attempt may take; 1 by default.</summary>
    public int? TimeoutSeconds { get; set; }

    /// <summary>Seconds between attempts; 10 by default.</summary>
    public int? PeriodSeconds { get; set; }

    /// <summary>Successes in a row to be healthy again; 1 by default.</summary>
    public int? SuccessThreshold { get; set; }

    /// <summary>Failures in a row to be unhealthy; 3 by default.</summary>
    public int? FailureThreshold { get; set; }

    /// <summary>Seconds to end in when this probe fails, if not the pod's.</summary>
    public long? TerminationGracePeriodSeconds { get; set; }
}

/// <summary>Runs a command in the container.</summary>
public sealed class V1ExecAction : KubernetesModel
{
    /// <summary>The program and its arguments; no shell.</summary>
    public IList<string>? Command { get; set; }
}

/// <summary>Sends a request to the container.</summary>
public sealed class V1HTTPGetAction : KubernetesModel
{
    /// <summary>The path.</summary>
    public string? Path { get; set; }

    /// <summary>The port, by number or name.</summary>
    public IntOrString? Port { get; set; }

    /// <summary>The host; the pod's IP if null.</summary>
    public string? Host { get; set; }

    /// <summary><c>HTTP</c>, the default, or <c>HTTPS</c>.</summary>
    public string? Scheme { get; set; }

    /// <summary>Further headers.</summary>
    public IList<V1HTTPHeader>? HttpHeaders { get; set; }
}

/// <summary>A header of a request.</summary>
public sealed class V1HTTPHeader : KubernetesModel
{
    /// <summary>Its name.</summary>
    public string? Name { get; set; }

    /// <summary>Its value.</summary>
    public string? Value { get; set; }
}

/// <summary>Opens a connection to the container.</summary>
public sealed class V1TCPSocketAction : KubernetesModel
{
    /// <summary>The port, by number or name.</summary>
    public IntOrString? Port { get; set; }

    /// <summary>The host; the pod's IP if null.</summary>
    public string? Host { get; set; }
}

/// <summary>Asks the gRPC health service.</summary>
public sealed class V1GRPCAction : KubernetesModel
{
    /// <summary>The port.</summary>
    public int? Port { get; set; }

    /// <summary>The service asked about; all if null.</summary>
    public string? Service { get; set; }
}
