using Actors.Ingest;
using Actors.Kernel;

namespace Actors.Cluster;

/// <summary>
/// A replica's part in the fleet: keeps its lease, reads the shard map, tells the region what to own, and writes the map itself while it holds the coordinator's lease.
/// </summary>
/// <remarks>
/// <list type="bullet">
/// <item>It relies on its lease from before the last renewal that succeeded was sent until the renew deadline, and on the map for twice as long from when it was asked for. Then the region has nothing run any more, and the shell lets
/// no request through.</item>
/// <item>It begins, or begins again, only when a renewal has succeeded and the map was read after that.</item>
/// <item>Who finds that others have taken its lease is another replica from then on.</item>
/// </list>
/// </remarks>
internal sealed partial class ClusterActor(ClusterSettings settings, ActorRef region, ActorRef? limits = null) : Actor
{
    private const string RenewTimer = "renew";
    private const string FenceTimer = "fence";
    private const string WatchTimer = "watch";
    private const string ReadTimer = "read";
    private const string SilenceTimer = "silence";

    // After how long something that failed is tried again.
    private static readonly TimeSpan RetryPeriod = TimeSpan.FromMilliseconds(400);

    private readonly List<ActorRef> _leavers = [];
    private string _replica = "";
    private Ownership? _ownership;
    private Ownership? _granting;
    private long _ownerships;
    private bool _isLeaving;
    private bool _isRetiring;
    private bool _hasLeft;
    private bool _isReleased;

    private Settings.ClusterOptions Options => settings.Options;

    protected override SupervisorStrategy Supervision => Sharding.ReplicaSupervision.Strategy;

    protected override void PreStart(ActorContext context)
    {
        context.Perform(new AwaitFleetChange());
        BeSomebodyNew(context);
    }

    protected override void Receive(object message, ActorContext context)
    {
        StopIfTooLate(context);
        switch (OutcomeOf(message))
        {
            case RenewDue:
                Renew(context);
                break;
            case FenceDue or FleetReported or LeaseDeleted:
                break;
            case ReadDue:
                Read(context);
                break;
            case WatchDue:
                context.Perform(new AwaitFleetChange());
                break;
            case LeaseWritten written:
                OnWritten(written, context);
                break;
            case LeaseRefused refused:
                OnRefused(refused, context);
                break;
            case FleetRead read:
                OnRead(read, context);
                break;
            case FleetUnread:
                OnUnread(context);
                break;
            case FleetChanged:
                context.Perform(new AwaitFleetChange());
                Read(context);
                break;
            case EffectFailed { Effect: AwaitFleetChange } or EffectCancelled { Effect: AwaitFleetChange }:
                context.StartTimer(WatchTimer, WatchDue.Instance, RetryPeriod);
                break;
            case ShardMapWritten or ShardMapRefused:
                _isWritingMap = false;
                Read(context);
                break;
            case FenceKept kept:
                OnFenceKept(kept, context);
                break;
            case HandedOver over:
                OnHandedOver(over, context);
                break;
            case Sharding.Retired:
                Release(context);
                break;
            case LeaveFleet:
                OnLeave(context);
                break;
            case GetCluster:
                var left = _lease.FenceAt is { } end && end > context.Now ? end - context.Now : TimeSpan.Zero;
                context.Reply(new ClusterSnapshot(_replica, _ownership, _coordination.IsGood(context.Now), _isLeaving, _map, _leases, left));
                break;
            case MoveShard move:
                context.Reply(Move(move, context));
                break;
            default:
                context.Unhandled(message);
                break;
        }
    }

    /// <summary>What a request that was not carried out as foreseen means.</summary>
    private static object OutcomeOf(object message) => message switch
    {
        EffectFailed failed => RefusalOf(failed.Effect, failed.Error.Message) ?? message,
        EffectCancelled cancelled => RefusalOf(cancelled.Effect, "The request was ended") ?? message,
        _ => message,
    };

    private static object? RefusalOf(Effect effect, string why) => effect switch
    {
        WriteLease write => new LeaseRefused(write.Lease.Name, new RequestFailure(0, "", why)),
        DeleteLease delete => new LeaseDeleted(delete.Name),
        ReadFleet => new FleetUnread(new RequestFailure(0, "", why)),
        WriteShardMap => new ShardMapRefused(new RequestFailure(0, "", why)),
        ReportFleet => new FleetReported(),
        _ => null,
    };

