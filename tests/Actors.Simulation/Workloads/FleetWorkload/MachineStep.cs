namespace Actors.Simulation;

/// <summary>Something a process does beside its actors: it waits while the machine is paused, and does not happen once it has crashed.</summary>
internal sealed class MachineStep(SimulatedHost life, Action action) : IEvent
{
    public Machine Machine => life.Machine;

    public SimulatedHost Life => life;

    public void Happen() => action();
}
