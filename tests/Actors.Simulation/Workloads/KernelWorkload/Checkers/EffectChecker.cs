using Actors.Kernel;

namespace Actors.Simulation;

/// <summary>One outcome for each effect, to the life that performed it; a life ends after its effects, and what they say then is a dead letter.</summary>
internal sealed class EffectChecker : ActorChecker<EffectChecker.Effects>
{
    public override string Invariant => "Effects";

    public override void Observe(in TraceEvent happened)
    {
        switch (happened.Kind)
        {
            case TraceKind.Reported when happened.Message is Reports.Performed performed:
                Of(happened.Actor!).Awaited.Add(performed.Chore);
                break;
            case TraceKind.EffectBegun:
                Of(happened.Actor!).UnderWay++;
                break;
            case TraceKind.EffectEnded:
                Of(happened.Actor!).UnderWay--;
                break;
            case TraceKind.Received when ChoreOf(happened.Message!) is { } chore && Has(happened.Actor, out var effects):
                if (!effects.Awaited.Remove(chore) && !IsEntity(happened.Actor)) Violate($"{happened}, but its life does not wait for that (any more)");
                break;
            case TraceKind.DeadLetter when ChoreOf(happened.Message!) is { } chore && Has(happened.Actor, out var effects):
                if (!effects.Former.Remove(chore) && !IsEntity(happened.Actor)) Violate($"{happened}, but no former life waits for that");
                break;
            case TraceKind.PreRestart or TraceKind.PostStop or TraceKind.Ended:
                if (Has(happened.Actor, out var ended)) OnLifeEnded(happened, ended);
                break;
        }
    }

    public override void AtRest()
    {
        foreach (var (actor, effects) in Surviving())
        {
            var missing = effects.Awaited.Concat(effects.Former).FirstOrDefault();
            if (missing is not null) Miss($"{missing} of {actor} has no outcome");
        }
    }

    private static Chore? ChoreOf(object message) => message switch
    {
        ChoreDone done => done.Chore,
        EffectFailed failed => failed.Effect as Chore,
        EffectCancelled cancelled => cancelled.Effect as Chore,
        _ => null,
    };

    // Entities do not report what they perform.
    private static bool IsEntity(ActorRef actor) => actor.Path.Parent.Name == KernelScenario.RegistryName;

    private void OnLifeEnded(in TraceEvent happened, Effects effects)
    {
        if (effects.UnderWay > 0) Violate($"{happened}, but {effects.UnderWay} of its effects are under way");
        effects.Former.UnionWith(effects.Awaited);
        effects.Awaited.Clear();
    }

    internal sealed class Effects
    {
        public int UnderWay { get; set; }

        public HashSet<Chore> Awaited { get; } = new(ReferenceEqualityComparer.Instance);

        /// <summary>Those of lives that have ended.</summary>
        public HashSet<Chore> Former { get; } = new(ReferenceEqualityComparer.Instance);
    }
}
