using Actors.Kernel;

namespace Actors.Simulation;

/// <summary>A reference to whoever is at a path of a machine when a message gets there.</summary>
internal sealed class PathRef(World world, string machineName, ActorPath path) : ActorRef
{
    public override ActorPath Path => path;

    public string MachineName => machineName;

    public override void Tell(object message, ActorRef? sender = null)
    {
        ArgumentNullException.ThrowIfNull(message);
        var machine = world.Machine(machineName);
        if (world.Executing is { } executing && executing.Machine != machine) world.Network.Send(machine, this, message, sender);
        else if (machine.Life is { } life) TellHere(life, message, sender);
    }

    public override bool Equals(object? obj) => obj is PathRef other && other.MachineName == machineName && other.Path == path;

    public override int GetHashCode() => path.GetHashCode();

    public override string ToString() => $"{machineName}:{path}";

    private void TellHere(SimulatedHost life, object message, ActorRef? sender)
    {
        if (life.Machine.Find(path.ToString()) is SimulatedCell cell) cell.Deliver(message, sender);
        else life.OnDeadLetter(new DeadLetter(message, sender, this));
    }
}
