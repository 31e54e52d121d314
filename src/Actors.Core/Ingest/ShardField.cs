namespace Actors.Ingest;

/// <summary>The field whose hash decides to which shard an object belongs.</summary>
public enum ShardField
{
    /// <summary><c>object.metadata.uid</c>: even.</summary>
    Uid,

    /// <summary><c>object.metadata.namespace</c>: keeps a namespace together, and is badly skewed over equal ranges.</summary>
    Namespace,
}
