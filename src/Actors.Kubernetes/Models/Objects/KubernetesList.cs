using System.Text.Json.Serialization;

namespace Actors.Kubernetes.Models;

/// <summary>A page of objects, as the API answers to a list.</summary>
/// <typeparam name="T">The model of the items.</typeparam>
public sealed class KubernetesList<T> : KubernetesModel
{
    /// <summary>Group and version of the items.</summary>
    [JsonPropertyOrder(-3)]
    public string? ApiVersion { get; set; }

    /// <summary>The kind of the items, with <c>List</c> after it.</summary>
    [JsonPropertyOrder(-2)]
    public string? Kind { get; set; }

    /// <summary>Where in the history this was read, and how to go on.</summary>
    [JsonPropertyOrder(-1)]
    public V1ListMeta Metadata { get; set => field = value ?? new V1ListMeta(); } = new();

    /// <summary>The objects; never null.</summary>
    public IList<T> Items { get; set => field = value ?? []; } = [];
}
