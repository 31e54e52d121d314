using Actors.Kernel;

namespace Actors.Simulation;

/// <summary>Parents decide as their strategy says: the directive the failure asks for, no more restarts than allowed, none before its backoff is over.</summary>
internal sealed class SupervisionChecker : ActorChecker<SupervisionChecker.Record>
{
    public override string Invariant => "Supervision";

    public override void Observe(in TraceEvent happened)
    {
        switch (happened.Kind)
        {
            case TraceKind.Reported when happened.Message is Reports.Supervises supervises:
                Of(happened.Actor!).Strategy = supervises.Strategy;
                break;
            case TraceKind.FailureResumed or TraceKind.FailureRestarted or TraceKind.FailureStopped or TraceKind.FailureEscalated:
                if (happened.Actor is ActorCell { Parent: { } parent } && Of(parent).Strategy is { } strategy) CheckDecision(happened, strategy);
                break;
            case TraceKind.PostRestart:
                CheckBackoff(happened, Of(happened.Actor!));
                break;
        }
    }

    private void CheckDecision(in TraceEvent happened, SupervisorStrategy strategy)
    {
        var child = Of(happened.Actor!);

        // The restart before did not even make an instance, so nobody saw its PostRestart.
        if (happened.Message is ActorInitializationException) child.Due.Clear();
        var wanted = strategy.Decider((Exception)happened.Message!);
        var expected = wanted == Directive.Restart && child.Restarts >= strategy.MaxRestarts ? Directive.Stop : wanted;
        if (happened.Kind != Failures.KindOf(expected)) Violate($"{happened} after {child.Restarts} restarts of {strategy.MaxRestarts}, expected {expected}");
        if (expected != Directive.Restart) return;
        child.Due.Enqueue(happened.Machine!.Now + Backoff(strategy, child.Restarts++));
    }

    private void CheckBackoff(in TraceEvent happened, Record record)
    {
        if (record.Due.TryDequeue(out var due) && happened.Machine!.Now < due) Violate($"{happened} before its backoff is over at {due} of its clock");
    }

    private static TimeSpan Backoff(SupervisorStrategy strategy, int before)
    {
        var backoff = strategy.MinBackoff;
        for (var doublings = before; doublings > 0 && backoff < strategy.MaxBackoff; doublings--) backoff *= 2;
        return backoff < strategy.MaxBackoff ? backoff : strategy.MaxBackoff;
    }

    internal sealed class Record
    {
        public SupervisorStrategy? Strategy { get; set; }

        public int Restarts { get; set; }

        /// <summary>When decided restarts may happen at the earliest, by the machine's clock.</summary>
        public Queue<Instant> Due { get; } = [];
    }
}
