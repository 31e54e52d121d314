using Actors.Ingest;
using Actors.Objects;
using Actors.Operators.Telemetry;

namespace Actors.Operators.Feeds;

/// <summary>What a feed holds at a version.</summary>
/// <param name="Version">Which.</param>
/// <param name="Objects">Those that were asked for.</param>
internal sealed record FeedState(ulong Version, IReadOnlyList<KubernetesObject> Objects);

/// <summary>A <see cref="Feed"/> that is filled by one watch and read by many, which hold it no longer than it takes to find what they want.</summary>
/// <param name="kind">What it holds.</param>
/// <param name="options">How much of the past is kept.</param>
/// <param name="time">The clock.</param>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001", Justification = "A source of cancellation without a timer holds nothing.")]
internal sealed class SharedFeed(WatchedKind kind, FeedOptions options, TimeProvider time) : IObjectHandler
{
    private const long Never = long.MinValue;

    private readonly Lock _gate = new();
    private readonly Feed _feed = new(options);

    // Those that wait for a change that is for them.
    private readonly Dictionary<FeedCursor, TaskCompletionSource> _waiting = [];
    private TaskCompletionSource? _changed;
    private TaskCompletionSource _asked = NewSignal();
    private CancellationTokenSource _watch = new();
    private long _heardAt = Never;

    /// <summary>
    /// How long the API server has said nothing. It says something about once a minute: what is silent for longer may be behind, and must not be read any more. Zero before it is watched.
    /// </summary>
    public TimeSpan Silence => Volatile.Read(ref _heardAt) is not Never and var at ? time.GetElapsedTime(at) : TimeSpan.Zero;

    /// <summary>The oldest version at which a watch can begin.</summary>
    public ulong Oldest
    {
        get
        {
            lock (_gate) return _feed.Oldest;
        }
    }

    /// <summary>All of some shards; null while not all is known.</summary>
    public FeedState? TryList(ShardSelector? shards)
    {
        lock (_gate) return _feed.IsComplete ? new FeedState(_feed.ListVersion, _feed.List(shards)) : null;
    }

    /// <summary>Whether a watch can begin at a version.</summary>
    public FeedAnswerState Find(ulong version) => Ask(() => _feed.Find(version));

    /// <summary>Waits until it can be said whether a watch can begin at a version.</summary>
    public Task WhenFoundAsync(ulong version, CancellationToken cancellation) => WhenAsync(() => _feed.Find(version) != FeedAnswerState.Awaited, cancellation);

    /// <summary>Waits until all is known.</summary>
    public Task WhenCompleteAsync(CancellationToken cancellation) => WhenAsync(
        () =>
        {
            _feed.AskForList();
            return _feed.IsComplete;
        },
        cancellation);

    /// <summary>Reads as <see cref="Feed.Read"/>. Whoever has come to the end is taken along past what is for others until there is more for it.</summary>
    /// <param name="cursor">Who reads, and how far it has come; to be given to <see cref="Leave"/> in the end.</param>
    /// <param name="into">Is given what has happened.</param>
    /// <param name="maxBytes">About how much at once.</param>
    /// <param name="changed">Ends when there is more; null if there is already.</param>
    public FeedAnswerState Read(FeedCursor cursor, List<WatchEvent> into, int maxBytes, out Task? changed)
    {
        Task? next = null;
        var state = Ask(() =>
        {
            var read = _feed.Read(cursor, into, maxBytes);
            next = read == FeedAnswerState.Here && !_feed.IsAtEnd(cursor) ? null : WhenMoreFor(cursor);
            return read;
        });
        changed = next;
        return state;
    }

    /// <summary>How far a reader knows all, which moves on while it waits.</summary>
    public ulong KnownTo(FeedCursor cursor)
    {
        lock (_gate) return cursor.Known;
    }

    /// <summary>Nobody reads by this cursor any more.</summary>
    public void Leave(FeedCursor cursor)
    {
        lock (_gate) _waiting.Remove(cursor);
    }

    /// <summary>Waits until the watch that fills it is to begin, anew where there was one, and says where.</summary>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <returns>Where, and what is cancelled when it is to begin anew again.</returns>
    public async Task<(ulong Version, CancellationToken Outdated)> BeginAsync(CancellationToken cancellation)
    {
        while (true)
        {
            Task asked;
            lock (_gate)
            {
                if (_feed.Next is not null)
                {
                    _watch = new CancellationTokenSource();
                    if (_heardAt == Never) Volatile.Write(ref _heardAt, time.GetTimestamp());
                    var version = _feed.Begin();
                    Wake();
                    return (version, _watch.Token);
                }

                asked = Asked;
            }

            await asked.WaitAsync(cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Waits until all there is is to be listed.</summary>
    public async Task WhenListWantedAsync(CancellationToken cancellation)
    {
        while (true)
        {
            Task asked;
            lock (_gate)
            {
                if (_feed.WantsList) return;
                asked = Asked;
            }

            await asked.WaitAsync(cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Takes in all there is at a version. False if it is of no use.</summary>
    public bool Complete(IEnumerable<KubernetesObject> objects, ulong version) => Change(() => _feed.Complete(objects, version));

    public void Added(KubernetesObject added) => Happened(WatchEventType.Added, added, () => _feed.Added(added));

    public void Modified(KubernetesObject before, KubernetesObject after) => Happened(WatchEventType.Modified, after, () => _feed.Modified(before, after));

    public void Deleted(KubernetesObject last) => Happened(WatchEventType.Deleted, last, () => _feed.Deleted(last));

    public void Synced(string resourceVersion)
    {
    }

    /// <summary>The watch cannot go on.</summary>
    public void Listing()
    {
        Change(() =>
        {
            _feed.Lose();
            return true;
        });
        _watch.Cancel();
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

    private Task Changed => (_changed ??= NewSignal()).Task;

    private Task Asked => (_asked.Task.IsCompleted ? _asked = NewSignal() : _asked).Task;

    private Task WhenMoreFor(FeedCursor cursor)
    {
        if (!_waiting.TryGetValue(cursor, out var more)) _waiting.Add(cursor, more = NewSignal());
        return more.Task;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task WhenAsync(Func<bool> isSo, CancellationToken cancellation)
    {
        while (true)
        {
            Task? changed = null;
            if (Ask(() =>
            {
                changed = Changed;
                return isSo();
            })) return;
            await changed!.WaitAsync(cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Asks for something, which may be more than the feed has.</summary>
    private T Ask<T>(Func<T> ask)
    {
        CancellationTokenSource? outdated = null;
        T answer;
        lock (_gate)
        {
            var next = _feed.Next;
            answer = ask();
            if (_feed.Next != next) outdated = _watch;
            if (_feed.Next is not null || _feed.WantsList) _asked.TrySetResult();
        }

        outdated?.Cancel();
        return answer;
    }

    private void Happened(WatchEventType type, KubernetesObject subject, Action change)
    {
        var trace = Traces.AreWanted ? Traces.Event(type, subject, kind) : null;
        Volatile.Write(ref _heardAt, time.GetTimestamp());
        Change(() =>
        {
            _feed.TraceParent = trace;
            change();
            return true;
        });
    }

    private bool Change(Func<bool> change) => Ask(() =>
    {
        var isDone = change();
        Wake();
        return isDone;
    });

    /// <summary>Wakes those who have more to read: most changes are for one reader of several.</summary>
    private void Wake()
    {
        _changed?.SetResult();
        _changed = null;
        foreach (var (cursor, more) in _waiting)
        {
            if (_feed.TryPass(cursor)) continue;
            _waiting.Remove(cursor);
            more.SetResult();
        }
    }
}
