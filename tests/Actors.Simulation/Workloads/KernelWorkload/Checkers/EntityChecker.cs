using Actors.Kernel;

namespace Actors.Simulation;

/// <summary>Entities get all that their registry gets for them, once and in its order, however often they are passivated in between.</summary>
internal sealed class EntityChecker : ActorChecker<EntityChecker.Inboxes>
{
    public override string Invariant => "PassivationLosesNothing";

    public override void Observe(in TraceEvent happened)
    {
        if (happened is not { Message: EntityWork work, Actor: ActorCell { Parent: { } parent } actor }) return;
        if (happened.Kind == TraceKind.Told && actor.Name == KernelScenario.RegistryName) Of(actor).Of(work.Entity).Enqueue(work);
        else if (happened.Kind == TraceKind.Received && parent.Name == KernelScenario.RegistryName) OnReceived(happened, work, parent);
    }

    public override void AtRest()
    {
        foreach (var (registry, inboxes) in Surviving())
        {
            if (inboxes.All.SelectMany(inbox => inbox).FirstOrDefault() is { } lost) Miss($"{lost} told to {registry} has not reached its entity");
        }
    }

    private void OnReceived(in TraceEvent happened, EntityWork work, ActorCell registry)
    {
        var inbox = Of(registry).Of(work.Entity);
        if (inbox.TryPeek(out var next) && next == work && happened.Actor!.Path.Name == work.Entity) inbox.Dequeue();
        else Violate($"{happened}, but next for it is {next?.ToString() ?? "nothing"}");
    }

    internal sealed class Inboxes
    {
        private readonly Dictionary<string, Queue<EntityWork>> _byEntity = [];

        public IEnumerable<Queue<EntityWork>> All => _byEntity.Values;

        public Queue<EntityWork> Of(string entity)
        {
            if (!_byEntity.TryGetValue(entity, out var inbox)) _byEntity.Add(entity, inbox = new Queue<EntityWork>());
            return inbox;
        }
    }
}
