namespace Actors.Kubernetes.Models;

/// <summary>Whatever has a name in the API.</summary>
public interface IKubernetesObject
{
    /// <summary>Group and version, such as <c>apps/v1</c>; the version alone in the core group.</summary>
    string? ApiVersion { get; set; }

    /// <summary>The kind, such as <c>Deployment</c>.</summary>
    string? Kind { get; set; }

    /// <summary>Name, labels, owners and the like.</summary>
    V1ObjectMeta Metadata { get; set; }
}
