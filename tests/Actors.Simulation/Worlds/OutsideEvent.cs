namespace Actors.Simulation;

/// <summary>What happens outside of all machines: faults, answers of simulated worlds, steps of a test.</summary>
internal sealed class OutsideEvent(Action action) : IEvent
{
    public Machine? Machine => null;

    public SimulatedHost? Life => null;

    public void Happen() => action();
}
