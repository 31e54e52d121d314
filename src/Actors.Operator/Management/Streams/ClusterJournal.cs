using System.Globalization;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Actors.Cluster;
using Actors.Operators.Telemetry;

namespace Actors.Operators.Management;

/// <summary>Keeps the last things that have become of the fleet as this replica sees it, and hands them to whoever follows.</summary>
internal sealed class ClusterJournal(TimeProvider time, OperatorMetrics metrics)
{
    /// <summary>How many are kept.</summary>
    public const int Max = 100;

    private readonly Lock _gate = new();
    private readonly Queue<ClusterEvent> _last = [];
    private readonly List<ChannelWriter<ClusterEvent>> _readers = [];
    private readonly Dictionary<int, long> _coming = [];
    private ShardMap? _map;

    public void Add(string replica, string type, string message)
    {
        lock (_gate)
        {
            var happened = new ClusterEvent(time.GetUtcNow(), replica, type, message);
            _last.Enqueue(happened);
            if (_last.Count > Max) _last.Dequeue();
            foreach (var reader in _readers) reader.TryWrite(happened);
        }
    }

    /// <summary>Takes in the map this replica goes by from now on.</summary>
    public void OnMap(string replica, ShardMap map)
    {
        ShardMap? before;
        lock (_gate)
        {
            if (_map?.Epoch == map.Epoch) return;
            (before, _map) = (_map, map);
            Measure(replica, map);
        }

        var counts = map.Shards.GroupBy(static one => one.Owner ?? "nobody").OrderBy(static one => one.Key, StringComparer.Ordinal).Select(static one => $"{one.Key} {one.Count()}");
        var moving = map.Shards.Count(static one => one.Next is not null);
        var changed = before is null ? 0 : before.Shards.Zip(map.Shards).Count(static one => one.First.Owner != one.Second.Owner);
        Add(replica, "MapChanged", string.Create(CultureInfo.InvariantCulture, $"epoch {map.Epoch}: {string.Join(", ", counts)}; {changed} have changed their owner, {moving} are to move"));
    }

    /// <summary>How long it takes from when a shard is ordered to come here until it is here.</summary>
    private void Measure(string replica, ShardMap map)
    {
        for (var shard = 0; shard < map.Shards.Count; shard++)
        {
            var place = map.Shards[shard];
            if (place.Next == replica) _coming.TryAdd(shard, time.GetTimestamp());
            else if (_coming.Remove(shard, out var since) && place.Owner == replica) metrics.HandedOver(time.GetElapsedTime(since));
        }
    }

    public async IAsyncEnumerable<ClusterEvent> ReadAsync(ManagementRequest request, [EnumeratorCancellation] CancellationToken stop)
    {
        var events = Channel.CreateBounded<ClusterEvent>(new BoundedChannelOptions(Max * 2) { FullMode = BoundedChannelFullMode.DropOldest });
        lock (_gate)
        {
            foreach (var known in _last.TakeLast(request.Number("tail", 20, 0, Max))) events.Writer.TryWrite(known);
            if (request.Flag("follow", true)) _readers.Add(events.Writer);
            else events.Writer.Complete();
        }

        try
        {
            await foreach (var happened in events.Reader.ReadAllAsync(stop).ConfigureAwait(false)) yield return happened;
        }
        finally
        {
            lock (_gate) _readers.Remove(events.Writer);
        }
    }
}
