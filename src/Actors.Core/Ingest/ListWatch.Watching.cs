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
        if (happened.Type == WatchEventType.Error) OnWatchFailed(StatusReader.Read(happened.Object), now);
        else if (_incoming is not null) OnInitialEvent(happened, now);
        else OnEvent(happened, now);
    }

    /// <summary>The server has ended the watch in good order, or the connection was closed.</summary>
    public void OnWatchEnded(Instant now)
    {
        if (_incoming is not null) OnWatchFailed(new RequestFailure(0, RequestFailure.Ended, "The watch ended before its initial events did"), now);
        else if (!_hasShownLife && now - _openedAt < ShortestWatch) OnWatchFailed(new RequestFailure(0, RequestFailure.Ended, "The watch ended at once"), now);
        else Action = BeginWatch(now);
    }

    /// <summary>Begins anew without a further wait. After some silences in a row with a list: a server that was set back is silent behind its last version.</summary>
    private void OnSilence(Instant now)
    {
        var silence = new RequestFailure(0, RequestFailure.Silent, $"The watch was silent for {_options.SilenceLimit.TotalSeconds:0.#} s");
        _handler.Failed(silence);
        Action = IsStuck(silence) ? BeginList(now) : BeginWatch(now);
    }

    /// <summary>The watch could not be opened, or broke.</summary>
    public void OnWatchFailed(RequestFailure failure, Instant now)
    {
        ArgumentNullException.ThrowIfNull(failure);
        if (_incoming is not null) OnStreamingListFailed(failure, now);
        else if (failure.IsExpired || failure.IsRefusal || IsStuck(failure)) Fail(failure, null, now);
        else Fail(failure, Action, now);
    }

    private void OnInitialEvent(WatchEvent happened, Instant now)
    {
        _hasShownLife = true;
        var subject = happened.Object;
        if (happened.Type == WatchEventType.Bookmark)
        {
            if (happened.EndsInitialEvents) OnInitialEventsEnd(subject.ResourceVersion, now);
            return;
        }

        See(ObjectVersion.Of(subject));

        // The changes of a busy kind must not hide for ever that the end does not come.
        Deadline = Earlier(now + _options.StreamingListPatience, _openedAt + _options.MinWatchTimeout);
        if (happened.Type != WatchEventType.Added && IsWanted(subject) && !ChangesWhatWasShown(subject)) OnWatchFailed(BrokenOrder(subject), now);
        else if (happened.Type != WatchEventType.Deleted) Show(subject);
        else if (_incoming!.Remove(subject)) Drop(subject);
    }

    private void OnInitialEventsEnd(string resourceVersion, Instant now)
    {
        OnStreamed();
        if (IsStale(resourceVersion))
        {
            OnStaleList(resourceVersion, now);
            return;
        }

        CompleteList(resourceVersion);
        Deadline = now + _options.SilenceLimit;
    }

    private bool ChangesWhatWasShown(KubernetesObject subject) => _incoming!.TryGet(subject, out var shown) && SameUid(shown, subject) && !IsOlder(subject, shown);

    private static Instant Earlier(Instant one, Instant other) => one < other ? one : other;

    private void OnEvent(WatchEvent happened, Instant now)
    {
        Deadline = now + _options.SilenceLimit;
        _failuresHere = 0;
        var subject = happened.Object;
        if (happened.Type != WatchEventType.Bookmark && !Take(happened.Type, subject))
        {
            Fail(BrokenOrder(subject), null, now);
            return;
        }

        if (IsBehind(subject)) return;
        var version = ObjectVersion.Of(subject);
        _hasShownLife |= happened.Type != WatchEventType.Bookmark && version != _version;
        _version = version;
        See(version);
        if (happened.Type == WatchEventType.Bookmark) _handler.Progressed(version.ToString());
    }

    private static RequestFailure BrokenOrder(KubernetesObject subject) =>
        new(0, RequestFailure.OutOfOrder, $"{subject} came behind a later version, or before it was added: the server does not keep the order of versions");

    /// <summary>Takes a change in. False if it is neither new nor known: older than what has come before, so what else is missing nobody knows.</summary>
    private bool Take(WatchEventType type, KubernetesObject subject)
    {
        var slot = Objects.SlotOf(subject);
        var hasName = Objects.TryGet(slot, out var known);
        if (!IsWanted(subject))
        {
            // Of another uid as well: what had the name before is gone.
            if (hasName && IsNewer(subject, known)) Drop(known);
            return true;
        }

        var isKnown = hasName && SameUid(known, subject);
        if (isKnown && !IsNewer(subject, known))
        {
            // There are servers that show what is gone in its last version instead of one of its own.
            if (type == WatchEventType.Deleted && subject.ResourceVersionUtf8.SequenceEqual(known.ResourceVersionUtf8)) Drop(subject);
            return true;
        }

        if (IsBehind(subject)) return false;
        if (type == WatchEventType.Modified && !hasName && _isPartial) PutUnknown(subject);
        else if (type != WatchEventType.Deleted) Upsert(subject, slot);
        else if (isKnown) Drop(subject);
        else if (_isPartial) _handler.Deleted(subject);
        return true;
    }

    /// <summary>Takes an object in that was there before it was heard of: as what, nobody here knows.</summary>
    private void PutUnknown(KubernetesObject subject)
    {
        Objects.Put(subject);
        _handler.Modified(default, subject);
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
