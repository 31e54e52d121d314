using Actors.Kernel;
using Actors.Objects;

namespace Actors.Ingest;

/// <summary>Watches, from a version on or with all there is first.</summary>
public sealed partial class ListWatch
{
    // A watch that the server ends before this, without having sent anything, has failed: begun anew at once, it would be asked for in a tight loop.
    private static readonly TimeSpan ShortestWatch = TimeSpan.FromSeconds(1);

    private Instant _openedAt;
    private bool _hasShownLife;

    /// <summary>A line of the watch has come.</summary>
    public void OnWatchEvent(WatchEvent happened, Instant now)
    {
        if (Action is not WatchAction) throw new InvalidOperationException($"An event came, but {Action.GetType().Name} is under way");
        _hasShownLife = true;
        if (happened.Type == WatchEventType.Error) OnWatchFailed(StatusReader.Read(happened.Object), now);
        else if (_incoming is not null) OnInitialEvent(happened, now);
        else OnEvent(happened, now);
    }

    /// <summary>The server has ended the watch in good order, or the connection was closed.</summary>
    public void OnWatchEnded(Instant now)
    {
        if (_incoming is not null) OnWatchFailed(new RequestFailure(0, "", "The watch ended before its initial events did"), now);
        else if (!_hasShownLife && now - _openedAt < ShortestWatch) OnWatchFailed(new RequestFailure(0, "", "The watch ended at once"), now);
        else Action = BeginWatch(now);
    }

    /// <summary>The watch could not be opened, or broke.</summary>
    public void OnWatchFailed(RequestFailure failure, Instant now)
    {
        ArgumentNullException.ThrowIfNull(failure);
        if (_incoming is not null) OnStreamingListFailed(failure, now);
        else if (failure.IsExpired || failure.IsRefusal || IsStuck(failure)) Fail(failure, null, now);
        else Fail(failure, Action, now);
    }

    private void OnStreamingListFailed(RequestFailure failure, Instant now)
    {
        _streamingListFailures++;
        if (failure.IsRefusal)
        {
            BeginPages(now);
            return;
        }

        if (_streamingListFailures >= _options.FailuresBeforeRelist) _hasStreamingList = false;
        Fail(failure, null, now);
    }

    private void OnInitialEvent(WatchEvent happened, Instant now)
    {
        switch (happened.Type)
        {
            case WatchEventType.Added or WatchEventType.Modified:
                Deadline = now + _options.StreamingListPatience;
                Show(happened.Object);
                break;
            case WatchEventType.Deleted:
                Deadline = now + _options.StreamingListPatience;
                _incoming!.Remove(happened.Object);
                if (Objects.TryGet(happened.Object, out var known) && SameUid(known, happened.Object)) Drop(known);
                break;
            case WatchEventType.Bookmark when happened.EndsInitialEvents:
                _streamingListFailures = 0;
                CompleteList(happened.Object.ResourceVersion);
                Deadline = now + _options.SilenceLimit;
                break;
        }
    }

    private void OnEvent(WatchEvent happened, Instant now)
    {
        Deadline = now + _options.SilenceLimit;
        _failuresAtVersion = 0;
        var subject = happened.Object;
        if (happened.Type != WatchEventType.Bookmark && !Take(happened.Type, subject))
        {
            Fail(new RequestFailure(0, "OutOfOrder", $"{subject} came after version {ResourceVersion}: the server does not keep the order of versions"), null, now);
            return;
        }

        if (!IsBehind(subject)) _version = ObjectVersion.Of(subject);
    }

    /// <summary>Takes a change in. False if it is neither new nor known: older than what has come before, so what else is missing nobody knows.</summary>
    private bool Take(WatchEventType type, KubernetesObject subject)
    {
        if (!IsWanted(subject)) return true;
        var isKnown = Objects.TryGet(subject, out var known) && SameUid(known, subject);
        var isSameVersion = isKnown && subject.ResourceVersionUtf8.SequenceEqual(known.ResourceVersionUtf8);
        if (isKnown && !IsNewer(subject, known) && !(isSameVersion && type == WatchEventType.Deleted)) return true;
        if (IsBehind(subject)) return false;
        if (type != WatchEventType.Deleted) Upsert(subject);
        else if (isKnown) Drop(subject);
        return true;
    }

    /// <summary>Whether the object is of an earlier version than the last that has come.</summary>
    private bool IsBehind(KubernetesObject subject) =>
        subject.TryGetVersionNumber(out var version) && _version.Number is { } last && version < last;

    private WatchAction BeginWatch(Instant now)
    {
        Deadline = now + _options.SilenceLimit;
        return OpenWatch(ResourceVersion, sendInitialEvents: false, now);
    }

    private WatchAction OpenWatch(string resourceVersion, bool sendInitialEvents, Instant now)
    {
        _openedAt = now;
        _hasShownLife = false;
        var spread = _options.MaxWatchTimeout - _options.MinWatchTimeout;
        return new WatchAction(resourceVersion, sendInitialEvents, _options.MinWatchTimeout + (spread * _random.NextDouble()));
    }
}
