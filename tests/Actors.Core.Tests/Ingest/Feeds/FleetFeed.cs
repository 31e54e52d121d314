using System.Globalization;
using Actors.Kernel;
using Actors.Objects;

namespace Actors.Ingest.Tests;

/// <summary>A feed at one replica, and what fills it: a watch of the server, which may be behind, and lists, which come late and may show what was there some time ago.</summary>
/// <param name="server">The server.</param>
/// <param name="random">Decides what goes wrong.</param>
/// <param name="options">How much is kept.</param>
internal sealed class FleetFeed(FleetServer server, Random random, FeedOptions options)
{
    private ListWatch? _watch;
    private (ListWatchAction? Action, int Position, ulong Seen) _open;
    private (IReadOnlyList<KubernetesObject> Objects, ulong Version)? _fetched;

    public Feed Feed { get; } = new(options);

    /// <summary>How often the server was asked for a list.</summary>
    public int Lists { get; private set; }

    /// <summary>How often a watch was begun where another one was.</summary>
    public int Begun { get; private set; }

    public ulong Version => Feed.Version;

    public override string ToString() => $"at {Feed.Version} from {Feed.Oldest}, list {(Feed.IsComplete ? Feed.ListVersion : null)}, next {Feed.Next}, {_watch?.Action.GetType().Name} at {_watch?.ResourceVersion}, {Lists} lists, begun {Begun} times";

    /// <summary>Asks another feed for what it knows, if it knows all; the answer comes later.</summary>
    public void TakeOver(Feed former)
    {
        if (former.IsComplete) _fetched = (former.List(null), former.ListVersion);
    }

    /// <summary>Goes one step on. False if there is nothing to be done.</summary>
    public bool Go(Instant now, bool fails)
    {
        if (Feed.Next is not null && (!fails || random.Next(2) == 0)) return Begin(now);
        if (Feed.WantsList && _fetched is null) return Fetch(fails);
        if (_fetched is { } fetched && random.Next(fails ? 2 : 1) == 0)
        {
            _fetched = null;
            Feed.Complete(fetched.Objects, fetched.Version);
            return true;
        }

        if (_watch is not { } watch) return false;
        watch.OnDeadline(now);
        var moved = watch.Action is WatchAction action && (_open.Action == action ? Read(watch, now, fails) : Open(watch, action, now, fails));

        // It has told the feed that it has lost its place, and is not driven any more.
        if (watch.Action is ListPageAction) _watch = null;
        return moved;
    }

    private bool Begin(Instant now)
    {
        Begun++;
        var version = Feed.Begin();
        _watch = new ListWatch(new ListWatchOptions { UseStreamingList = false, Jitter = 0 }, Feed, random, now, version.ToString(CultureInfo.InvariantCulture));
        return true;
    }

    private bool Fetch(bool fails)
    {
        Lists++;

        // A replica of the server that is behind.
        var version = fails && random.Next(2) == 0 ? (ulong)Math.Max(10, (long)server.Version - random.Next(12)) : server.Version;
        _fetched = ([.. server.StateAt(version).Values], version);
        return true;
    }

    private bool Open(ListWatch watch, WatchAction action, Instant now, bool fails)
    {
        var version = ulong.Parse(action.ResourceVersion, CultureInfo.InvariantCulture);
        if (fails && random.Next(6) == 0) watch.OnWatchFailed(new RequestFailure(random.Next(2) == 0 ? 410 : 500, "", "the server is not well"), now);
        else if (version < server.Compacted) watch.OnWatchFailed(new RequestFailure(410, "Expired", "too old"), now);
        else _open = (action, server.PositionAfter(version), version);
        return true;
    }

    private bool Read(ListWatch watch, Instant now, bool fails)
    {
        if (fails && random.Next(8) == 0)
        {
            if (random.Next(2) == 0) watch.OnWatchFailed(new RequestFailure(0, "", "connection reset by peer"), now);
            else watch.OnWatchEnded(now);
            return true;
        }

        if (_open.Position < server.End)
        {
            watch.OnWatchEvent(server[_open.Position++].Event, now);
            return true;
        }

        if (Feed.Version >= server.Version || (fails && random.Next(2) == 0)) return false;
        watch.OnWatchEvent(FleetServer.Bookmark(server.Version), now);
        return true;
    }
}
