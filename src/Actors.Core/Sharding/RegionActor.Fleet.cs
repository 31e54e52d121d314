using Actors.Cluster;
using Actors.Kernel;

namespace Actors.Sharding;

/// <summary>Which shards this replica works on, follows and lets go, by what the shard map says.</summary>
internal sealed partial class RegionActor
{
    private readonly ShardSlot[]? _slots = settings.Fleet is null ? null : [.. Enumerable.Range(0, settings.NumberOfShards).Select(static _ => new ShardSlot())];
    private readonly Dictionary<ActorRef, (long Begun, long Done)> _ingests = [];

    // What all of them have begun with: for most events nobody is looked up by whom they came.
    private long _begunByAll = long.MaxValue;
    private bool[] _followed = new bool[settings.NumberOfShards];
    private long _follow;
    private long _hold;
    private Assigned? _assigned;
    private ActorRef? _cluster;
    private PlaceIngests? _toPlace;
    private bool _isPlacing;

    private RegionFleet Fleet => settings.Fleet!;

    private ShardSlot[] Slots => _slots!;

    private bool OnFleet(object message, ActorContext context)
    {
        if (_slots is null) return false;
        switch (message)
        {
            case Assigned assigned:
                OnAssigned(assigned, context);
                break;
            case IngestStarted:
                Know(context.Sender, default);
                context.Reply(new FollowShards(_follow, _followed));
                break;
            case FollowBegun begun when _ingests.TryGetValue(context.Sender, out var known):
                Know(context.Sender, known with { Begun = begun.Number });
                break;
            case FollowDone done when _ingests.TryGetValue(context.Sender, out var known):
                Know(context.Sender, known with { Done = done.Number });
                break;
            case ShardQuiet quiet:
                OnQuiet(quiet, context);
                break;
            case Terminated terminated:
                OnShardStopped(terminated.Actor);
                break;
            case ShardsPrepared prepared:
                OnPrepared(prepared);
                break;
            case ShardHandover handover:
                OnHandover(handover, context);
                return true;
            case IngestsPlaced or EffectFailed { Effect: PlaceIngests } or EffectCancelled { Effect: PlaceIngests }:
                _isPlacing = false;
                Place(context);
                break;
            case HandoffDue:
                foreach (var slot in Slots) slot.HasSaidPrepared = false;
                break;
            case Retire:
                (_isRetiring, _retiringSince, _retirer) = (true, context.Now, context.Sender);
                break;
            default:
                return false;
        }

        Apply(context);
        return true;
    }

    private void OnAssigned(Assigned assigned, ActorContext context)
    {
        if (_assigned?.Replica != assigned.Replica) _handedOver = 0;
        (_assigned, _cluster) = (assigned, context.Sender);
        if (assigned.Map is { } map) _toPlace = new PlaceIngests(assigned.Replica, map, assigned.Addresses);
        Place(context);
        for (var shard = 0; shard < Slots.Length; shard++)
            Slots[shard].Take(assigned.Map?.Shards[shard] ?? default, assigned.Replica, context.Now);
        TakePrepared();
    }

    /// <summary>One after the other, so that the last is what stays.</summary>
    private void Place(ActorContext context)
    {
        if (_isPlacing || _toPlace is null) return;
        context.Perform(_toPlace);
        (_isPlacing, _toPlace) = (true, null);
    }

    private void OnShardStopped(ActorRef stopped)
    {
        var shard = Array.IndexOf(_shards, stopped);
        if (shard < 0) return;
        _shards[shard] = null;
        Slots[shard].IsStopping = false;
    }

    /// <summary>Does what is to be done by now: called after everything that may matter, it finds out itself what that is.</summary>
    private void Apply(ActorContext context)
    {
        BeginDrain(context);
        Drop(context);
        for (var shard = 0; shard < Slots.Length; shard++) Hold(shard, Slots[shard], context);
        Follow(context);
        ReadRows(context);
        for (var shard = 0; shard < Slots.Length; shard++)
        {
            if (Slots[shard] is { IsActive: false } slot && MayWork(slot) && IsFollowed(slot) && HasRows(shard)) Activate(shard, slot, context);
        }

        SayPrepared(context);
        SayHandedOver(context);
        SayRetired(context);
    }

