using Actors.Ingest;
using Actors.Objects;
using Actors.Operators.Telemetry;

namespace Actors.Operators.Feeds;

/// <summary>What a feed holds at a version.</summary>
/// <param name="Version">Which.</param>
/// <param name="Objects">Those that were asked for.</param>
/// <param name="Place">Where what happened since begins.</param>
internal sealed record FeedState(ulong Version, IReadOnlyList<KubernetesObject> Objects, long Place);

/// <summary>A <see cref="Feed"/> that is filled by one thread and read by many, which hold it no longer than it takes to find what they want.</summary>
/// <param name="kind">What it holds.</param>
/// <param name="options">How much of the past is kept.</param>
/// <param name="time">The clock.</param>
internal sealed class SharedFeed(WatchedKind kind, FeedOptions options, TimeProvider time) : IObjectHandler
{
    private readonly Lock _gate = new();
    private readonly Feed _feed = new(options);
    private readonly TaskCompletionSource _known = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource? _changed;
    private bool _isListing = true;
    private long _heardAt = time.GetTimestamp();

    /// <summary>Ends when all is known for the first time.</summary>
    public Task WhenKnown => _known.Task;

    /// <summary>
    /// How long the API server has said nothing. It says something about once a minute: what is silent for longer may be behind, and must not be read any more.
    /// </summary>
    public TimeSpan Silence => time.GetElapsedTime(Volatile.Read(ref _heardAt));

    /// <summary>All of some shards; null while not all is known.</summary>
    public FeedState? TryList(ShardSelector? shards)
    {
        lock (_gate) return _feed.IsReady ? new FeedState(_feed.Version, _feed.List(shards), _feed.End) : null;
    }

    /// <summary>Where what happened after a version begins.</summary>
    /// <param name="version">Which.</param>
    /// <param name="place">The place; null if that is not known any more.</param>
    /// <param name="oldest">The oldest version at which one can begin.</param>
    /// <returns>False while not all is known.</returns>
    public bool TryFind(ulong version, out long? place, out ulong oldest)
    {
        lock (_gate)
        {
            (place, oldest) = (_feed.PlaceAfter(version), _feed.Oldest);
            return _feed.IsReady;
        }
    }

    /// <summary>Reads as <see cref="Feed.Read"/>.</summary>
    /// <param name="place">Where to begin; where to go on, afterwards.</param>
    /// <param name="after">The version the reader began at.</param>
    /// <param name="shards">Of which shards.</param>
    /// <param name="into">Is given what has happened.</param>
    /// <param name="maxBytes">About how much at once.</param>
    /// <param name="version">The version up to which the reader knows all when it has read to the end.</param>
    /// <param name="changed">Ends when there is more; null if there is already.</param>
    /// <returns>False if the reader has fallen behind.</returns>
    public bool Read(ref long place, ulong after, ShardSelector? shards, List<WatchEvent> into, int maxBytes, out ulong version, out Task? changed)
    {
        lock (_gate)
        {
            var isThere = _feed.Read(ref place, after, shards, into, maxBytes);
            version = _feed.Version;
            changed = place < _feed.End ? null : (_changed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            return isThere;
        }
    }

    public void Added(KubernetesObject added) => Happened(WatchEventType.Added, added, () => _feed.Added(added));

    public void Modified(KubernetesObject before, KubernetesObject after) => Happened(WatchEventType.Modified, after, () => _feed.Modified(before, after));

    public void Deleted(KubernetesObject last) => Happened(WatchEventType.Deleted, last, () => _feed.Deleted(last));

    public void Listing()
    {
        // It is this side that begins: the server has said nothing.
        _isListing = true;
        lock (_gate) _feed.Listing();
    }

    public void Synced(string resourceVersion)
    {
        _isListing = false;
        Change(() => _feed.Synced(resourceVersion));
        _known.TrySetResult();
    }

    public void Progressed(string resourceVersion)
    {
        // Nobody is woken for it: readers get bookmarks in their own time.
        lock (_gate) _feed.Progressed(resourceVersion);
        Volatile.Write(ref _heardAt, time.GetTimestamp());
    }

    public void Failed(RequestFailure failure)
    {
    }

    /// <summary>What is found by listing has happened at some time; what is watched happens now, and is traced.</summary>
    private void Happened(WatchEventType type, KubernetesObject subject, Action change)
    {
        var trace = _isListing || !Traces.AreWanted ? null : Traces.Event(type, subject, kind);
        Change(() =>
        {
            _feed.TraceParent = trace;
            change();
        });
    }

    private void Change(Action change)
    {
        Volatile.Write(ref _heardAt, time.GetTimestamp());
        TaskCompletionSource? changed;
        lock (_gate)
        {
            change();
            (changed, _changed) = (_changed, null);
        }

        changed?.SetResult();
    }
}
