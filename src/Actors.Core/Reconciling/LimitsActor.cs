using Actors.Kernel;

namespace Actors.Reconciling;

/// <summary>Says who may run: within the replica's limit, each controller's, and the limits by key.</summary>
internal sealed class LimitsActor(LimitsOptions options) : Actor
{
    private readonly PermitDesk<ActorRef> _desk = new(options.MaxConcurrent, options.Weights, options.Patience);
    private readonly Dictionary<ControllerSpec, ConcurrencyLimit[]> _ofController = [];
    private readonly List<ActorRef> _drainers = [];
    private bool _isDraining;

    protected override void Receive(object message, ActorContext context)
    {
        switch (message)
        {
            case AskPermit ask:
                _desk.Ask(context.Sender, ask.Work, LimitsOf(ask), context.Now);
                break;
            case ReturnPermit:
                _desk.Return(context.Sender);
                break;
            case Drain:
                _isDraining = true;
                _drainers.Add(context.Sender);
                break;
            case GetLimits:
                context.Reply(new LimitsSnapshot(_desk.MaxConcurrent, _desk.Running, _desk.Waiting, [.. _desk.Usages]));
                return;
            default:
                context.Unhandled(message);
                return;
        }

        if (!_isDraining) GrantAll(context);
        else if (_desk.Running == 0) AnswerDrainers(context);
    }

    private void GrantAll(ActorContext context)
    {
        while (_desk.TryGrant(context.Now, out var granted)) context.Tell(granted, PermitGranted.Instance);
        while (_desk.TryTakeHeldUp(out var heldUp)) context.Tell(heldUp.Who, new PermitHeldUp(heldUp.Key));
    }

    private void AnswerDrainers(ActorContext context)
    {
        foreach (var drainer in _drainers) context.Tell(drainer, new Drained());
        _drainers.Clear();
    }

    private ConcurrencyLimit[] LimitsOf(AskPermit ask)
    {
        // One array for each controller, as most objects have no limits of their own.
        if (!_ofController.TryGetValue(ask.Controller, out var own))
            _ofController.Add(ask.Controller, own = [new ConcurrencyLimit($"controller/{ask.Controller.Name}", ask.Controller.MaxConcurrent)]);
        return ask.Limits.Count == 0 ? own : [.. own, .. ask.Limits];
    }
}
