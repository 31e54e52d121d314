using Actors.Kernel;

namespace Actors.Simulation;

/// <summary>One Terminated for each watch whose target has ended; none before it has, none after the watch was taken back or its life has ended.</summary>
internal sealed class DeathWatchChecker : ActorChecker<DeathWatchChecker.Life>
{
    public override string Invariant => "DeathWatch";

    public override void Observe(in TraceEvent happened)
    {
        switch (happened.Kind)
        {
            case TraceKind.Reported when happened.Message is Reports.Watched watched:
                Of(happened.Actor!).Watching.Add(watched.Target);
                break;
            case TraceKind.Reported when happened.Message is Reports.Unwatched unwatched:
                Of(happened.Actor!).Watching.Remove(unwatched.Target);
                break;
            case TraceKind.Received when happened.Message is Terminated terminated:
                OnTerminated(happened, terminated.Actor);
                break;
            case TraceKind.PreRestart or TraceKind.PostStop:
                Of(happened.Actor!).Watching.Clear();
                break;
            case TraceKind.Ended:
                Of(happened.Actor!).HasEnded = true;
                break;
        }
    }

    public override void AtRest()
    {
        foreach (var (actor, life) in Surviving())
        {
            if (life.HasEnded) continue;
            foreach (var target in life.Watching)
            {
                if (HasEnded(target)) Miss($"{actor} watches {target}, which has ended, and was not told");
            }
        }
    }

    private void OnTerminated(in TraceEvent happened, ActorRef target)
    {
        // Registries watch on their own account; their entities are another checker's matter.
        if (target.Path.Parent.Name == KernelScenario.RegistryName) return;
        if (!HasEnded(target)) Violate($"{happened}, but it has not ended");
        if (!Of(happened.Actor!).Watching.Remove(target)) Violate($"{happened}, but it does not watch it (any more)");
    }

    private bool HasEnded(ActorRef target) => Has(target, out var life) && life.HasEnded;

    internal sealed class Life
    {
        public HashSet<ActorRef> Watching { get; } = [];

        public bool HasEnded { get; set; }
    }
}
