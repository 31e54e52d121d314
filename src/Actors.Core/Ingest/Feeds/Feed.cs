using Actors.Objects;

namespace Actors.Ingest;

/// <summary>
/// The objects of a kind and a bounded window of what has happened to them, for readers who each want some shards: filled by one list and watch, it answers lists and watches as the
/// server does. Whoever falls behind the window has to list again and costs the others nothing.
/// </summary>
/// <remarks>
/// <list type="bullet">
/// <item>Versions are the server's own, so a reader can go on with them there, or at another feed. They must be numbers (KEP-5504).</item>
/// <item>What was found by listing anew is in no order of versions: then the window begins anew, and all readers list again.</item>
/// <item>Called by one at a time.</item>
/// </list>
/// </remarks>
internal sealed class Feed(FeedOptions options) : IObjectHandler
{
    private readonly ObjectSet _objects = new();
    private FeedEvent[] _ring = new FeedEvent[16];
    private long _bytes;
    private bool _isListing;
    private bool _isChangedByList;
    private bool _hasSynced;

    /// <summary>Whether all is known, so that it can be read.</summary>
    public bool IsReady => _hasSynced && !_isChangedByList;

    /// <summary>The version up to which everything is known.</summary>
    public ulong Version { get; private set; }

    /// <summary>The oldest version at which a watch can begin.</summary>
    public ulong Oldest { get; private set; }

    /// <summary>The place of the first change that is still known.</summary>
    public long Start { get; private set; }

    /// <summary>The place of the next change.</summary>
    public long End { get; private set; }

    /// <summary>The trace context of what is told next; null, the default, for none.</summary>
    public string? TraceParent { get; set; }

    /// <summary>What there is at <see cref="Version"/>, of some shards.</summary>
    public IReadOnlyList<KubernetesObject> List(ShardSelector? shards) => [.. shards is null ? _objects : _objects.Where(shards.Matches)];

    /// <summary>The place of the first change after a version; null if it is not known any more what has happened since.</summary>
    public long? PlaceAfter(ulong version)
    {
        if (version < Oldest) return null;
        var (low, high) = (Start, End);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (At(middle).Version <= version) low = middle + 1;
            else high = middle;
        }

        // A server that shows what is gone in a version that was there before: who has that version may not have seen it go.
        while (low > Start && At(low - 1) is { Is: null } gone && gone.Version == version) low--;
        return low;
    }

    /// <summary>Reads changes of some shards.</summary>
    /// <param name="place">Where to begin; where to go on, afterwards.</param>
    /// <param name="after">The version the reader began at: it may be ahead of the feed, and know what comes to that already.</param>
    /// <param name="shards">Of which; null for all.</param>
    /// <param name="into">Is given what they are to the reader.</param>
    /// <param name="maxBytes">About how much at once.</param>
    /// <returns>False if the reader has fallen behind the window.</returns>
    public bool Read(ref long place, ulong after, ShardSelector? shards, List<WatchEvent> into, int maxBytes)
    {
        if (place < Start) return false;
        for (var bytes = 0; place < End && bytes < maxBytes; place++)
        {
            var happened = At(place);
            if (happened.Version < after || (happened.Version == after && happened.Is is not null) || happened.TypeFor(shards) is not { } type) continue;
            into.Add(new WatchEvent(type, happened.Object) { TraceParent = happened.TraceParent });
            bytes += happened.Object.Json.Length;
        }

        return true;
    }

    public void Added(KubernetesObject added)
    {
        _objects.Put(added);
        Append(added, null, FeedKeys.Of(added));
    }

    public void Modified(KubernetesObject before, KubernetesObject after)
    {
        _objects.Put(after);
        Append(after, FeedKeys.Of(before), FeedKeys.Of(after));
    }

    public void Deleted(KubernetesObject last)
    {
        var was = _objects.TryGet(last, out var known) ? known : last;
        _objects.Remove(last);
        Append(last, FeedKeys.Of(was), null);
    }

    public void Listing() => _isListing = true;

    public void Synced(string resourceVersion)
    {
        _isListing = false;
        if (ObjectVersion.Of(resourceVersion).Number is not { } version) return;
        if (_isChangedByList || !_hasSynced || version < Version) Forget(version);
        Version = version;
        (_hasSynced, _isChangedByList) = (true, false);
    }

    public void Progressed(string resourceVersion) => Version = Math.Max(Version, ObjectVersion.Of(resourceVersion).Number ?? 0);

    public void Failed(RequestFailure failure) { }

    private FeedEvent At(long place) => _ring[place & (_ring.Length - 1)];

    private void Append(KubernetesObject subject, FeedKeys? was, FeedKeys? now)
    {
        if (_isListing)
        {
            _isChangedByList = true;
            return;
        }

        if (End - Start == _ring.Length) Grow();
        Version = Math.Max(Version, subject.TryGetVersionNumber(out var version) ? version : 0);
        _ring[End++ & (_ring.Length - 1)] = new FeedEvent(Version, subject, was, now) { TraceParent = TraceParent };
        _bytes += subject.Json.Length;
        while (End - Start > 1 && (End - Start > options.MaxEvents || _bytes > options.MaxBytes)) DropOldest();
    }

    private void DropOldest()
    {
        var dropped = At(Start);
        _ring[Start++ & (_ring.Length - 1)] = null!;
        _bytes -= dropped.Object.Json.Length;
        Oldest = dropped.Version;
    }

    /// <summary>Nobody can go on from before this version.</summary>
    private void Forget(ulong version)
    {
        // One place more, so that who was at the end has fallen behind as well.
        (Start, End, _bytes, Oldest) = (End + 1, End + 1, 0, version);
        Array.Clear(_ring);
    }

    private void Grow()
    {
        var ring = new FeedEvent[_ring.Length * 2];
        for (var place = Start; place < End; place++) ring[place & (ring.Length - 1)] = At(place);
        _ring = ring;
    }
}
