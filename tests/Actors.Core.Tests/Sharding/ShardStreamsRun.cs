using Actors.Ingest;
using Actors.Kernel;

namespace Actors.Sharding.Tests;

/// <summary>
/// Streams of shards at a server, driven step by step: by a seed, which changes what is followed and what there is, and lets requests fail in all ways; or by a test.
/// </summary>
internal sealed class ShardStreamsRun
{
    private readonly Random _random;
    private readonly int _shards;
    private readonly Dictionary<ShardStream, (ListWatchAction Action, int Position)> _open = [];
    private readonly List<(long Number, ulong Version, bool[] Listed)> _awaited = [];
    private long _number;

    public ShardStreamsRun(Random random, ShardField field, int shards, bool knowsShards)
    {
        (_random, _shards) = (random, shards);
        Server = new ShardServer(random, knowsShards);
        View = new ShardView(field, shards);
        var options = new ListWatchOptions { UseStreamingList = false, Jitter = 0 };
        Streams = new ShardStreams(options, field, shards, random, View.Route, failure => View.Trace.Add($"failed {failure.Code} {failure.Message}"));
    }

    public ShardServer Server { get; }

    public ShardView View { get; }

    public ShardStreams Streams { get; }

    public Instant Now { get; private set; } = new(TimeSpan.FromHours(1).Ticks);

    public int Lists { get; private set; }

    public static void Live(int seed)
    {
        var random = new Random(seed);
        var run = new ShardStreamsRun(random, random.Next(2) == 0 ? ShardField.Uid : ShardField.ControllerUid, random.Next(1, 13), random.Next(3) > 0);
        for (var steps = random.Next(20, 400); steps > 0; steps--) run.Step();
        run.Settle();
        run.View.CheckEquals(run.Server.Objects);
        run.View.Check(run.Streams.Done == run._number, $"all there is was told up to {run.Streams.Done}, and {run._number} was the last");
        run.View.Check(run.Streams.Streams.Count <= 1, $"{run.Streams.Streams.Count} streams are left");
    }

    public void Follow(params bool[] shards)
    {
        View.Trace.Add($"follow {string.Concat(shards.Select(static one => one ? '1' : '0'))} at {Server.Version}");
        View.Follow(shards);
        var isListed = new bool[_shards];
        for (var shard = 0; shard < _shards; shard++) isListed[shard] = shards[shard] && !Streams.Streams.Any(one => one.Holds[shard]);
        foreach (var (_, _, listed) in _awaited)
        {
            for (var shard = 0; shard < _shards; shard++) listed[shard] &= shards[shard];
        }

        _awaited.Add((++_number, Server.Version, isListed));
        Streams.Follow(_number, shards, Now);
        Look();
    }

    /// <summary>Lets everything that is under way end well, until nothing happens any more.</summary>
    public void Settle()
    {
        for (var round = 0; round < 200; round++)
        {
            foreach (var stream in Streams.Streams.ToArray())
            {
                while (Streams.Streams.Contains(stream) && Go(stream, fails: false)) { }
            }

            Now += TimeSpan.FromSeconds(1);
            foreach (var stream in Streams.Streams) stream.Machine.OnDeadline(Now);
            Streams.Settle(Now);
        }
    }

    /// <summary>Goes one step on with a stream. False if nothing has happened since.</summary>
    public bool Go(ShardStream stream, bool fails)
    {
        var moved = stream.Machine.Action switch
        {
            ListPageAction => List(stream, fails),
            WatchAction watch when _open.GetValueOrDefault(stream).Action != watch => Open(stream, watch, fails),
            WatchAction => Read(stream, fails),
            _ => false,
        };
        Streams.Settle(Now);
        Look();
        return moved;
    }

    private void Step()
    {
        switch (_random.Next(20))
        {
            case 0:
                var shards = new bool[_shards];
                foreach (ref var one in shards.AsSpan()) one = _random.Next(2) == 0;
                Follow(shards);
                break;
            case < 5:
                Server.Change();
                break;
            case 5:
                Server.Pass();
                break;
            case 6 when _random.Next(4) == 0:
                Server.Compacted = Server.Version;
                break;
            case 7:
                Now += TimeSpan.FromSeconds(_random.Next(40));
                foreach (var stream in Streams.Streams) stream.Machine.OnDeadline(Now);
                Streams.Settle(Now);
                break;
            default:
                if (Streams.Streams.Count > 0) Go(Streams.Streams[_random.Next(Streams.Streams.Count)], _random.Next(12) == 0);
                break;
        }
    }

    private bool List(ShardStream stream, bool fails)
    {
        Lists++;
        if (fails) stream.Machine.OnListFailed(Failure(), Now);
        else stream.Machine.OnPage(Server.List(stream.Options.Shards), Now);
        return true;
    }

    private bool Open(ShardStream stream, WatchAction watch, bool fails)
    {
        var version = ulong.Parse(watch.ResourceVersion, System.Globalization.CultureInfo.InvariantCulture);
        if (fails || version < Server.Compacted) stream.Machine.OnWatchFailed(fails ? Failure() : new RequestFailure(410, "Expired", "too old"), Now);
        else _open[stream] = (watch, Server.PositionAfter(version));
        return true;
    }

    private bool Read(ShardStream stream, bool fails)
    {
        if (fails)
        {
            if (_random.Next(2) == 0) stream.Machine.OnWatchFailed(Failure(), Now);
            else stream.Machine.OnWatchEnded(Now);
            return true;
        }

        var (action, position) = _open[stream];
        var isNew = Server.TryRead(ref position, stream.Options.Shards, out var happened);
        _open[stream] = (action, position);
        if (!isNew && stream.Machine.ResourceVersion == $"{Server.Version}") return false;
        stream.Machine.OnWatchEvent(stream.Screen(isNew ? happened : Server.Bookmark()), Now);
        return true;
    }

    private RequestFailure Failure() => _random.Next(3) switch
    {
        0 => new RequestFailure(410, "Expired", "too old resource version"),
        1 => new RequestFailure(0, "", "connection reset by peer"),
        _ => new RequestFailure(500, "InternalError", "etcd is not well"),
    };

    private void Look()
    {
        View.Check(Streams.Streams.Count <= ShardStreams.MaxStreams, $"{Streams.Streams.Count} streams");
        foreach (var done in _awaited.Where(one => one.Number <= Streams.Done).ToArray())
        {
            View.CheckHolds(Server.Objects, done.Version, done.Listed);
            _awaited.Remove(done);
        }
    }
}
