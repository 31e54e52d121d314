namespace Actors.Kubernetes.Models;

/// <summary>Where a webhook is: a URL or a service. For admission and for conversion.</summary>
public sealed class V1WebhookClientConfig : KubernetesModel
{
    /// <summary>The URL.</summary>
    public string? Url { get; set; }

    /// <summary>The service.</summary>
    public V1ServiceReference? Service { get; set; }

    /// <summary>The certificates (PEM) its own is checked with; the system's if null.</summary>
    public byte[]? CaBundle { get; set; }
}

/// <summary>A service of the cluster.</summary>
public sealed class V1ServiceReference : KubernetesModel
{
    /// <summary>Its namespace.</summary>
    public string? Namespace { get; set; }

    /// <summary>Its name.</summary>
    public string? Name { get; set; }

    /// <summary>The path of requests.</summary>
    public string? Path { get; set; }

    /// <summary>The port; 443 by default.</summary>
    public int? Port { get; set; }
}
