using Actors.Kernel;

namespace Actors.Simulation;

/// <summary>A message reaches the machine it was sent to, which may not be what it was then.</summary>
internal sealed class Arrival(Machine from, Machine to, Link link, ActorRef target, object message, ActorRef? sender) : IEvent
{
    public Machine Machine => to;

    /// <summary>Null: whether anybody is there to hear it is found out on arrival.</summary>
    public SimulatedHost? Life => null;

    public void Happen()
    {
        if (link.IsBroken)
        {
            Record(from, TraceKind.Dropped);
        }
        else if (to.Life is { } life && (target as SimulatedCell)?.Life.HasEnded != true)
        {
            Record(to, TraceKind.Arrived);
            to.World.RunAs(life, this, static arrival => arrival.Deliver());
        }
        else
        {
            Record(to, TraceKind.Lost);
        }
    }

    private void Deliver()
    {
        if (target is SimulatedCell cell) cell.Deliver(message, sender);
        else target.Tell(message, sender);
    }

    private void Record(Machine where, TraceKind kind) => to.World.Record(new TraceEvent(to.World.Time, kind, where, target, sender, message));
}