    private bool MayWork(ShardSlot slot) =>
        _assigned?.Ownership is not null && !_isRetiring && (slot.Role == ShardRole.Own || (slot.Role == ShardRole.GiveAway && slot.DrainingSince is null));

    /// <summary>Whether all that there is of its objects was told.</summary>
    private bool IsFollowed(ShardSlot slot) =>
        slot.Followed > 0 && _ingests.Count == Fleet.Ingests && _ingests.Values.All(one => one.Done >= slot.Followed);

    /// <summary>Whether what an ingest tells of a shard is what it was asked for last, and not the rest of what it was asked for before.</summary>
    private bool IsCurrent(int shard, ActorRef ingest) =>
        _slots is null || (_slots[shard].Followed is > 0 and var number && (number <= _begunByAll || !_ingests.TryGetValue(ingest, out var known) || known.Begun >= number));

    private void Know(ActorRef ingest, (long Begun, long Done) known)
    {
        _ingests[ingest] = known;
        _begunByAll = _ingests.Values.Min(static one => one.Begun);
    }

    private void Follow(ActorContext context)
    {
        // What is asked for before it is known where to ask would be read at the API server, whole.
        if (_isPlacing) return;
        var wanted = Array.ConvertAll(Slots, static slot => slot.Role != ShardRole.None && !slot.IsStopping);
        if (wanted.AsSpan().SequenceEqual(_followed)) return;
        _follow++;
        for (var shard = 0; shard < wanted.Length; shard++)
        {
            if (wanted[shard] && !_followed[shard]) Slots[shard].Followed = _follow;
        }

        _followed = wanted;
        foreach (var ingest in _ingests.Keys) context.Tell(ingest, new FollowShards(_follow, wanted));
    }

    private void Activate(int shard, ShardSlot slot, ActorContext context)
    {
        (slot.IsActive, slot.Holding, slot.IsCancelled) = (true, 0, false);
        if (_shards[shard] is { } actor) TellReady(shard, actor, context);
    }

    /// <summary>Has a shard stand still that may not be worked on any more, and cancels what runs when it has had its time.</summary>
    private void Hold(int shard, ShardSlot slot, ActorContext context)
    {
        var isLate = slot.Holding > 0 && !slot.IsCancelled && MustCancel(slot, context);
        if (!isLate && (!slot.IsActive || MayWork(slot))) return;
        (slot.IsActive, slot.Holding, slot.IsCancelled) = (false, 0, MustCancel(slot, context));
        if (_shards[shard] is not { } actor) return;
        slot.Holding = ++_hold;
        context.Tell(actor, new HoldShard(_hold, slot.IsCancelled));
    }

    private bool MustCancel(ShardSlot slot, ActorContext context) =>
        _assigned?.Ownership is null
        || (slot.DrainingSince is { } draining && context.Now - draining >= Fleet.HandoffTimeout)
        || (_isRetiring && context.Now - _retiringSince >= Fleet.HandoffTimeout);

    /// <summary>Shards that are others': all that is held of them goes. Their actors have stopped when nothing of them runs.</summary>
    private void Drop(ActorContext context)
    {
        var gone = Array.ConvertAll(Slots, static slot => slot is { Role: ShardRole.None, Followed: > 0, IsStopping: false });
        if (Array.IndexOf(gone, true) < 0) return;
        foreach (var known in _controllers.Values) known.RemoveWhere(uid => gone[ShardRange.ShardOf(uid, settings.NumberOfShards)]);
        for (var shard = 0; shard < gone.Length; shard++)
        {
            if (!gone[shard]) continue;
            (Slots[shard].Followed, Slots[shard].IsActive, Slots[shard].Holding) = (0, false, 0);
            ForgetRows(shard);
            if (_shards[shard] is not { } actor) continue;
            Slots[shard].IsStopping = true;
            context.Watch(actor);
            context.Stop(actor);
        }
    }
}
