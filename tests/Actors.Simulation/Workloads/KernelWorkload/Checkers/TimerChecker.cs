namespace Actors.Simulation;

/// <summary>Ticks come from timers that are set, not before they are due by the machine's clock, once for each time; in the end, none is missing.</summary>
internal sealed class TimerChecker : ActorChecker<TimerChecker.Timers>
{
    public override string Invariant => "Timers";

    public override void Observe(in TraceEvent happened)
    {
        switch (happened.Kind)
        {
            case TraceKind.Reported when happened.Message is Reports.TimerSet set:
                Of(happened.Actor!).Set[set.Key] = set;
                break;
            case TraceKind.Reported when happened.Message is Reports.TimerCancelled cancelled:
                if (Of(happened.Actor!).Set.Remove(cancelled.Key) != cancelled.WasActive) Violate($"{happened}, which is wrong");
                break;
            case TraceKind.Received when happened.Message is Tick tick:
                OnTick(happened, Of(happened.Actor!), tick);
                break;
            case TraceKind.PreRestart or TraceKind.PostStop:
                if (Has(happened.Actor, out var timers)) timers.Set.Clear();
                break;
        }
    }

    public override void AtRest()
    {
        foreach (var (actor, timers) in Surviving())
        {
            if (timers.Set.Count > 0) Miss($"{timers.Set.Values.First()} of {actor} has not fired");
        }
    }

    private void OnTick(in TraceEvent happened, Timers timers, Tick tick)
    {
        var now = happened.Machine!.Now;
        if (!timers.Set.TryGetValue(tick.Key, out var set) || set.Tick != tick)
            Violate($"{happened}, but that timer is not set (any more)");
        else if (now < set.Deadline)
            Violate($"{happened} at {now}, but it is due at {set.Deadline}");
        else if (set.Interval == TimeSpan.Zero)
            timers.Set.Remove(tick.Key);
        else
            timers.Set[tick.Key] = set with { Deadline = now + set.Interval };
    }

    internal sealed class Timers
    {
        public Dictionary<string, Reports.TimerSet> Set { get; } = [];
    }
}
