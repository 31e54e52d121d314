using Actors.Kernel;

namespace Actors.Simulation;

/// <summary>Records each call the kernel makes into a behaviour.</summary>
internal sealed class RecordedActor(Actor inner, SimulatedHost host) : Actor, IInspectable
{
    protected override SupervisorStrategy Supervision => inner.CallSupervision();

    public object? Inspect(object question, ActorContext context) => (inner as IInspectable)?.Inspect(question, context);

    protected override void Receive(object message, ActorContext context)
    {
        host.Record(TraceKind.Received, context.Self, context.Sender, message);
        try
        {
            inner.CallReceive(message, context);
        }
        catch (Exception failure)
        {
            host.Record(TraceKind.Threw, context.Self, null, failure);
            throw;
        }
    }

    protected override void PreStart(ActorContext context)
    {
        host.Record(TraceKind.PreStart, context.Self, null, null);
        try
        {
            inner.CallPreStart(context);
        }
        catch (Exception failure)
        {
            host.Record(TraceKind.Threw, context.Self, null, failure);
            throw;
        }
    }

    protected override void PostStop(ActorContext context)
    {
        host.Record(TraceKind.PostStop, context.Self, null, null);
        inner.CallPostStop(context);
    }

    protected override void PreRestart(Exception reason, ActorContext context)
    {
        host.Record(TraceKind.PreRestart, context.Self, null, reason);
        inner.CallPreRestart(reason, context);
    }

    protected override void PostRestart(Exception reason, ActorContext context)
    {
        host.Record(TraceKind.PostRestart, context.Self, null, reason);
        try
        {
            inner.CallPostRestart(reason, context);
        }
        catch (Exception failure)
        {
            host.Record(TraceKind.Threw, context.Self, null, failure);
            throw;
        }
    }
}
