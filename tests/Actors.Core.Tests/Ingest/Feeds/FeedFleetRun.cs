using Actors.Kernel;

namespace Actors.Ingest.Tests;

/// <summary>
/// A fleet that reads one kind by the feed of one replica, in plain steps by a seed: the feed moves in order, or dies with its replica, or comes back to where it was; shards move; readers are
/// cut off, sleep and wake up; the server forgets, lags and fails. In the end, when all is well, each reader has to hold what there is of its shards.
/// </summary>
internal sealed class FeedFleetRun
{
    private readonly Random _random;
    private readonly ShardField _field;
    private readonly FeedOptions _options;
    private readonly Replica[] _replicas;
    private readonly int[] _owners;
    private readonly bool _isHarsh;
    private int _ingest;
    private Instant _now = new(TimeSpan.FromHours(1).Ticks);

    private FeedFleetRun(int seed)
    {
        _random = new Random(seed);
        Server = new FleetServer(_random);
        _field = _random.Next(3) == 0 ? ShardField.Uid : ShardField.ControllerUid;
        _options = new FeedOptions { MaxEvents = _random.Next(3) == 0 ? _random.Next(1, 12) : 1000 };
        _isHarsh = _random.Next(2) == 0;
        _owners = new int[_random.Next(1, 9)];
        _replicas = [.. Enumerable.Range(0, _random.Next(1, 5)).Select(_ => new Replica { Reader = NewReader() })];
        for (var changes = _random.Next(15); changes > 0; changes--) Server.Change();
        for (var shard = 0; shard < _owners.Length; shard++) _owners[shard] = _random.Next(_replicas.Length);
        MoveIngest(_random.Next(_replicas.Length));
        foreach (var replica in _replicas) Learn(replica);
    }

    public FleetServer Server { get; }

    /// <summary>What happened in all.</summary>
    public static (int Lists, int Begun, int Expired) Live(int seed)
    {
        var run = new FeedFleetRun(seed);
        try
        {
            for (var steps = run._random.Next(20, 500); steps > 0; steps--) run.Step();
            run.Settle();
            foreach (var replica in run._replicas)
            {
                replica.Reader.View.CheckEquals(run.Server.Objects);
                replica.Reader.View.Check(replica.Reader.Streams.Streams.Count <= 1, "streams are left");
            }
        }
        catch (InvalidOperationException failure)
        {
            var traces = run._replicas.Select(static (one, at) => $"reader {at} (asleep: {one.IsAsleep}, feed {one.Feed}):\n  {string.Join("\n  ", one.Reader.View.Trace.TakeLast(25))}");
            throw new InvalidOperationException($"{failure.Message}\n{string.Join('\n', traces)}", failure);
        }

        var feeds = run._replicas.Select(static one => one.Feed).OfType<FleetFeed>().ToArray();
        return (feeds.Sum(static one => one.Lists), feeds.Sum(static one => one.Begun), run._replicas.Sum(static one => one.Reader.Expired));
    }

    private void Step()
    {
        var replica = _replicas[_random.Next(_replicas.Length)];
        switch (_random.Next(40))
        {
            case < 8:
                Server.Change();
                break;
            case 8 or 9:
                Server.Pass();
                break;
            case 10 when _random.Next(6) == 0:
                Server.Compact(Server.Version - (ulong)_random.Next(11));
                break;
            case 11:
                _now += TimeSpan.FromSeconds(_random.Next(20));
                break;
            case 12 when _random.Next(3) == 0:
                MoveIngest(_random.Next(_replicas.Length));
                break;
            case 13 when _random.Next(4) == 0:
                Crash(replica);
                break;
            case 14 when _random.Next(2) == 0:
                _owners[_random.Next(_owners.Length)] = _random.Next(_replicas.Length);
                break;
            case 15 when _random.Next(4) == 0:
                replica.IsAsleep = true;
                break;
            case 16:
                replica.IsAsleep = false;
                break;
            case 17 when _random.Next(3) == 0 && _replicas[_ingest] != replica:
                Close(replica);
                break;
            case 18 or 19 or 20:
                Learn(replica);
                break;
            case 21 when _random.Next(3) == 0:
                // It does not get an answer where it reads, and goes on at the server for a while.
                replica.Reader.Place = null;
                break;
            case < 31:
                replica.Feed?.Go(_now, _isHarsh || _random.Next(4) == 0);
                break;
            default:
                if (!replica.IsAsleep) replica.Reader.Go(_now, _isHarsh && _random.Next(3) == 0);
                break;
        }
    }

    private FleetReader NewReader() => new(Server, _random, _field, _owners.Length, _now);

    /// <summary>The map names another: it takes over from the one that has it now, if that answers.</summary>
    private void MoveIngest(int to)
    {
        var (former, successor) = (_replicas[_ingest].Feed, _replicas[to]);
        _ingest = to;
        if (successor.Feed is not null) return;
        successor.Feed = new FleetFeed(Server, _random, _options);
        if (former is not null && _random.Next(3) > 0) successor.Feed.TakeOver(former.Feed);
    }

    /// <summary>All that a replica had is lost; it comes back at once, as somebody else.</summary>
    private void Crash(Replica replica)
    {
        Close(replica);
        (replica.Reader, replica.IsAsleep) = (NewReader(), false);
        if (_replicas[_ingest] != replica) return;
        MoveIngest(_random.Next(_replicas.Length));
    }

    private void Close(Replica replica)
    {
        if (replica.Feed is not { } gone) return;
        replica.Feed = null;
        foreach (var other in _replicas)
        {
            other.Reader.Break(gone, _now);
            if (other.Reader.Place == gone) other.Reader.Place = null;
        }
    }

    /// <summary>A replica reads the map.</summary>
    private void Learn(Replica replica)
    {
        var at = Array.IndexOf(_replicas, replica);
        replica.Reader.Place = _replicas[_ingest].Feed;
        replica.Reader.Follow([.. _owners.Select(owner => owner == at)], _now);
    }

    private void Settle()
    {
        foreach (var replica in _replicas)
        {
            replica.IsAsleep = false;
            Learn(replica);
        }

        for (var rounds = 0; rounds < 150; rounds++)
        {
            _now += TimeSpan.FromSeconds(1);
            bool moved;
            var limit = 5000;
            do
            {
                moved = false;
                foreach (var replica in _replicas)
                {
                    moved |= replica.Feed?.Go(_now, fails: false) == true;
                    moved |= replica.Reader.Go(_now, fails: false);
                }

                if (--limit == 0) throw new InvalidOperationException("it does not come to rest");
            }
            while (moved);
        }
    }

    private sealed class Replica
    {
        public required FleetReader Reader { get; set; }

        public FleetFeed? Feed { get; set; }

        public bool IsAsleep { get; set; }
    }
}
