using Actors.Samples.Databases;

namespace Actors.Cli.Up;

/// <summary>What is there to look at, told once.</summary>
internal sealed record UpStart(Uri Server, string Kubeconfig, int OperatorPid, string OperatorLog);

/// <summary>How things stand.</summary>
/// <param name="Elapsed">Since the start.</param>
/// <param name="Wanted">How many Databases there are to be.</param>
/// <param name="Phases">How many there are, by phase.</param>
/// <param name="Operator">What the operator says of itself; null while it does not answer.</param>
/// <param name="ReconcilesPerSecond">Since the time before.</param>
internal sealed record UpProgress(TimeSpan Elapsed, int Wanted, PhaseCounts Phases, OperatorMetrics? Operator, double ReconcilesPerSecond)
{
    public bool IsReady => Phases[DatabasePhase.Ready] >= Wanted;
}
