using Actors.Kernel;

namespace Actors.Reconciling;

/// <summary>Says who may run next of those that could not take a permit in passing: within the replica's limit, each controller's, and the limits by key.</summary>
internal sealed class LimitsActor : Actor
{
    private readonly PermitDesk<ActorRef> _desk;
    private readonly Dictionary<ControllerSpec, PermitDesk<ActorRef>.Key> _ofController;
    private readonly List<ActorRef> _drainers = [];
    private bool _isDraining;

    public LimitsActor(LimitsOptions options, Permits permits)
    {
        _desk = new PermitDesk<ActorRef>(permits.All, options.Weights, options.Patience);
        _ofController = permits.OfControllers.ToDictionary(static one => one.Key, one => _desk.Share($"controller/{one.Key.Name}", one.Value));
    }

    protected override void Receive(object message, ActorContext context)
    {
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
                context.Reply(new LimitsSnapshot(_desk.MaxConcurrent, _desk.Running, _desk.Waiting, [.. _desk.Usages], [.. _ofController.Select(one => UsageOf(one.Key, one.Value))]));
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

    private ControllerUsage UsageOf(ControllerSpec controller, PermitDesk<ActorRef>.Key key) => new(controller.Name, key.Running, _desk.WaitingFor(key));
}
