using System.Globalization;
using System.Text;
using Actors.Kernel;
using Actors.Objects;
using Actors.Sharding.Tests;

namespace Actors.Ingest.Tests;

/// <summary>A server, a feed that reads from it, and readers of some shards each that read from the feed, quick and slow, in an order and with failures decided by a seed.</summary>
internal sealed class FeedRun
{
    private readonly Random _random;
    private readonly ShardServer _server;
    private readonly Feed _feed;
    private readonly ListWatch _source;
    private readonly List<Reader> _readers = [];
    private (ListWatchAction? Action, int Position) _open;
    private Instant _now = new(TimeSpan.FromHours(1).Ticks);

    private FeedRun(int seed)
    {
        _random = new Random(seed);
        _server = new ShardServer(_random, knowsShards: true);
        _feed = new Feed(new FeedOptions { MaxEvents = _random.Next(1, 40), MaxBytes = _random.Next(200, 20_000) });
        for (var changes = _random.Next(20); changes > 0; changes--) _server.Change();
        _source = new ListWatch(new ListWatchOptions { UseStreamingList = false }, _feed, _random, _now);
        for (var readers = _random.Next(1, 5); readers > 0; readers--) _readers.Add(new Reader(this));
    }

    public static void Live(int seed)
    {
        var run = new FeedRun(seed);
        for (var steps = run._random.Next(20, 400); steps > 0; steps--) run.Step();
        for (var rounds = 0; rounds < 300; rounds++)
        {
            run._now += TimeSpan.FromSeconds(1);
            while (run.Fill(fails: false)) { }
            foreach (var reader in run._readers)
            {
                while (reader.Go(fails: false)) { }
            }
        }

        foreach (var reader in run._readers) reader.CheckHolds(run._server.Objects);
    }

    private void Step()
    {
        switch (_random.Next(10))
        {
            case 0 or 1 or 2:
                _server.Change();
                break;
            case 3:
                _server.Pass();
                if (_random.Next(8) == 0) _server.Compacted = _server.Version;
                break;
            case 4:
                _now += TimeSpan.FromSeconds(_random.Next(20));
                break;
            case 5 or 6:
                Fill(_random.Next(15) == 0);
                break;
            default:
                _readers[_random.Next(_readers.Count)].Go(_random.Next(15) == 0);
                break;
        }
    }

    /// <summary>One step of the feed's own list and watch.</summary>
    private bool Fill(bool fails)
    {
        _source.OnDeadline(_now);
        switch (_source.Action)
        {
            case ListPageAction when fails:
                _source.OnListFailed(new RequestFailure(500, "InternalError", "no"), _now);
                return true;
            case ListPageAction:
                _source.OnPage(_server.List(null), _now);
                return true;
            case WatchAction watch when fails || VersionOf(watch) < _server.Compacted:
                _source.OnWatchFailed(new RequestFailure(410, "Expired", "too old"), _now);
                return true;
            case WatchAction watch:
                if (_open.Action != watch) _open = (watch, _server.PositionAfter(VersionOf(watch)));
                var position = _open.Position;
                var isNew = _server.TryRead(ref position, null, out var happened);
                _open.Position = position;
                if (!isNew && _source.ResourceVersion == Text(_server.Version)) return false;
                _source.OnWatchEvent(isNew ? happened : _server.Bookmark(), _now);
                return true;
            default:
                return false;
        }
    }

    private static ulong VersionOf(WatchAction watch) => ulong.Parse(watch.ResourceVersion, CultureInfo.InvariantCulture);

    private static string Text(ulong version) => version.ToString(CultureInfo.InvariantCulture);

    private sealed class Reader
    {
        private readonly FeedRun _run;
        private readonly ShardSelector? _shards;
        private readonly ListWatch _machine;
        private readonly Journal _journal = new();
        private ListWatchAction? _open;
        private ulong _after;
        private long _place;

        public Reader(FeedRun run)
        {
            _run = run;
            var (one, other) = ((ulong)run._random.NextInt64(), (ulong)run._random.NextInt64() << 1);
            var range = one < other ? new HashRange(one, other) : new HashRange(other, one + 1);
            _shards = run._random.Next(5) == 0 ? null : new ShardSelector(run._random.Next(2) == 0 ? ShardField.Uid : ShardField.ControllerUid, range);
            _machine = new ListWatch(new ListWatchOptions { UseStreamingList = false, Shards = _shards }, _journal, run._random, run._now);
        }

        public bool Go(bool fails)
        {
            _machine.OnDeadline(_run._now);
            switch (_machine.Action)
            {
                case ListPageAction when fails || !_run._feed.IsReady:
                    _machine.OnListFailed(new RequestFailure(503, "ServiceUnavailable", "not ready"), _run._now);
                    return true;
                case ListPageAction:
                    _machine.OnPage(new ObjectList(Text(_run._feed.Version), "", null, "", _run._feed.List(_shards)), _run._now);
                    return true;
                case WatchAction watch when fails:
                    _machine.OnWatchFailed(new RequestFailure(0, "", "reset"), _run._now);
                    return true;
                case WatchAction watch:
                    return Read(watch);
                default:
                    return false;
            }
        }

        public void CheckHolds(IEnumerable<KubernetesObject> objects)
        {
            var wanted = objects.Where(one => _shards is null || _shards.Matches(one)).Select(static one => $"{one.Uid} {one}").Order(StringComparer.Ordinal).ToArray();
            var held = _machine.Objects.Select(static one => $"{one.Uid} {one}").Order(StringComparer.Ordinal).ToArray();
            if (!wanted.SequenceEqual(held))
                throw new InvalidOperationException($"a reader of {_shards} holds\n  {string.Join("\n  ", held)}\nand there is\n  {string.Join("\n  ", wanted)}\nat {_run._server.Version}, feed {_run._feed.Version}, reader {_machine.ResourceVersion}");
        }

        private bool Read(WatchAction watch)
        {
            if (_open != watch)
            {
                if (_run._feed.PlaceAfter(VersionOf(watch)) is not { } place) return Expire();
                (_open, _place, _after) = (watch, place, VersionOf(watch));
            }

            var events = new List<WatchEvent>();
            if (!_run._feed.Read(ref _place, _after, _shards, events, _run._random.Next(1, 600))) return Expire();
            foreach (var happened in events)
            {
                if (_machine.Action != watch) return true;
                _machine.OnWatchEvent(happened, _run._now);
            }

            if (events.Count > 0 || _machine.Action != watch || _place < _run._feed.End || _machine.ResourceVersion == Text(_run._feed.Version)) return events.Count > 0;
            _machine.OnWatchEvent(
                new WatchEvent(WatchEventType.Bookmark, KubernetesObject.Parse(Encoding.UTF8.GetBytes($"{{\"metadata\":{{\"resourceVersion\":\"{_run._feed.Version}\"}}}}"))), _run._now);
            return _machine.ResourceVersion == Text(_run._feed.Version);
        }

        private bool Expire()
        {
            _machine.OnWatchFailed(new RequestFailure(410, "Expired", "too old"), _run._now);
            return true;
        }
    }
}
