using Actors.Cluster;
using Actors.Operators.Fleet;

namespace Actors.Cli.Up.Fleet;

/// <summary>
/// How long shards are without an owner that works, as seen from outside: from the fault to the owner (or the map that names one that does not work) to the first map that
/// names another one which does, or until the owner has renewed its Lease after the fault is over. Times are nanoseconds of the machine's monotonic clock.
/// </summary>
internal sealed class OwnerGaps
{
    private readonly HashSet<string> _lives = new(StringComparer.Ordinal);
    private readonly HashSet<string> _downLives = new(StringComparer.Ordinal);
    private readonly HashSet<string> _downReplicas = new(StringComparer.Ordinal);
    private ShardMap? _map;
    private long?[] _since = [];
    private bool[] _wasOwned = [];
    private long _longest;

    /// <summary>The longest time so far, with those that have not ended.</summary>
    public TimeSpan Longest(long now)
    {
        var open = _since.Max(since => now - since) ?? 0;
        return TimeSpan.FromMicroseconds(Math.Max(_longest, open) / 1000.0);
    }

    /// <summary>Forgets those that have ended.</summary>
    public void Reset() => _longest = 0;

    /// <summary>A replica stands still or is dead: all lives it has had so far.</summary>
    public void Down(string replica, long at)
    {
        _downReplicas.Add(replica);
        _downLives.UnionWith(_lives.Where(life => FleetNames.ReplicaOf(life) == replica));
        Look(at);
    }

    /// <summary>The replica goes on, or another life of it begins. A life that was down owns again when it has renewed its Lease.</summary>
    public void Up(string replica) => _downReplicas.Remove(replica);

    /// <summary>A life has renewed its Lease.</summary>
    public void Renewed(string life, long at)
    {
        if (_downReplicas.Contains(FleetNames.ReplicaOf(life))) return;
        _lives.Add(life);
        if (_downLives.Remove(life)) Look(at);
    }

    /// <summary>A map was written.</summary>
    public void Mapped(ShardMap map, long at)
    {
        if (map.Epoch <= (_map?.Epoch ?? 0)) return;
        foreach (var life in map.Replicas) _lives.Add(life);
        _map = map;
        if (_since.Length != map.Shards.Count) (_since, _wasOwned) = (new long?[map.Shards.Count], new bool[map.Shards.Count]);
        Look(at);
    }

    private void Look(long at)
    {
        for (var shard = 0; shard < _since.Length; shard++)
        {
            // A shard that never was anybody's waits for its first owner, and has lost none.
            var owner = _map!.Shards[shard].Owner;
            _wasOwned[shard] |= owner is not null;
            if (owner is null ? _wasOwned[shard] : _downLives.Contains(owner))
            {
                _since[shard] ??= at;
            }
            else if (_since[shard] is { } since)
            {
                _longest = Math.Max(_longest, at - since);
                _since[shard] = null;
            }
        }
    }
}
