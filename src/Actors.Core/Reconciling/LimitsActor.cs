using Actors.Kernel;

namespace Actors.Reconciling;

/// <summary>Says who may run: within the replica's limit, each controller's, and the limits by key.</summary>
internal sealed class LimitsActor(LimitsOptions options) : Actor
{
    private readonly PermitDesk<ActorRef> _desk = new(options.MaxConcurrent, options.Weights, options.Patience);
    private readonly Dictionary<ControllerSpec, Controller> _controllers = [];
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
                context.Reply(new LimitsSnapshot(_desk.MaxConcurrent, _desk.Running, _desk.Waiting, [.. _desk.Usages], [.. _controllers.Values.Select(UsageOf)]));
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
        if (!_controllers.TryGetValue(ask.Controller, out var controller)) _controllers.Add(ask.Controller, controller = new Controller(ask.Controller));
        controller.Asked++;
        return ask.Limits.Count == 0 ? controller.Limits : [.. controller.Limits, .. ask.Limits];
    }

    private ControllerUsage UsageOf(Controller controller)
    {
        var (running, waiting) = _desk.Requests(controller.Limits[0].Key);
        return new ControllerUsage(controller.Name, running, waiting, controller.Asked);
    }

    private sealed class Controller(ControllerSpec spec)
    {
        public string Name => spec.Name;

        /// <summary>One array for all its objects, as most have no limits of their own.</summary>
        public ConcurrencyLimit[] Limits { get; } = [new ConcurrencyLimit($"controller/{spec.Name}", spec.MaxConcurrent)];

        public long Asked { get; set; }
    }
}
