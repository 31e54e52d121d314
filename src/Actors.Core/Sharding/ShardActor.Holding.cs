using Actors.Cluster;
using Actors.Kernel;
using Actors.Reconciling;

namespace Actors.Sharding;

/// <summary>Has all of the shard's objects stand still, and says when they do.</summary>
internal sealed partial class ShardActor
{
    private readonly HashSet<ActorRef> _moving = [];
    private readonly List<TryState> _tries = [];
    private long _hold;

    private void OnHold(HoldShard hold, ActorContext context)
    {
        _hold = hold.Number;
        _ownership = null;
        _ready.Clear();
        _tries.Clear();
        _moving.Clear();
        _moving.UnionWith(context.Children);
        foreach (var resource in context.Children) context.Tell(resource, new HoldResource(hold.Cancels));
        SayQuiet(context);
    }

    private void OnHeld(ActorRef resource, TryState? tries, ActorContext context)
    {
        if (_hold == 0 || !_moving.Remove(resource)) return;
        if (tries is not null) _tries.Add(tries);
        SayQuiet(context);
    }

    private void SayQuiet(ActorContext context)
    {
        if (_moving.Count > 0) return;
        context.Tell(context.Parent, new ShardQuiet(_hold, [.. _tries]));
        _hold = 0;
    }

    private static void OnHandover(ShardHandover handover, ActorContext context)
    {
        foreach (var tries in handover.Tries)
        {
            if (context.Child(tries.Uid) is { } resource) context.Tell(resource, tries);
        }
    }
}
