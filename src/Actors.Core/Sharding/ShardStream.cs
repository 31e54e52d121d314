using Actors.Ingest;
using Actors.Objects;

namespace Actors.Sharding;

/// <summary>A list and watch of some shards, one of several that together read what is followed.</summary>
/// <param name="owner">Knows which of them tells of which shard.</param>
/// <param name="options">How it reads, and what.</param>
/// <param name="shards">The shards it asks for.</param>
/// <param name="holds">Those of which it knows all there is, once it has synced.</param>
internal sealed class ShardStream(ShardStreams owner, ListWatchOptions options, bool[] shards, bool[] holds) : IObjectHandler
{
    private ulong[]? _floors;
    private ulong _highestFloor;

    /// <summary>How it reads, with the ranges of its shards.</summary>
    public ListWatchOptions Options => options;

    public ReadOnlySpan<bool> Shards => shards;

    public ReadOnlySpan<bool> Holds => holds;

    /// <summary>Decides what to ask for.</summary>
    public ListWatch Machine { get; set; } = null!;

    /// <summary>Whether all there was is known, and nothing but changes awaited.</summary>
    public bool IsCurrent => Machine.HasSynced && !Machine.IsListing;

    /// <summary>
    /// Says up to which version each shard is known, where it goes on from several streams that had come to different ones: it begins at the lowest of them, and what then comes for the
    /// others a second time is told to nobody. Without that it would bring back what is known to be gone.
    /// </summary>
    public void Skip(ulong[] floors)
    {
        _floors = floors;
        _highestFloor = floors.Max();
    }

    /// <summary>The version up to which a shard is known though the machine has not come to it; 0 for none.</summary>
    public ulong FloorOf(int shard) => _floors?[shard] ?? 0;

    /// <summary>An event as the machine is to see it: what is known already comes to no more than its version.</summary>
    public WatchEvent Screen(WatchEvent happened)
    {
        if (_floors is null || happened.Type == WatchEventType.Error || !happened.Object.TryGetVersionNumber(out var version)) return happened;
        if (version > _highestFloor)
        {
            _floors = null;
            return happened;
        }

        return happened.Type == WatchEventType.Bookmark || Machine.IsListing || !IsKnown(happened.Object, version)
            ? happened
            : new WatchEvent(WatchEventType.Bookmark, happened.Object);
    }

    void IObjectHandler.Added(KubernetesObject added) => owner.OnChange(this, default, added);

    void IObjectHandler.Modified(KubernetesObject before, KubernetesObject after) => owner.OnChange(this, before, after);

    void IObjectHandler.Deleted(KubernetesObject last) => owner.OnChange(this, last, default);

    void IObjectHandler.Synced(string resourceVersion) => _floors = null;

    void IObjectHandler.Failed(RequestFailure failure) => owner.OnFailed(failure);

    /// <summary>Whatever has its name now is newer, or there was nothing of it left when its shard was known up to a later version.</summary>
    private bool IsKnown(KubernetesObject subject, ulong version)
    {
        if (Machine.Objects.TryGet(subject, out var held)) return held.TryGetVersionNumber(out var heldVersion) && heldVersion >= version;
        var shard = owner.ShardOf(subject);
        return shard >= 0 && version <= _floors![shard];
    }
}
