using Actors.Kernel;

namespace Actors.Simulation;

/// <summary>One outcome for each ask, to the life that asked; no timeout before its time.</summary>
internal sealed class AskChecker : ActorChecker<AskChecker.Questions>
{
    public override string Invariant => "Asks";

    public override void Observe(in TraceEvent happened)
    {
        switch (happened.Kind)
        {
            case TraceKind.Reported when happened.Message is Reports.Asked asked:
                Of(happened.Actor!).Open.Add(asked.Tag, asked.Deadline);
                break;
            case TraceKind.Received when happened.Message is AskReply reply:
                if (!Of(happened.Actor!).Open.Remove((AskTag)reply.Correlation!)) Violate($"{happened}, but its life does not wait for that (any more)");
                break;
            case TraceKind.Received when happened.Message is AskTimeout timeout:
                if (!Of(happened.Actor!).Open.Remove((AskTag)timeout.Correlation!, out var deadline))
                    Violate($"{happened}, but its life does not wait for that (any more)");
                else if (happened.Machine!.Now < deadline)
                    Violate($"{happened} at {happened.Machine.Now}, but it is due at {deadline}");
                break;
            case TraceKind.PreRestart or TraceKind.PostStop:
                if (Has(happened.Actor, out var questions)) questions.Open.Clear();
                break;
        }
    }

    public override void AtRest()
    {
        foreach (var (actor, questions) in Surviving())
        {
            if (questions.Open.Count > 0) Miss($"{questions.Open.Keys.First()} of {actor} has no outcome");
        }
    }

    internal sealed class Questions
    {
        public Dictionary<AskTag, Instant> Open { get; } = [];
    }
}
