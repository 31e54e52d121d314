namespace Actors.Simulation;

/// <summary>What happens in one world: machines, actors, load and checkers, all from its seed.</summary>
internal abstract class Scenario
{
    public abstract World World { get; }

    public abstract FaultOptions Faults { get; }

    /// <summary>How long the faults go on.</summary>
    public abstract TimeSpan SafetyPhase { get; }

    /// <summary>How long it may take to come to rest on healthy machines.</summary>
    public virtual TimeSpan LivenessLimit => TimeSpan.FromMinutes(30);

    /// <summary>The faults have ended: begin no new work, bring to an end what is open.</summary>
    public abstract void Settle();
}
