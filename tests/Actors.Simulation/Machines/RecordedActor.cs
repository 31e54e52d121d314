using Actors.Kernel;

namespace Actors.Simulation;

/// <summary>Records each call the kernel makes into a behaviour.</summary>
internal sealed class RecordedActor(Actor inner, SimulatedHost host) : Actor
{
    protected internal override SupervisorStrategy Supervision => inner.Supervision;

    protected internal override void Receive(object message, ActorContext context)
    {
        host.Record(TraceKind.Received, context.Self, context.Sender, message);
        try
        {
            inner.Receive(message, context);
        }
        catch (Exception failure)
        {
            host.Record(TraceKind.Threw, context.Self, null, failure);
            throw;
        }
    }

    protected internal override void PreStart(ActorContext context)
    {
        host.Record(TraceKind.PreStart, context.Self, null, null);
        inner.PreStart(context);
    }

    protected internal override void PostStop(ActorContext context)
    {
        host.Record(TraceKind.PostStop, context.Self, null, null);
        inner.PostStop(context);
    }

    protected internal override void PreRestart(Exception reason, ActorContext context)
    {
        host.Record(TraceKind.PreRestart, context.Self, null, reason);
        inner.PreRestart(reason, context);
    }

    protected internal override void PostRestart(Exception reason, ActorContext context)
    {
        host.Record(TraceKind.PostRestart, context.Self, null, reason);
        inner.PostRestart(reason, context);
    }
}
