using Actors.Kernel;

namespace Actors.Simulation;

/// <summary>Keeps entities that come when there is work for them and go when they are idle.</summary>
internal sealed class Registry(KernelScenario scenario) : Actor
{
    private readonly EntityChildren _entities = new(_ => Props.Create(scenario, static s => new Entity(s)), int.MaxValue);

    protected override void Receive(object message, ActorContext context)
    {
        if (_entities.Handle(message, context)) return;
        if (message is EntityWork work) _entities.Deliver(work.Entity, work, context);
    }
}
