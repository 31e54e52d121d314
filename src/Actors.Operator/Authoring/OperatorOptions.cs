using Actors.Kubernetes;

namespace Actors.Operators;

/// <summary>How an operator runs; read from the host's configuration, so from the command line, the environment and appsettings alike.</summary>
public sealed class OperatorOptions
{
    /// <summary>The operator's name.</summary>
    public string Name { get; set; } = "";

    /// <summary>The kubeconfig; by default the usual places, then the cluster it runs in.</summary>
    public string? Kubeconfig { get; set; }

    /// <summary>The kubeconfig's context; by default the current one.</summary>
    public string? Context { get; set; }

    /// <summary>The namespaces to watch, comma separated; by default all.</summary>
    public string? Namespace { get; set; }

    /// <summary>How many reconciles run at once on this replica, of all kinds together; default 64.</summary>
    public int MaxConcurrent { get; set; } = 64;

    /// <summary>How long running reconciles get to end when the operator is told to stop; default 20 s.</summary>
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>The client to use; by default one made from <see cref="Kubeconfig"/> and <see cref="Context"/>.</summary>
    public KubernetesClient? Client { get; set; }
}
