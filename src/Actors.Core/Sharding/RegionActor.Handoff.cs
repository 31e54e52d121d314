using Actors.Cluster;
using Actors.Kernel;

namespace Actors.Sharding;

/// <summary>Gives shards away and gets them, in steps both sides can repeat.</summary>
internal sealed partial class RegionActor
{
    private const string HandoffTimer = "handoff";

    // How often the present owner is told again that its shards are awaited.
    private static readonly TimeSpan SayAgain = TimeSpan.FromSeconds(1);

    private readonly Dictionary<(int Shard, string Replica), long> _prepared = [];
    private bool _isRetiring;
    private bool _hasRetired;
    private Instant _retiringSince;
    private ActorRef? _retirer;
    private long _handedOver;

    private IEnumerable<ShardSlot> GivenAway => Slots.Where(static slot => slot.Role == ShardRole.GiveAway);

    /// <summary>The next owner may know an order earlier than the present one, so what it says is kept until that knows it, too.</summary>
    private void OnPrepared(ShardsPrepared prepared)
    {
        foreach (var (shard, orderedAt) in prepared.Shards)
        {
            if (shard < Slots.Length) _prepared[(shard, prepared.Replica)] = orderedAt;
        }

        TakePrepared();
    }

    private void TakePrepared()
    {
        for (var shard = 0; shard < Slots.Length; shard++)
        {
            var slot = Slots[shard];
            if (slot.Role == ShardRole.GiveAway && _prepared.GetValueOrDefault((shard, slot.Peer!)) == slot.OrderedAt) slot.IsPrepared = true;
        }

        var epoch = _assigned?.Map?.Epoch ?? 0;
        foreach (var (known, _) in _prepared.Where(one => one.Value <= epoch).ToArray()) _prepared.Remove(known);
    }

    private void OnQuiet(ShardQuiet quiet, ActorContext context)
    {
        var shard = Array.FindIndex(Slots, slot => slot.Holding == quiet.Number);
        if (shard < 0) return;
        var slot = Slots[shard];
        slot.Holding = 0;
        if (quiet.Tries.Count > 0 && slot.Role == ShardRole.GiveAway && PeerOf(slot) is { } next)
            context.Tell(next, new ShardHandover(shard, slot.OrderedAt, quiet.Tries));
    }

    private void OnHandover(ShardHandover handover, ActorContext context)
    {
        if (handover.Shard >= Slots.Length || Slots[handover.Shard].Role is not (ShardRole.Prepare or ShardRole.Own)) return;
        if (_shards[handover.Shard] is { } shard) context.Tell(shard, handover);
    }

    /// <summary>
    /// Nothing new is started in what is given away once the next owners of all of it are prepared, or have had their time: then all is given away at once.
    /// </summary>
    private void BeginDrain(ActorContext context)
    {
        var now = context.Now;
        var open = Array.FindAll(Slots, static slot => slot is { Role: ShardRole.GiveAway, DrainingSince: null });
        if (Array.TrueForAll(open, slot => slot.IsPrepared || !slot.IsActive || now - slot.Since >= Fleet.HandoffTimeout))
        {
            foreach (var slot in open) slot.DrainingSince = now;
        }

        var isWaiting = open.Length > 0 || Array.Exists(Slots, static slot => slot is { Holding: > 0, IsCancelled: false } || slot.Role is ShardRole.Prepare);
        if (isWaiting && !context.IsTimerActive(HandoffTimer)) context.StartTimer(HandoffTimer, HandoffDue.Instance, SayAgain);
    }

    /// <summary>Tells those who have the shards this replica is to get that it could go on with them.</summary>
    private void SayPrepared(ActorContext context)
    {
        if (!Array.Exists(Slots, MustSayPrepared) || !_controllers.Values.All(static known => known.IsReady)) return;
        var ready =
            from shard in Enumerable.Range(0, Slots.Length)
            where MustSayPrepared(Slots[shard])
            group shard by Slots[shard].Peer;
        foreach (var peer in ready)
        {
            if (RegionOf(peer.Key!) is { } region) context.Tell(region, new ShardsPrepared(_assigned!.Replica, [.. peer.Select(shard => (shard, Slots[shard].OrderedAt))]));
            foreach (var shard in peer) Slots[shard].HasSaidPrepared = true;
        }
    }

    private bool MustSayPrepared(ShardSlot slot) => slot is { Role: ShardRole.Prepare, Peer: not null, HasSaidPrepared: false } && IsFollowed(slot);

    private void SayHandedOver(ActorContext context)
    {
        if (_assigned?.Map is not { } map || !GivenAway.Any(slot => slot.OrderedAt > _handedOver)) return;
        if (!GivenAway.All(static slot => slot.DrainingSince is not null && slot.IsQuiet)) return;
        if (!IsFlushed(GivenAway.Max(static slot => slot.OrderedAt), context)) return;
        _handedOver = map.Epoch;
        context.Tell(_cluster!, new HandedOver(_assigned.Replica, map.Epoch));
    }

    private void SayRetired(ActorContext context)
    {
        if (!_isRetiring || _hasRetired || !Array.TrueForAll(Slots, static slot => slot.IsQuiet) || !IsFlushed(long.MaxValue, context)) return;
        _hasRetired = true;
        context.Tell(_retirer!, new Retired());
    }

    private ActorRef? PeerOf(ShardSlot slot) => slot.Peer is { } peer ? RegionOf(peer) : null;

    private ActorRef? RegionOf(string replica) => _assigned!.Addresses.TryGetValue(replica, out var address) ? Fleet.RegionAt(address) : null;

    private sealed class HandoffDue
    {
        public static readonly HandoffDue Instance = new();
    }
}
