using Actors.Kernel;

namespace Actors.Cluster;

/// <summary>
/// Gets the coordinator's lease, and while it has it writes the shard map. That there is one coordinator is for economy: a map is written only over the one it was made from, and
/// what it relies on (acknowledgements of that map's orders, leases that were taken) cannot be taken back, so two at once do no harm.
/// </summary>
internal sealed partial class ClusterActor
{
    // How long to wait for acknowledgements still to come, so that one map completes them all.
    private static readonly TimeSpan GatherTime = TimeSpan.FromMilliseconds(50);

    // How far a map that is made anew is above the last epoch that is known: a map may have been written, and lost, before anybody told of it with a renewal.
    private const long LostEpochs = 1000;

    private readonly OwnLease _coordination = new(settings.Options.RenewDeadline);
    private readonly HashSet<(string Name, string Version)> _taking = [];
    private string? _coordinatorVersion;
    private bool _isWritingCoordinator;
    private bool _hasReleasedCoordination;
    private Instant _coordinatorSentAt;
    private readonly Dictionary<string, string> _unable = new(StringComparer.Ordinal);
    private bool _isWritingMap;
    private Instant? _unevenSince;
    private Instant? _gatheringSince;

    private void OnOtherWritten(LeaseWritten written, ActorContext context)
    {
        if (written.Name == LeaseRecord.Coordinator)
        {
            _isWritingCoordinator = false;
            _coordinatorVersion = written.Version;
            if (!_hasReleasedCoordination)
            {
                if (!_hasLeft && !_coordination.IsGood(context.Now)) Report(FleetNews.Leading, _replica, context);
                _coordination.Renewed(_coordinatorSentAt);
            }

            if (_hasLeft)
            {
                ReleaseCoordination(context);
                LeaveIfReleased(context);
            }
        }
        else
        {
            _taking.RemoveWhere(one => one.Name == written.Name);
            Report(FleetNews.TookLease, written.Name, context);
        }

        if (!_hasLeft) Read(context);
    }

    /// <summary>Once, and after a renewal that is under way.</summary>
    private void ReleaseCoordination(ActorContext context)
    {
        if (_hasReleasedCoordination || _isWritingCoordinator || !_coordination.IsGood(context.Now) || _coordinatorVersion is not { } version) return;
        (_hasReleasedCoordination, _isWritingCoordinator) = (true, true);
        context.Perform(new WriteLease(new LeaseRecord(LeaseRecord.Coordinator, ""), version, Options.OperationTimeout));
    }

    private void OnOtherRefused(LeaseRefused refused, ActorContext context)
    {
        if (refused.Name == LeaseRecord.Coordinator)
        {
            _isWritingCoordinator = false;
            LeaveIfReleased(context);
        }
        else _taking.RemoveWhere(one => one.Name == refused.Name);
    }

    private void Lead(FleetRead read, ActorContext context)
    {
        if (!_lease.IsGood(context.Now)) return;
        var held = read.Leases.FirstOrDefault(static lease => lease.Record.Name == LeaseRecord.Coordinator);
        var isOurs = held?.Record.Holder == _replica;
        if (!isOurs) _coordination.Lost();
        if (MustWriteCoordinator(held, isOurs, context))
        {
            (_isWritingCoordinator, _coordinatorSentAt) = (true, context.Now);
            context.Perform(new WriteLease(new LeaseRecord(LeaseRecord.Coordinator, _replica), held?.Version, Options.OperationTimeout));
        }

        if (isOurs && _coordination.IsGood(context.Now)) Coordinate(context);
    }

    private bool MustWriteCoordinator(HeldLease? held, bool isOurs, ActorContext context)
    {
        // Who cannot use the map that is there leaves it to who can.
        if (_isWritingCoordinator || (_map is null && _mapVersion is not null)) return false;
        if (isOurs) return !_coordination.IsGood(context.Now) || context.Now - _coordinatorSentAt >= Options.RenewInterval * 0.8;
        if (_isLeaving) return false;
        return held is null || held.Record.Holder.Length == 0 || _observer.IsSilent(LeaseRecord.Coordinator) || IsDead(held.Record.Holder);
    }

    private void Coordinate(ActorContext context)
    {
        TakeSilentLeases(context);
        DeleteOldLeases(context);
        if (_isWritingMap || CurrentMap() is not { } current) return;
        ReportUnable(context);
        if (NextMap(current, context) is not { } next) return;
        if (MustGather(current, next, context)) return;
        _gatheringSince = null;
        _isWritingMap = true;
        context.Perform(new WriteShardMap(ShardMapText.Write(next), _mapVersion, Options.OperationTimeout));
    }

    /// <summary>
    /// From who was silent for a whole lease it is taken before anybody gets what it owned: it can never be renewed then, and if it was renewed in between, the attempt fails.
    /// </summary>
    private void TakeSilentLeases(ActorContext context)
    {
        foreach (var lease in _leases)
        {
            if (!IsHeld(lease) || lease.Record.Name == _replica || !_observer.IsSilent(lease.Record.Name) || !_taking.Add((lease.Record.Name, lease.Version))) continue;
            context.Perform(new WriteLease(lease.Record with { Holder = "" }, lease.Version, Options.OperationTimeout));
        }
    }

    private void DeleteOldLeases(ActorContext context)
    {
        if (_map is null) return;
        foreach (var lease in _leases)
        {
            if (lease.Record.Holder.Length > 0 || lease.Record.Name == LeaseRecord.Coordinator || _map.Replicas.Contains(lease.Record.Name)) continue;
            context.Perform(new DeleteLease(lease.Record.Name, lease.Version, Options.OperationTimeout));
        }
    }