    private void OnFenceKept(FenceKept kept, ActorContext context)
    {
        if (kept.Ownership != _granting) return;
        (_ownership, _granting) = (_granting, null);
        Report(FleetNews.Active, _replica, context);
        Assign(context);
    }

    private void StopIfTooLate(ActorContext context)
    {
        if ((_ownership ?? _granting) is null || (_lease.IsGood(context.Now) && context.Now < FenceAt)) return;
        Report(FleetNews.Fenced, $"{_replica}: the lease could not be renewed for {Options.RenewDeadline}, or the map read for {DeadlinesUnread * Options.RenewDeadline}", context);
        Disown(context);
    }

    private void Disown(ActorContext context)
    {
        (_ownership, _granting) = (null, null);
        Assign(context);
    }

    private Dictionary<string, string> Addresses =>
        _leases.Where(static lease => lease.Record.Address.Length > 0).ToDictionary(static lease => lease.Record.Name, static lease => lease.Record.Address, StringComparer.Ordinal);

    private void Assign(ActorContext context)
    {
        context.Tell(region, new Assigned(_replica, _ownership, _seen > 0 ? _map : null, Addresses));
        AssignKeys(context);
    }

    /// <summary>What the owner of keys goes by: told with each renewal and each read, and before what others build on.</summary>
    private void AssignKeys(ActorContext context)
    {
        if (limits is null) return;

        // One whose Lease was deleted by hand works on until it finds out.
        var unaware = _map?.Replicas.Where(replica => !IsDead(replica)) ?? [];
        var holders = _leases.Where(IsHeld).Select(static lease => lease.Record.Name).Concat(unaware).ToHashSet(StringComparer.Ordinal);
        context.Tell(limits, new Reconciling.KeysAssigned(
            _replica, _ownership is null ? null : FenceAt, _seen > 0 ? _map : null, _acknowledged, Addresses, holders));
    }

    private void OnHandedOver(HandedOver over, ActorContext context)
    {
        if (over.Replica != _replica || over.Epoch <= _acknowledged) return;
        _acknowledged = over.Epoch;
        AssignKeys(context);
        Renew(context);
    }

    private void OnLeave(ActorContext context)
    {
        if (_hasLeft) context.Reply(new FleetLeft());
        else _leavers.Add(context.Sender);
        if (_isLeaving) return;
        _isLeaving = true;
        Renew(context);
    }

    /// <summary>Whoever leaves has nothing run any more when its shards are others', or when there is nobody to take them.</summary>
    private void RetireIfFree(ActorContext context)
    {
        if (!_isLeaving || _isRetiring) return;
        var hasHeirs = _leases.Any(lease => IsHeld(lease) && lease.Record.Name != _replica && TakesShards(lease));
        if (hasHeirs && _map is not null && _map.Names(_replica)) return;
        _isRetiring = true;
        context.Tell(region, new Sharding.Retire());
    }

    private void Release(ActorContext context)
    {
        if (_hasLeft) return;
        _hasLeft = true;
        Disown(context);
        context.CancelTimer(RenewTimer);
        context.CancelTimer(SilenceTimer);
        ReleaseCoordination(context);
        if (_writing is null) WriteRelease(context);
    }

    private void WriteRelease(ActorContext context)
    {
        if (_version is not { } version)
        {
            Leave(context);
            return;
        }

        _writing = Record() with { Holder = "" };
        context.Perform(new WriteLease(_writing, version, Options.OperationTimeout));
    }

    /// <summary>Even if the lease could not be released: then it runs out.</summary>
    private void Leave(ActorContext context)
    {
        _lease.Lost();
        _isReleased = true;
        LeaveIfReleased(context);
    }

    /// <summary>With the last answer that is awaited: whoever ends the process then cuts nothing off.</summary>
    private void LeaveIfReleased(ActorContext context)
    {
        if (!_isReleased || _isWritingCoordinator) return;
        Report(FleetNews.Left, _replica, context);
        foreach (var leaver in _leavers) context.Tell(leaver, new FleetLeft());
        _leavers.Clear();
    }

    private void Report(FleetNews news, string detail, ActorContext context) => context.Perform(new ReportFleet(news, detail, _replica));

    private sealed class RenewDue
    {
        public static readonly RenewDue Instance = new();
    }

    private sealed class FenceDue
    {
        public static readonly FenceDue Instance = new();
    }

    private sealed class ReadDue
    {
        public static readonly ReadDue Instance = new();
    }

    private sealed class WatchDue
    {
        public static readonly WatchDue Instance = new();
    }
}
