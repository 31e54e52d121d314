using Actors.Kernel;

namespace Actors.Simulation;

/// <summary>How a parent's decision about a failure is named in the trace.</summary>
internal static class Failures
{
    public static TraceKind KindOf(Directive? directive) => directive switch
    {
        Directive.Resume => TraceKind.FailureResumed,
        Directive.Restart => TraceKind.FailureRestarted,
        Directive.Stop => TraceKind.FailureStopped,
        Directive.Escalate => TraceKind.FailureEscalated,
        _ => TraceKind.FailureIgnored,
    };
}
