using System.Text.Json.Serialization;

namespace Actors.Kubernetes.Models;

/// <summary>
/// An object of any kind. The models of kinds derive from it; used as it is, it has everything but the metadata in
/// <see cref="KubernetesModel.UnknownFields"/>.
/// </summary>
public class KubernetesResource : KubernetesModel, IKubernetesObject
{
    /// <summary>A new object, with the API version and kind of its type if that has a <see cref="KubernetesEntityAttribute"/>.</summary>
    /// <remarks>The server leaves both out of the items of lists of built-in kinds: there, too, they are as the type says.</remarks>
    public KubernetesResource()
    {
        if (KubernetesEntity.Find(GetType()) is not { } entity) return;
        ApiVersion = entity.ApiVersion;
        Kind = entity.Kind;
    }

    /// <inheritdoc/>
    [JsonPropertyOrder(-3)]
    public string? ApiVersion { get; set; }

    /// <inheritdoc/>
    [JsonPropertyOrder(-2)]
    public string? Kind { get; set; }

    /// <inheritdoc/>
    [JsonPropertyOrder(-1)]
    public V1ObjectMeta Metadata { get; set => field = value ?? new V1ObjectMeta(); } = new();

    /// <summary>As <c>kind namespace/name</c>.</summary>
    public override string ToString() => Metadata.Namespace is { } space ? $"{Kind} {space}/{Metadata.Name}" : $"{Kind} {Metadata.Name}";
}
