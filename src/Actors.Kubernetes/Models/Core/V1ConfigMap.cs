namespace Actors.Kubernetes.Models;

/// <summary>Small data for programs.</summary>
[KubernetesEntity(Version = "v1", Kind = "ConfigMap", Plural = "configmaps")]
public sealed class V1ConfigMap : KubernetesResource
{
    /// <summary>Text, by key.</summary>
    public IDictionary<string, string>? Data { get; set; }

    /// <summary>Bytes, by key; base64 in JSON. No key is in both.</summary>
    public IDictionary<string, byte[]>? BinaryData { get; set; }

    /// <summary>Whether it can be deleted but not changed.</summary>
    public bool? Immutable { get; set; }
}
