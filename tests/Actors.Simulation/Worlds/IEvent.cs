namespace Actors.Simulation;

/// <summary>Something that happens in a world at a point of its time.</summary>
internal interface IEvent
{
    /// <summary>Where it happens: it waits while that machine is paused. Null for what is outside of all machines.</summary>
    Machine? Machine { get; }

    /// <summary>The life of the machine it belongs to and ends with; null if it outlives it.</summary>
    SimulatedHost? Life { get; }

    void Happen();
}
