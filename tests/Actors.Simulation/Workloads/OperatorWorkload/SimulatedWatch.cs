using System.Text;
using Actors.Ingest;
using Actors.Objects;

namespace Actors.Simulation;

/// <summary>An open watch of one kind at the simulated cluster.</summary>
internal sealed class SimulatedWatch : IWatchStream
{
    private readonly World _world;
    private readonly ClusterNetwork _network;
    private readonly string _kind;
    private readonly ShardSelector? _shards;
    private readonly Queue<WatchEvent> _initial = new();
    private readonly TimeSpan _endsAt;
    private readonly TimeSpan _lag;
    private int _position;
    private bool _owesEnd;
    private bool _isClosed;

    public SimulatedWatch(World world, ClusterNetwork network, string kind, ShardSelector? shards, WatchAction watch)
    {
        (_world, _network, _kind, _shards) = (world, network, kind, shards);
        (_endsAt, _lag) = (world.Now + watch.Timeout, network.NextLag());
        if (watch.SendInitialEvents)
        {
            foreach (var held in network.Cluster.Of(kind).Select(static one => one.ToBytes()).Where(held => network.Shows(held, shards))) _initial.Enqueue(new WatchEvent(WatchEventType.Added, held));
            (_position, _owesEnd) = (network.Cluster.Log.Count, true);
        }
        else
        {
            var version = ulong.Parse(watch.ResourceVersion, System.Globalization.CultureInfo.InvariantCulture);
            while (_position < network.Cluster.Log.Count && network.Cluster.Log[_position].Version <= version) _position++;
        }
    }

    private TimeSpan Lag => _network.IsHealthy ? TimeSpan.Zero : _lag;

    public void Close() => _isClosed = true;

    /// <summary>Waits for something and brings all there is, up to a few.</summary>
    public void Read(EffectCall call)
    {
        call.OnCancelled(() => End(call, new WatchRead([])));
        _world.After(_network.Latency, () => Look(call));
        if (_network.Traits.SendsBookmarks) _world.After(TimeSpan.FromSeconds(50), () => End(call, new WatchRead([Bookmark(isEnd: false)])));
    }

    private void Look(EffectCall call)
    {
        if (call.HasEnded) return;
        if (_network.IsOutOfReach(call) || _network.Strikes(_network.Traits.CutChance)) End(call, new WatchRead(Take(), Failure: new RequestFailure(0, "", "connection reset by peer")));
        else if (_world.Now >= _endsAt) End(call, new WatchRead(Take(), IsEnd: true));
        else if (Take() is { Count: > 0 } some) End(call, new WatchRead(some));
        else if (_position < _network.Cluster.Log.Count) _world.After(_network.Cluster.Log[_position].At + Lag - _world.Now, () => Look(call));
        else _network.Cluster.OnNextChange(() => _world.After(_network.Latency, () => Look(call)));
    }

    private void End(EffectCall call, WatchRead read)
    {
        if (!call.HasEnded) call.Complete(_isClosed ? new WatchRead([], Failure: new RequestFailure(0, "", "closed")) : read);
    }

    private List<WatchEvent> Take()
    {
        var taken = new List<WatchEvent>();
        var most = _world.Random.Next(1, 8);
        while (taken.Count < most && _initial.TryDequeue(out var initial)) taken.Add(initial);
        if (_owesEnd && _initial.Count == 0 && taken.Count < most)
        {
            _owesEnd = false;
            taken.Add(Bookmark(isEnd: true));
        }

        while (!_owesEnd && taken.Count < most && _position < _network.Cluster.Log.Count && _network.Cluster.Log[_position].At + Lag <= _world.Now)
        {
            var (_, happened, before, _) = _network.Cluster.Log[_position++];
            if (happened.Object.Kind == _kind && AsShown(happened, before) is { } shown) taken.Add(shown);
        }

        return taken;
    }

    /// <summary>What is chosen no more is deleted to who reads only what is, and what is chosen from now on is new. Null for what is none of this watch's.</summary>
    private WatchEvent? AsShown(WatchEvent happened, KubernetesObject before)
    {
        var was = !before.IsEmpty && _network.Shows(before, _shards);
        var isNow = happened.Type != WatchEventType.Deleted && _network.Shows(happened.Object, _shards);
        if (!was && !isNow) return null;
        return happened with { Type = isNow ? (was ? WatchEventType.Modified : WatchEventType.Added) : WatchEventType.Deleted };
    }

    private WatchEvent Bookmark(bool isEnd)
    {
        var version = _position == 0 ? 1 : _network.Cluster.Log[_position - 1].Version;
        var annotations = isEnd ? ",\"annotations\":{\"k8s.io/initial-events-end\":\"true\"}" : "";
        return new WatchEvent(WatchEventType.Bookmark, KubernetesObject.Parse(Encoding.UTF8.GetBytes($"{{\"metadata\":{{\"resourceVersion\":\"{version}\"{annotations}}}}}")));
    }
}
