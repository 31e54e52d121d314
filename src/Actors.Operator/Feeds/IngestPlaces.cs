using System.Collections.Concurrent;
using Actors.Ingest;
using Actors.Kubernetes;
using Actors.Objects;
using Actors.Operators.Running;
using Actors.Settings;
using Actors.Sharding;
using Microsoft.Extensions.Logging;

namespace Actors.Operators.Feeds;

/// <summary>
/// Knows where this replica reads each kind: at the API server, or at the replica that reads it for all. Nothing that is right depends on the latter: who does not get what it wants there
/// goes on at the API server, at the version it has come to, and comes back later.
/// </summary>
/// <param name="mode">What the settings say.</param>
/// <param name="feeds">What this replica feeds to others.</param>
/// <param name="kinds">The kinds that one replica reads for all, and whether each replica needs all of it.</param>
/// <param name="clientAt">A client for the feeds of the replica at an address, below <see cref="FeedService.Prefix"/>; kept by whoever makes it.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Where it is said that a place is left.</param>
internal sealed class IngestPlaces(
    IngestMode mode, FeedService feeds, IReadOnlyDictionary<WatchedKind, bool> kinds, Func<string, KubernetesClient> clientAt, TimeProvider time, ILogger log)
{
    private readonly ConcurrentDictionary<WatchedKind, KindPlace> _places = new();

    /// <summary>What is known of a kind.</summary>
    public KindPlace this[WatchedKind kind] => _places.GetOrAdd(kind, static (one, made) => new KindPlace(made.mode, made.kinds.GetValueOrDefault(one), made.time), (mode, kinds, time));

    /// <summary>Carries out <see cref="PlaceIngests"/>. A replica that is alone reads for itself.</summary>
    public async Task<object> PlaceAsync(PlaceIngests placed, CancellationToken cancellation)
    {
        var isShared = mode != IngestMode.Direct && placed.Map.Replicas.Skip(1).Any();
        var own = new List<WatchedKind>();
        foreach (var kind in kinds.Keys)
        {
            var replica = isShared ? placed.Map.Ingests.GetValueOrDefault(kind.Id) : null;
            var address = replica is null ? null : placed.Addresses.GetValueOrDefault(replica);
            if (replica == placed.Replica) own.Add(kind);
            if (address is null) this[kind].Put("", "", clientAt);
            else this[kind].Put(replica!, address, clientAt);
        }

        var peers = placed.Addresses.Where(one => one.Key != placed.Replica).Select(one => clientAt(one.Value)).ToArray();
        await feeds.FeedAsync(own, peers).WaitAsync(cancellation).ConfigureAwait(false);
        return new IngestsPlaced();
    }

    /// <summary>Takes in that a replica has failed, and says what its reader is told: that of the version asked for, or of the server, this says nothing.</summary>
    public RequestFailure Failed(WatchedKind kind, ReadPlace place, RequestFailure failure)
    {
        if (failure.IsExpired)
        {
            this[kind].Works();
            return failure;
        }

        if (this[kind].Fails(place)) log.IngestLeft(kind, place.Replica, KindPlace.Detour, failure.Message);
        return new RequestFailure(503, "ServiceUnavailable", $"replica {place.Replica} at {place.Address}: {failure.Message}", failure.RetryAfter);
    }

    /// <summary>Takes in an object that the API server has shown to who asked for some shards of a kind.</summary>
    public void Shown(WatchedKind kind, KindPlace place, ShardSelector? shards, KubernetesObject shown)
    {
        if (shards is not null && place.Look(shards, shown)) log.ShardsIgnored(kind);
    }
}
