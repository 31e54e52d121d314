using Actors.Kernel;

namespace Actors.Simulation;

/// <summary>What agents throw: it says how the parent is to deal with it.</summary>
internal sealed class AgentFailure(Directive wanted) : Exception($"wants {wanted}")
{
    public Directive Wanted => wanted;

    /// <summary>The decision an agent's strategy makes.</summary>
    public static Directive Decide(Exception failure) => Innermost(failure) is AgentFailure agent ? agent.Wanted : SupervisorStrategy.DefaultDecider(failure);

    /// <summary>The decision of an agent that passes nothing on: what fails below it goes on.</summary>
    public static Directive DecideMildly(Exception failure) => Decide(failure) switch
    {
        Directive.Escalate when Innermost(failure) is AgentFailure => Directive.Resume,
        var directive => directive,
    };

    /// <summary>The decision at the top: what is escalated that far restarts, unless it is the kernel's own failure.</summary>
    public static Directive DecideAtTop(Exception failure) => Decide(failure) switch
    {
        Directive.Escalate when Innermost(failure) is AgentFailure => Directive.Restart,
        var directive => directive,
    };

    private static Exception Innermost(Exception failure) => failure is ActorInitializationException { InnerException: { } inner } ? inner : failure;
}
