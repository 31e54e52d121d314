namespace Actors.Kubernetes.Models;

/// <summary>What every list has.</summary>
public sealed class V1ListMeta : KubernetesModel
{
    /// <summary>The point in history the list shows; a watch from here misses nothing.</summary>
    public string? ResourceVersion { get; set; }

    /// <summary>Gets the next page; null or empty on the last one.</summary>
    public string? Continue { get; set; }

    /// <summary>How many items come after this page; null if that is not known.</summary>
    public long? RemainingItemCount { get; set; }

    /// <summary>Which part of the objects this is, if the list was of one shard.</summary>
    public V1ShardInfo? ShardInfo { get; set; }

    /// <summary>Its path. Servers no longer set it.</summary>
    public string? SelfLink { get; set; }
}

/// <summary>The part of all objects that a sharded list or watch was of (KEP-5866).</summary>
public sealed class V1ShardInfo : KubernetesModel
{
    /// <summary>The selector the server applied.</summary>
    public string? Selector { get; set; }
}
