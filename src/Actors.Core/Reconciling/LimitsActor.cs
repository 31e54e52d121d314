using Actors.Kernel;

namespace Actors.Reconciling;

/// <summary>Says who may run next of those that could not take a permit in passing: within the replica's limit, each controller's, and the limits by key.</summary>
internal sealed partial class LimitsActor : Actor
{
    private readonly PermitDesk<ActorRef> _desk;
    private readonly Dictionary<ControllerSpec, PermitDesk<ActorRef>.Key> _ofController;
    private readonly List<ActorRef> _drainers = [];
    private bool _isDraining;

    /// <param name="options">How turns are shared.</param>
    /// <param name="permits">The permits of the replica.</param>
    /// <param name="fleet">How limits of the fleet are shared with other replicas; null where they are as those of the replica.</param>
    public LimitsActor(LimitsOptions options, Permits permits, LimitsFleet? fleet = null)
    {
        _desk = new PermitDesk<ActorRef>(permits.All, options.Weights, options.Patience, fleet is not null);
        if (fleet is not null) (_fleet, _holder, _owned) = (fleet, new KeyHolder<ActorRef>(_desk, fleet), new KeyDesk(fleet.Duration));
        _ofController = permits.OfControllers.ToDictionary(static one => one.Key, one => _desk.Share($"controller/{one.Key.Name}", one.Value));
    }

    protected override void Receive(object message, ActorContext context)
    {
        LookIfDue(context);
        switch (message)
        {
            case AskPermit ask:
                _desk.Ask(context.Sender, ask.Work, _ofController[ask.Controller], ask.Limits, context.Now);
                break;
            case ReturnPermit:
                _desk.Return(context.Sender);
                break;
            case PermitFreed:
                _desk.OnFreed();
                break;
            case Drain:
                _isDraining = true;
                _desk.Close();
                _drainers.Add(context.Sender);
                break;
            case GetLimits:
                context.Reply(new LimitsSnapshot(_desk.MaxConcurrent, _desk.Running, _desk.Waiting, [.. Usages], [.. _ofController.Select(one => UsageOf(one.Key, one.Value))]) { Owned = [.. Owned] });
                return;
            case SlotsKept or EffectFailed { Effect: KeepSlots } or EffectCancelled { Effect: KeepSlots }:
                return;
            default:
                if (OnFleet(message, context)) break;
                context.Unhandled(message);
                return;
        }

        if (!_isDraining) GrantAll(context);
        else if (_desk.Running == 0) AnswerDrainers(context);
        TellFleet(context);
    }

    private void GrantAll(ActorContext context)
    {
        while (_desk.TryGrant(context.Now, out var granted)) context.Tell(granted, _holder?.SlotsOf(granted) is { } slots ? new PermitGranted(slots) : PermitGranted.Instance);
        while (_desk.TryTakeHeldUp(out var heldUp)) context.Tell(heldUp.Who, new PermitHeldUp(heldUp.Key));
    }

    private void AnswerDrainers(ActorContext context)
    {
        foreach (var drainer in _drainers) context.Tell(drainer, new Drained());
        _drainers.Clear();
    }

    private ControllerUsage UsageOf(ControllerSpec controller, PermitDesk<ActorRef>.Key key) => new(controller.Name, key.Running, _desk.WaitingFor(key));
}
