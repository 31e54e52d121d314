namespace Actors.Ingest;

/// <summary>The field whose hash decides to which shard an object belongs.</summary>
public enum ShardField
{
    /// <summary><c>object.metadata.uid</c>: even.</summary>
    Uid,

    /// <summary>
    /// <c>object.metadata.controllerOwner.uid</c>, of the owner that manages the object, so that it is where its owner is. Known to the feeds of a fleet and to no API
    /// server. An object without such an owner is in no range.
    /// </summary>
    ControllerUid,

    /// <summary><c>object.metadata.namespace</c>: keeps a namespace together, and is badly skewed over equal ranges.</summary>
    Namespace,
}
