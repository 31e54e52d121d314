using Actors.Kernel;

namespace Actors.Engine;

/// <summary>The actor above all others; it supervises those the program spawns and has no work of its own.</summary>
internal sealed class RootGuardian(SupervisorStrategy supervision) : Actor
{
    protected override SupervisorStrategy Supervision => supervision;

    protected override void Receive(object message, ActorContext context) => context.Unhandled(message);
}
