using System.Globalization;
using Actors.Kernel;
using Actors.Objects;
using Actors.Sharding;
using Actors.Sharding.Tests;

namespace Actors.Ingest.Tests;

/// <summary>What one replica reads: streams of the shards it follows, each at a feed or, where none is known, at the server.</summary>
internal sealed class FleetReader
{
    private readonly Random _random;
    private readonly FleetServer _server;
    private readonly Dictionary<ShardStream, Opened> _open = [];
    private long _number;
    private ulong _seen;

    public FleetReader(FleetServer server, Random random, ShardField field, int shards, Instant now)
    {
        (_server, _random) = (server, random);
        View = new ShardView(field, shards);
        Streams = new ShardStreams(
            new ListWatchOptions { UseStreamingList = false, Jitter = 0 }, field, shards, random, View.Route, failure => View.Trace.Add($"failed {failure.Code} {failure.Message}"));
        Follow(new bool[shards], now);
    }

    public ShardView View { get; }

    public ShardStreams Streams { get; }

    /// <summary>The feed it reads at from now on; null for the server.</summary>
    public FleetFeed? Place { get; set; }

    /// <summary>How often it was told that what it asked for is not known any more.</summary>
    public int Expired { get; private set; }

    /// <summary>How many lists it has read.</summary>
    public int Lists { get; private set; }

    public void Follow(bool[] shards, Instant now)
    {
        View.Trace.Add($"follow {string.Concat(shards.Select(static one => one ? '1' : '0'))} at {_server.Version}");
        View.Follow(shards);
        Streams.Follow(++_number, [.. shards], now);
    }

    /// <summary>What it reads at a feed that is not there any more breaks.</summary>
    public void Break(FleetFeed gone, Instant now)
    {
        foreach (var (stream, opened) in _open.ToArray())
        {
            if (opened.Feed != gone || stream.Machine.Action != opened.Action) continue;
            stream.Machine.OnWatchFailed(new RequestFailure(0, "", "connection reset by peer"), now);
        }

        Streams.Settle(now);
    }

    /// <summary>Goes one step on with each stream. False if nothing has happened.</summary>
    public bool Go(Instant now, bool fails)
    {
        var moved = false;
        foreach (var stream in Streams.Streams.ToArray())
        {
            if (!Streams.Streams.Contains(stream)) continue;
            stream.Machine.OnDeadline(now);
            moved |= stream.Machine.Action switch
            {
                ListPageAction => List(stream, now, fails),
                WatchAction watch => Watch(stream, watch, now, fails),
                _ => false,
            };
            Streams.Settle(now);
        }

        return moved;
    }

    private bool List(ShardStream stream, Instant now, bool fails)
    {
        Lists++;
        if (fails && _random.Next(4) == 0) stream.Machine.OnListFailed(new RequestFailure(500, "InternalError", "no"), now);
        else if (Place is not { } place) Show(stream, _server.StateAt(_server.Version).Values, _server.Version, now);
        else if (!place.Feed.IsComplete || place.Feed.ListVersion < _seen)
        {
            place.Feed.AskForList();
            stream.Machine.OnListFailed(new RequestFailure(503, "ServiceUnavailable", "not all is known"), now);
        }
        else Show(stream, place.Feed.List(stream.Options.Shards), place.Feed.ListVersion, now, isSelected: true);
        return true;
    }

    private void Show(ShardStream stream, IEnumerable<KubernetesObject> objects, ulong version, Instant now, bool isSelected = false)
    {
        KubernetesObject[] shown = [.. objects];
        View.Trace.Add($"list of {stream.Options.Shards} at {version} by {(Place is null ? "server" : $"feed at {Place.Version}")}: {string.Join(' ', shown)}");
        if (isSelected) FleetDelivery.CheckList(_server, stream.Options.Shards, shown, version);
        _seen = Math.Max(_seen, version);
        stream.Machine.OnPage(new ObjectList(version.ToString(CultureInfo.InvariantCulture), "", null, "", shown), now);
    }

