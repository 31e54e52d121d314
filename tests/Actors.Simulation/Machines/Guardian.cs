using Actors.Kernel;

namespace Actors.Simulation;

/// <summary>The root of a machine's actors: starts the top-level ones and decides about their failures.</summary>
internal sealed class Guardian(Action<ActorContext> boot, SupervisorStrategy supervision) : Actor
{
    protected override SupervisorStrategy Supervision => supervision;

    protected override void PreStart(ActorContext context) => boot(context);

    protected override void Receive(object message, ActorContext context) => context.Unhandled(message);
}
