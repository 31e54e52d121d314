using Actors.Objects;

namespace Actors.Ingest;

/// <summary>One change, as the window of a feed holds it and all readers share it.</summary>
/// <param name="Version">The version that shows it.</param>
/// <param name="Object">The object after it; of a deletion, as it last was.</param>
/// <param name="Was">Whom it was for; null if it was not there, or if nobody knows.</param>
/// <param name="Is">Whom it is for; null if it is gone.</param>
internal sealed record FeedEvent(ulong Version, KubernetesObject Object, FeedKeys? Was, FeedKeys? Is)
{
    /// <summary>Whether it may have been for anybody: whoever does not know the object loses nothing by hearing that it is gone.</summary>
    public bool IsForAll { get; init; }

    /// <summary>Its trace context; null for none.</summary>
    public string? TraceParent { get; init; }

    /// <summary>What it is to a reader of some shards: an object that comes into them is added and one that leaves them deleted, whatever it is to others. Null for nothing.</summary>
    public WatchEventType? TypeFor(ShardSelector? shards) => (IsForAll || Was?.Pass(shards) == true, Is?.Pass(shards) == true) switch
    {
        (false, true) => WatchEventType.Added,
        (true, true) => WatchEventType.Modified,
        (true, false) => WatchEventType.Deleted,
        _ => null,
    };
}