    private bool Watch(ShardStream stream, WatchAction watch, Instant now, bool fails)
    {
        if (fails && _random.Next(10) == 0)
        {
            if (_random.Next(2) == 0) stream.Machine.OnWatchFailed(new RequestFailure(0, "", "connection reset by peer"), now);
            else stream.Machine.OnWatchEnded(now);
            return true;
        }

        if (!_open.TryGetValue(stream, out var opened) || opened.Action != watch) return Open(stream, watch, now);
        var isMoved = opened.Feed is { } feed ? ReadFeed(stream, opened, feed.Feed, now) : ReadServer(stream, opened, now);

        // It is to be read elsewhere.
        if (isMoved && opened.Feed != Place && stream.Machine.Action == watch) stream.Machine.OnWatchEnded(now);
        return isMoved;
    }

    private bool Open(ShardStream stream, WatchAction watch, Instant now)
    {
        var version = ulong.Parse(watch.ResourceVersion, CultureInfo.InvariantCulture);
        var found = Place is { } place ? place.Feed.Find(version) : version < _server.Compacted ? FeedAnswerState.Gone : FeedAnswerState.Here;
        View.Trace.Add($"watch from {version} at {(Place is null ? "server" : $"feed at {Place.Version}")}: {found}");
        if (found == FeedAnswerState.Gone) Expire(stream, now);
        else if (found == FeedAnswerState.Here)
            _open[stream] = new Opened(watch, Place, new FeedCursor(version, stream.Options.Shards), new FleetDelivery(_server, stream.Options.Shards, version)) { Position = _server.PositionAfter(version) };
        return found != FeedAnswerState.Awaited;
    }

    private bool ReadFeed(ShardStream stream, Opened opened, Feed feed, Instant now)
    {
        var events = new List<WatchEvent>();

        // As the shell does with each change before it wakes who waits.
        var isPassed = feed.TryPass(opened.Cursor);
        var answer = feed.Read(opened.Cursor, events, _random.Next(1, 600));
        View.Check(!isPassed || events.Count == 0, "a reader was told what it was taken past");
        foreach (var happened in events)
        {
            if (stream.Machine.Action == opened.Action) Tell(stream, opened, happened, now);
        }

        if (answer == FeedAnswerState.Gone && stream.Machine.Action == opened.Action) Expire(stream, now);
        if (answer != FeedAnswerState.Here || events.Count > 0) return answer == FeedAnswerState.Gone || events.Count > 0;
        if (!feed.IsAtEnd(opened.Cursor) || stream.Machine.ResourceVersion == $"{opened.Cursor.Known}") return false;
        Tell(stream, opened, FleetServer.Bookmark(opened.Cursor.Known), now);
        return true;
    }

    private bool ReadServer(ShardStream stream, Opened opened, Instant now)
    {
        if (opened.Position < _server.End) Tell(stream, opened, _server[opened.Position++].Event, now);
        else if (stream.Machine.ResourceVersion == $"{_server.Version}") return false;
        else Tell(stream, opened, FleetServer.Bookmark(_server.Version), now);
        return true;
    }

    private void Tell(ShardStream stream, Opened opened, WatchEvent happened, Instant now)
    {
        View.Trace.Add($"{happened.Type} {(happened.Type == WatchEventType.Bookmark ? happened.Object.ResourceVersion : $"{happened.Object.Uid} {happened.Object}")} by {(opened.Feed is null ? "server" : "feed")}");
        opened.Delivery.Take(happened);
        _seen = Math.Max(_seen, ulong.Parse(happened.Object.ResourceVersion, CultureInfo.InvariantCulture));
        stream.Machine.OnWatchEvent(stream.Screen(happened), now);
    }

    private void Expire(ShardStream stream, Instant now)
    {
        Expired++;
        stream.Machine.OnWatchFailed(new RequestFailure(410, "Expired", "too old"), now);
    }

    private sealed record Opened(ListWatchAction Action, FleetFeed? Feed, FeedCursor Cursor, FleetDelivery Delivery)
    {
        public int Position { get; set; }
    }
}
