using Actors.Kernel;

namespace Actors.Cluster;

/// <summary>Reads leases and shard map, and takes in what they say.</summary>
internal sealed partial class ClusterActor
{
    private const string MapKey = "/map";

    // For how many renew deadlines a replica goes on by the map it has read last. A map that has vanished is made anew when it was missing for as many leases.
    private const int DeadlinesUnread = 2;

    private readonly LeaseObserver _observer = new(settings.Options.LeaseDuration, settings.Options.RenewDeadline);
    private IReadOnlyList<HeldLease> _leases = [];
    private ShardMap? _map;
    private string? _mapVersion;
    private (FleetNews News, string Text)? _mapProblem;
    private long _newestEpoch;
    private bool _isReading;
    private bool _readsAgain;
    private bool _isFresh;
    private long _reads;
    private Instant _readSentAt;
    private Instant _knownSince;

    /// <summary>When to stop unless the lease is renewed, and the map read, before: who hears of nothing does not hear that the map is gone. Only where there is a lease.</summary>
    private Instant FenceAt
    {
        get
        {
            var (lease, map) = (_lease.FenceAt!.Value, _knownSince + (DeadlinesUnread * Options.RenewDeadline));
            return lease < map ? lease : map;
        }
    }

    /// <summary>Whether somebody has a lease: it may have been silent too long, but nobody has taken it yet.</summary>
    private static bool IsHeld(HeldLease lease) => lease.Record.Name == lease.Record.Holder;

    private void Read(ActorContext context)
    {
        if (_isReading)
        {
            _readsAgain = true;
            return;
        }

        (_isReading, _readsAgain, _reads) = (true, false, _reads + 1);
        _readSentAt = context.Now;
        _isFresh = _lease.IsGood(context.Now);
        context.Perform(new ReadFleet(Options.OperationTimeout));
    }

    private void OnUnread(ActorContext context)
    {
        _isReading = false;
        context.StartTimer(ReadTimer, ReadDue.Instance, RetryPeriod);
    }

    private void OnRead(FleetRead read, ActorContext context)
    {
        _isReading = false;
        if (_hasLeft) return;
        _leases = read.Leases;
        _knownSince = _readSentAt;
        TakeMap(read, context);
        Observe(read, context);
        if (_resolvingRead > 0 && _reads >= _resolvingRead) Resolve(read, context);
        GrantIfFresh(context);
        KeepFence(context);
        if (_ownership is not null) AssignKeys(context);
        Lead(read, context);
        RetireIfFree(context);
        if (_readsAgain) Read(context);
    }

    private void TakeMap(FleetRead read, ActorContext context)
    {
        _mapVersion = read.MapVersion;
        var before = _map;
        _map = Parse(read.Map, context);
        if (_map is not null) _newestEpoch = _map.Epoch;
        if (_map is not null && _seen == 0) Renew(context);

        // What still runs, whoever does not let it end, then does so under an ownership that is over.
        if (before is not null && _map is null && _ownership is not null) Disown(context);
        if (!Equals(before, _map) && _ownership is not null) Assign(context);
    }

    private ShardMap? Parse(string? text, ActorContext context)
    {
        if (text is null && _newestEpoch == 0) return null;
        var problem = ProblemOf(text, out var map);
        if (problem != _mapProblem) Report(problem?.News ?? FleetNews.MapUsable, problem?.Text ?? $"epoch {map?.Epoch}", context);
        _mapProblem = problem;
        return problem is null ? map : null;
    }

    /// <summary>Why a map cannot be used, and what to do; null if it can.</summary>
    private (FleetNews News, string Text)? ProblemOf(string? text, out ShardMap? map)
    {
        map = null;
        if (text is null) return (FleetNews.MapUnusable, "There is no shard map any more: it is made anew when nobody can act by the last one, within a minute or so");
        if (ShardMapText.IsNewer(text))
            return (FleetNews.MapTooNew, $"The shard map is in a newer format than {ShardMapText.Format}, the newest this replica reads: bring this replica to the version of the operator that the others have");
        if (!ShardMapText.TryRead(text, out map, out var error)) return (FleetNews.MapUnusable, $"{error}; put it right, or delete the ConfigMap, and it is made anew");
        if (map.Shards.Count != Options.NumberOfShards)
        {
            return (FleetNews.ShardCountDiffers, $"The shard map has {map.Shards.Count} shards and akka.cluster.sharding.number-of-shards of this replica is {Options.NumberOfShards}: "
                + "set it as all others have it; to change it for all, stop all replicas, delete the ConfigMap, and start them");
        }

        return map.Epoch < _newestEpoch ? (FleetNews.MapUnusable, $"The shard map has gone back from epoch {_newestEpoch} to {map.Epoch}: delete the ConfigMap, and it is made anew") : null;
    }

    private void Observe(FleetRead read, ActorContext context)
    {
        var leases = new Dictionary<string, (string Version, Instant? SeenAt)>(StringComparer.Ordinal) { [MapKey] = (read.MapVersion ?? "", null) };
        foreach (var replica in _map?.Replicas ?? []) leases[replica] = ("", null);
        foreach (var lease in read.Leases) leases[lease.Record.Name] = (lease.Version, lease.SeenAt);
        _observer.Observe(leases, _readSentAt, context.Now);

        // As long as all are renewed each renewal of one's own comes before that, so it costs no read.
        if (_observer.NextSilence is { } at) context.StartTimer(SilenceTimer, ReadDue.Instance, Later(at, context));
        else context.CancelTimer(SilenceTimer);
    }

    private void GrantIfFresh(ActorContext context)
    {
        if ((_ownership ?? _granting) is not null || !_isFresh || !_lease.IsGood(context.Now) || _resolvingRead > 0) return;
        _granting = new Ownership(_replica, ++_ownerships);
        _keptUntil = null;
    }
}
