namespace Actors.Simulation;

/// <summary>Whether a machine works.</summary>
public enum MachineState
{
    /// <summary>Not started, or all it held in memory is lost. What is sent to it is lost too.</summary>
    Crashed,

    /// <summary>At work.</summary>
    Running,

    /// <summary>Stands still, as under SIGSTOP: what comes for it waits, and its clock goes on.</summary>
    Paused,
}
