namespace Actors.Kubernetes.Models;

/// <summary>Whom programs in pods speak to the API as.</summary>
[KubernetesEntity(Version = "v1", Kind = "ServiceAccount", Plural = "serviceaccounts")]
public sealed class V1ServiceAccount : KubernetesResource
{
    /// <summary>Secrets its pods may mount.</summary>
    public IList<V1ObjectReference>? Secrets { get; set; }

    /// <summary>Secrets its pods pull images with.</summary>
    public IList<V1LocalObjectReference>? ImagePullSecrets { get; set; }

    /// <summary>Whether pods get its token.</summary>
    public bool? AutomountServiceAccountToken { get; set; }
}
