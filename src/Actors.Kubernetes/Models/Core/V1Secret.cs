namespace Actors.Kubernetes.Models;

/// <summary>Small data that is not for everybody.</summary>
[KubernetesEntity(Version = "v1", Kind = "Secret", Plural = "secrets")]
public sealed class V1Secret : KubernetesResource
{
    /// <summary>By key; base64 in JSON.</summary>
    public IDictionary<string, byte[]>? Data { get; set; }

    /// <summary>By key, as text: written only, wins over <see cref="Data"/>, never given back.</summary>
    public IDictionary<string, string>? StringData { get; set; }

    /// <summary>What it is for, such as <c>kubernetes.io/tls</c>; <c>Opaque</c> by default.</summary>
    public string? Type { get; set; }

    /// <summary>Whether it can be deleted but not changed.</summary>
    public bool? Immutable { get; set; }
}
