using Actors.Kernel;

namespace Actors.Reconciling;

/// <summary>Shares the limits by key with other replicas: as who wants some of their keys, and as who owns keys.</summary>
internal sealed partial class LimitsActor
{
    private const string LookTimer = "look";

    private readonly LimitsFleet? _fleet;
    private readonly KeyHolder<ActorRef>? _holder;
    private readonly KeyDesk? _owned;
    private string _replica = "";
    private Instant _lookAt;
    private Instant _askAt;

    private IEnumerable<LimitUsage> Usages => _desk.Usages(name => _holder?.OwnerOf(name));

    private IEnumerable<LimitUsage> Owned => _owned?.Usages ?? [];

    private bool OnFleet(object message, ActorContext context)
    {
        if (_fleet is null) return false;
        switch (message)
        {
            case KeysAssigned assigned:
                (_replica, _askAt) = (assigned.Replica, default);
                _holder!.Assign(assigned);
                _owned!.Assign(assigned, context.Now);
                break;
            case WantKeys want:
                _owned!.Want(want, context.Now);
                break;
            case KeysGiven given:
                End(_holder!.Take(given, context.Now), context);
                if (_holder.TakeKept() is { } kept) context.Perform(kept);
                break;
            case AskHeldKeys ask:
                if (_holder!.Claim(ask) is { } claim) TellLimits(ask.Replica, claim, context);
                break;
            case HeldKeys held:
                _owned!.Claim(held, context.Now);
                break;
            case LookDue:
                break;
            default:
                return false;
        }

        return true;
    }

    /// <summary>Before anything else is done: nobody begins under what has run out, whatever has kept this actor from its turn.</summary>
    private void LookIfDue(ActorContext context)
    {
        if (_fleet is null || context.Now < _lookAt) return;
        _lookAt = context.Now + _fleet.LookInterval;
        End(_holder!.Look(context.Now), context);
        _owned!.Look(context.Now);
    }

    private static void End(IReadOnlyList<ActorRef> running, ActorContext context)
    {
        foreach (var one in running) context.Tell(one, PermitEnded.Instance);
    }

    private void TellFleet(ActorContext context)
    {
        if (_fleet is null) return;
        foreach (var (owner, want) in _holder!.TakeWants(context.Now)) TellLimits(owner, want, context);
        foreach (var (replica, given) in _owned!.TakeAnswers()) TellLimits(replica, given, context);
        AskHeld(context);
        if ((_holder.IsWaiting || _owned.IsWaiting) && !context.IsTimerActive(LookTimer)) context.StartTimer(LookTimer, LookDue.Instance, _fleet.LookInterval);
    }

    private void AskHeld(ActorContext context)
    {
        if (context.Now < _askAt || _owned!.Awaited is not { Replicas.Count: > 0 } awaited) return;
        _askAt = context.Now + _fleet!.SayAgain;
        foreach (var replica in awaited.Replicas) TellLimits(replica, new AskHeldKeys(_replica, awaited.Epoch), context);
    }

    /// <summary>Itself like any other. Whoever cannot be reached is told again later.</summary>
    private void TellLimits(string replica, object message, ActorContext context)
    {
        if (replica == _replica) context.Tell(context.Self, message);
        else if (_holder!.AddressOf(replica) is { } address) context.Tell(_fleet!.LimitsAt(address), message);
    }

    private sealed class LookDue
    {
        public static readonly LookDue Instance = new();
    }
}
