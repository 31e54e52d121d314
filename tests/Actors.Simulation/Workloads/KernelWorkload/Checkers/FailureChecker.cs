using Actors.Kernel;

namespace Actors.Simulation;

/// <summary>Actors fail with what they throw themselves or what the kernel says it throws, and nothing of that ends a machine.</summary>
internal sealed class FailureChecker : Checker
{
    public override string Invariant => "OnlyExpectedFailures";

    public override void Observe(in TraceEvent happened)
    {
        if (happened.Kind == TraceKind.Fatal || (happened.Message is Exception failure && !IsExpected(failure))) Violate($"{happened}\n{happened.Message}");
    }

    private static bool IsExpected(Exception failure) => failure switch
    {
        ActorInitializationException { InnerException: { } inner } => IsExpected(inner),
        AgentFailure or DeathPactException or StashOverflowException => true,
        _ => false,
    };
}
