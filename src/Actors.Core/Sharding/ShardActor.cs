using System.Globalization;
using Actors.Cluster;
using Actors.Kernel;
using Actors.Ledger;
using Actors.Reconciling;

namespace Actors.Sharding;

/// <summary>Has an actor for each object whose uid falls into its range, made when something is told about it.</summary>
internal sealed partial class ShardActor(ResourceSettings settings) : Actor
{
    // Waits only as long as actors that were empty take to stop.
    private const int BufferCapacity = 1_000_000;
    private const string LookTimer = "look";

    private readonly HashSet<ControllerSpec> _ready = [];
    private Ownership? _ownership;
    private readonly EntityChildren _resources = new(OfResource(settings), BufferCapacity);

    protected override SupervisorStrategy Supervision => ReplicaSupervision.Strategy;

    // Not all shards at once.
    protected override void PreStart(ActorContext context) => context.StartTimer(LookTimer, LookAtTime.Instance, settings.LookEvery * context.Random.NextDouble());

    public static string NameOf(int shard) => shard.ToString(CultureInfo.InvariantCulture);

    protected override void Receive(object message, ActorContext context)
    {
        if (message is Terminated stopped) OnHeld(stopped.Actor, null, context);
        if (_resources.Handle(message, context)) return;
        switch (message)
        {
            case ForResource about:
                Deliver(about, context);
                break;
            case ControllerReady ready:
                (_ownership, _ledger) = (ready.Ownership, ready.Ledger);
                if (!_ready.Add(ready.Controller)) break;
                TellRows(ready, context);
                foreach (var resource in context.Children) context.Tell(resource, ready);
                break;
            case LookAtTime:
                TellTime(context);
                break;
            case HoldShard hold:
                OnHold(hold, context);
                break;
            case ResourceHeld held:
                OnHeld(context.Sender, held.Tries, context);
                break;
            case ShardRows rows:
                _rows = rows.Rows.ToDictionary(static row => row.Key);
                break;
            case ShardHandover handover:
                OnHandover(handover, context);
                break;
            default:
                context.Unhandled(message);
                break;
        }
    }

    protected override void PostStop(ActorContext context) => _resources.Abandon(context);

    /// <summary>The same for all: they find out what they are for by what they are told, which saves 32 bytes an object.</summary>
    private static Func<string, Props> OfResource(ResourceSettings settings)
    {
        var props = Props.Create(settings, static settings => new ResourceActor(settings));
        return _ => props;
    }

    private void TellTime(ActorContext context)
    {
        foreach (var resource in context.Children)
        {
            if (!_resources.IsStopping(resource)) context.Tell(resource, LookAtTime.Instance);
        }

        context.StartTimer(LookTimer, LookAtTime.Instance, settings.LookEvery);
    }

    private void Deliver(ForResource about, ActorContext context)
    {
        if (_resources.Live(about.Uid, context) is { } live)
        {
            live.Tell(about, context.Sender);
            return;
        }

        if (about is ReferencesAre) return;
        if (about is ForLiveResource)
        {
            context.Reply(new NoSuchResource(new Objects.ObjectKey("", about.Uid)));
            return;
        }

        _resources.DeliverToNew(about.Uid, about, context);

        // Behind what was told, as what was told may be what makes it.
        if (_ready.Contains(about.Controller)) _resources.Deliver(about.Uid, new ControllerReady(about.Controller, _ownership, _ledger), context);
    }
}
