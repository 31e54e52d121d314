using Actors.Kernel;

namespace Actors.Simulation;

/// <summary>What makes one machine different from others.</summary>
public sealed record MachineOptions
{
    /// <summary>How much faster than the world's time its clock runs, in millionths; negative if slower.</summary>
    public int DriftPpm { get; init; }

    /// <summary>What its clock shows when it boots; by default something else in each life, because nobody may rely on it.</summary>
    public Instant? ClockAtBoot { get; init; }

    /// <summary>How failures of its top-level actors are dealt with.</summary>
    public SupervisorStrategy Supervision { get; init; } = SupervisorStrategy.Default;
}
