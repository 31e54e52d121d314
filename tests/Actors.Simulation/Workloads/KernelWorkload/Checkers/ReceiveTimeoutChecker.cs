using Actors.Kernel;

namespace Actors.Simulation;

/// <summary>ReceiveTimeout comes when it is set and nothing else was received for that time by the machine's clock.</summary>
internal sealed class ReceiveTimeoutChecker : ActorChecker<ReceiveTimeoutChecker.Idleness>
{
    public override string Invariant => "ReceiveTimeout";

    public override void Observe(in TraceEvent happened)
    {
        switch (happened.Kind)
        {
            case TraceKind.Reported when happened.Message is Reports.ReceiveTimeoutSet set:
                Of(happened.Actor!).Restart(set.Timeout, happened.Machine!.Now);
                break;
            case TraceKind.PreRestart or TraceKind.PostStop:
                if (Has(happened.Actor, out var ended)) ended.Restart(null, default);
                break;
            case TraceKind.Received when Has(happened.Actor, out var idleness):
                OnReceived(happened, idleness);
                break;
        }
    }

    public override void AtRest()
    {
        foreach (var (actor, idleness) in Surviving())
        {
            if (idleness.Timeout is { } timeout) Miss($"{actor} is idle for longer than {timeout} and was not told");
        }
    }

    private void OnReceived(in TraceEvent happened, Idleness idleness)
    {
        var now = happened.Machine!.Now;
        if (happened.Message is ReceiveTimeout && idleness.Timeout is null) Violate($"{happened}, but none is set (any more)");
        if (happened.Message is ReceiveTimeout && now - idleness.Since < idleness.Timeout)
            Violate($"{happened} at {now}, but it was busy at {idleness.Since} and the time is {idleness.Timeout}");
        idleness.Since = now;
    }

    internal sealed class Idleness
    {
        public TimeSpan? Timeout { get; private set; }

        public Instant Since { get; set; }

        public void Restart(TimeSpan? timeout, Instant now) => (Timeout, Since) = (timeout, now);
    }
}
