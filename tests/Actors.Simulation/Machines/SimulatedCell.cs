using Actors.Kernel;

namespace Actors.Simulation;

/// <summary>An actor on a simulated machine. Each of its turns is an event of its own and handles one message.</summary>
internal sealed class SimulatedCell(SimulatedHost host, ActorCell? parent, ActorName name, Props props) : ActorCell(new CellOrigin(host, parent, props)), IEvent
{
    private EnvelopeQueue _arrived;
    private bool _hasTurn;

    public override ActorName Key => name;

    public Machine Machine => host.Machine;

    public SimulatedHost Life => host;

    /// <summary>Tells one cell of a world from all others, the same in each run of a seed.</summary>
    public ulong Identity => ((ulong)host.Machine.Index << 48) | ((ulong)host.Life << 32) | (uint)Incarnation;

    public override void Tell(object message, ActorRef? sender = null)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (host.World.IsElsewhere(host)) host.World.Network.Send(Machine, this, message, sender);
        else Deliver(message, sender);
    }

    /// <summary>Puts a message that has come to this machine into the mailbox.</summary>
    public void Deliver(object message, ActorRef? sender)
    {
        if (host.HasEnded) return;
        host.Record(TraceKind.Told, this, sender, message);
        Post(host.Rent(message, sender));
    }

    public override void Post(Envelope envelope)
    {
        if (host.HasEnded) return;
        if (host.World.IsElsewhere(host)) throw new InvariantViolationException($"{envelope.Message} of the kernel crosses to {this} on {Machine.Name}");
        _arrived.AddLast(envelope);
        TakeTurn();
    }

    public void Happen()
    {
        _hasTurn = false;
        while (_arrived.TryTakeFirst(out var envelope)) Accept(envelope);
        RunNext();
        if (CanRun || !_arrived.IsEmpty) TakeTurn();
    }

    private void TakeTurn()
    {
        if (_hasTurn) return;
        _hasTurn = true;
        host.World.ScheduleTurn(this);
    }
}
