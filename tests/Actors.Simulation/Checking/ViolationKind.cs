namespace Actors.Simulation;

/// <summary>What sort of invariant did not hold. The numbers are the program's exit codes, those of TigerBeetle's simulator.</summary>
public enum ViolationKind
{
    /// <summary>Code outside of all behaviours threw: the kernel, a simulated world, a checker.</summary>
    Crash = 127,

    /// <summary>Something that must happen has not, though all faults have ended.</summary>
    Liveness = 128,

    /// <summary>Something that must never happen has.</summary>
    Safety = 129,
}
