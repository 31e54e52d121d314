using Actors.ApiServer.Storage;

namespace Actors.ApiServer.Verbs;

/// <summary>The times one watch has to keep, its bookmarks and its end: wakes it when one of them has come.</summary>
internal sealed class WatchClock : IDisposable
{
    private static readonly TimeSpan BookmarkInterval = TimeSpan.FromMinutes(1);

    /// <summary>Timers count milliseconds in 32 bits; a watch may last longer.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly TimeProvider _time;
    private readonly Wakeup _wakeup;
    private readonly ITimer _timer;
    private readonly long _begun;
    private readonly TimeSpan _end;
    private TimeSpan _bookmark;
    private volatile bool _hasRung;

    /// <param name="time">The server's clock.</param>
    /// <param name="duration">How long the watch lasts from now.</param>
    /// <param name="hasBookmarks">Whether there are bookmarks.</param>
    /// <param name="wakeup">What wakes the watch.</param>
    public WatchClock(TimeProvider time, TimeSpan duration, bool hasBookmarks, Wakeup wakeup)
    {
        (_time, _wakeup) = (time, wakeup);
        _begun = time.GetTimestamp();
        _end = duration;
        _bookmark = hasBookmarks ? BookmarkInterval : TimeSpan.MaxValue;
        _timer = time.CreateTimer(static clock => ((WatchClock)clock!).Ring(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Set(TimeSpan.Zero);
    }

    /// <summary>Whether the watch is over.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Whether a bookmark is due: in time, and at the end.</summary>
    public bool WantsBookmark { get; private set; }

    /// <summary>Looks at the clock, once it has woken the watch.</summary>
    public void Read()
    {
        WantsBookmark = false;
        if (!_hasRung) return;
        _hasRung = false;
        var now = _time.GetElapsedTime(_begun);
        HasEnded = now >= _end;
        WantsBookmark = _bookmark < TimeSpan.MaxValue && (HasEnded || now >= _bookmark);
        if (WantsBookmark) _bookmark = now + BookmarkInterval;
        if (!HasEnded) Set(now);
    }

    public void Dispose() => _timer.Dispose();

    private void Set(TimeSpan now)
    {
        var wait = (_bookmark < _end ? _bookmark : _end) - now;
        _timer.Change(wait < LongestWait ? wait : LongestWait, Timeout.InfiniteTimeSpan);
    }

    private void Ring()
    {
        _hasRung = true;
        _wakeup.Wake();
    }
}