    /// <summary>Whether a replica that has a lease can be given shards: it is not about to end, and can use the map.</summary>
    private bool TakesShards(HeldLease lease) => !lease.Record.IsLeaving && UnableBy(lease.Record) is null;

    /// <summary>Why a replica could not use the map; null if it can. Which map formats and how many shards it has is the same for its whole life.</summary>
    private string? UnableBy(LeaseRecord replica)
    {
        if (replica.Shards > 0 && replica.Shards != Options.NumberOfShards)
            return $"its akka.cluster.sharding.number-of-shards is {replica.Shards}, and the shard map has {Options.NumberOfShards} shards";
        return replica.MapFormats.Length == 0 || replica.MapFormats.Split(',', StringSplitOptions.TrimEntries).Contains(ShardMapText.Format, StringComparer.Ordinal)
            ? null
            : $"it reads shard maps of the format {replica.MapFormats}, and the shard map has {ShardMapText.Format}";
    }

    private void ReportUnable(ActorContext context)
    {
        foreach (var gone in _unable.Keys.Where(name => _leases.All(lease => lease.Record.Name != name)).ToArray()) _unable.Remove(gone);
        foreach (var lease in _leases)
        {
            var name = lease.Record.Name;
            if (!IsHeld(lease) || UnableBy(lease.Record) is not { } why || (_unable.TryGetValue(name, out var known) && known == why)) continue;
            _unable[name] = why;
            context.Perform(new ReportFleet(FleetNews.CannotOwn, $"{name} gets no shards: {why}", _replica, name));
        }
    }

    /// <summary>
    /// Whether a replica can never act again: its lease was released or taken, or has been gone for as long as it was good.
    /// </summary>
    private bool IsDead(string replica)
    {
        var lease = _leases.FirstOrDefault(one => one.Record.Name == replica);
        return lease is null ? _observer.IsSilent(replica) : lease.Record.Holder.Length == 0;
    }

    /// <summary>
    /// The map to go on from. Where it has vanished, somebody may still act by the last one until it has run out for everyone, those who cannot read among them; a new one has a higher
    /// epoch than any that was seen.
    /// </summary>
    private ShardMap? CurrentMap()
    {
        if (_map is not null) return _map;
        if (_mapVersion is not null) return null;
        var epoch = Math.Max(_newestEpoch, _leases.Select(static lease => Math.Max(lease.Record.Seen, lease.Record.Acknowledged)).Append(0).Max());
        if (epoch == 0) return Planner.Empty(0, Options.NumberOfShards);
        return _observer.IsSilent(MapKey, DeadlinesUnread) ? Planner.Empty(epoch + LostEpochs, Options.NumberOfShards) : null;
    }

    private ShardMap? NextMap(ShardMap current, ActorContext context)
    {
        Member[] members =
        [
            .. _leases.Where(IsHeld).Where(static lease => lease.Record.Name != LeaseRecord.Coordinator)
                .Select(lease => new Member(lease.Record.Name, Math.Max(1, lease.Record.Weight), !TakesShards(lease), lease.Record.Acknowledged)),
        ];
        if (Planner.Plan(current, members, IsDead, settings.Ingests, mayBalance: true) is not { } even)
        {
            _unevenSince = null;
            return null;
        }

        var needed = Planner.Plan(current, members, IsDead, settings.Ingests, mayBalance: false);
        if (needed is not null && needed.SaysTheSameAs(even))
        {
            _unevenSince = null;
            return needed;
        }

        _unevenSince ??= context.Now;
        var left = _unevenSince.Value + Options.RebalanceInterval;
        if (context.Now >= left) return even;
        context.StartTimer(ReadTimer, ReadDue.Instance, left - context.Now);
        return needed;
    }

    /// <summary>Orders a move that somebody wants, as any other: with a map over the one it was made from.</summary>
    private object Move(MoveShard move, ActorContext context)
    {
        if (!_coordination.IsGood(context.Now)) return new MoveRefused($"{_replica} does not write the shard map");
        if (_map is not { } map) return new MoveRefused("there is no shard map");
        if (_isWritingMap) return new MoveRefused("the shard map is just being written; try again");
        if (move.Shard < 0 || move.Shard >= map.Shards.Count) return new MoveRefused($"there is no shard {move.Shard}: there are 0 to {map.Shards.Count - 1}");
        if (!_leases.Any(lease => IsHeld(lease) && lease.Record.Name == move.To && TakesShards(lease))) return new MoveRefused($"{move.To} is no member that takes shards");
        var place = map.Shards[move.Shard];
        if ((place.Next ?? place.Owner) == move.To) return new MoveRefused($"{move.To} {(place.Next is null ? "has" : "is to get")} shard {move.Shard} already");
        var epoch = map.Epoch + 1;
        var moved = place.Owner is null || place.Owner == move.To ? new ShardPlace(move.To) : place with { Next = move.To, OrderedAt = epoch };
        var next = new ShardMap(epoch, [.. map.Shards.Select((one, shard) => shard == move.Shard ? moved : one)], map.Ingests);
        _isWritingMap = true;
        context.Perform(new WriteShardMap(ShardMapText.Write(next), _mapVersion, Options.OperationTimeout));
        return new MoveOrdered(epoch);
    }

    private bool MustGather(ShardMap current, ShardMap next, ActorContext context)
    {
        if (!Planner.HasMoreToCome(current, next)) return false;
        _gatheringSince ??= context.Now;
        if (context.Now - _gatheringSince.Value >= GatherTime) return false;
        context.StartTimer(ReadTimer, ReadDue.Instance, GatherTime);
        return true;
    }
}
