using Actors.Kernel;

namespace Actors.Simulation;

/// <summary>An actor ends, or restarts, after all below it have ended; a name is used by one at a time, and free once Terminated has come.</summary>
internal sealed class HierarchyChecker : ActorChecker<HierarchyChecker.Family>
{
    public override string Invariant => "Hierarchy";

    public override void Observe(in TraceEvent happened)
    {
        switch (happened.Kind)
        {
            case TraceKind.Spawned when happened.Other is { } parent:
                OnSpawned(happened, Of(parent));
                break;
            case TraceKind.PostStop or TraceKind.PreRestart:
                CheckIsAlone(happened);
                break;
            case TraceKind.Ended:
                CheckIsAlone(happened);
                if (happened.Other is { } above) Of(above).Living.Remove(happened.Actor!.Path.Name);
                break;
            case TraceKind.Received when happened.Message is Terminated terminated:
                if (Has(happened.Actor, out var family)) OnTerminated(family, terminated.Actor);
                break;
            case TraceKind.Reported when happened.Message is Reports.NameRefused refused:
                if (Of(happened.Actor!).Free.Contains(refused.Name)) Violate($"{happened}, but Terminated of the last one of that name has come");
                break;
        }
    }

    private static void OnTerminated(Family family, ActorRef dead)
    {
        var name = dead.Path.Name;
        if (family.Last.TryGetValue(name, out var last) && last == dead) family.Free.Add(name);
    }

    private void OnSpawned(in TraceEvent happened, Family family)
    {
        var name = happened.Actor!.Path.Name;
        if (!family.Living.Add(name)) Violate($"{happened}, but the last one of that name has not ended");
        family.Last[name] = happened.Actor;
        family.Free.Remove(name);
    }

    private void CheckIsAlone(in TraceEvent happened)
    {
        if (Has(happened.Actor, out var family) && family.Living.Count > 0)
            Violate($"{happened}, but its child {family.Living.First()} has not ended");
    }

    internal sealed class Family
    {
        public HashSet<string> Living { get; } = [];

        public Dictionary<string, ActorRef> Last { get; } = [];

        /// <summary>Names whose last owner is known to have ended.</summary>
        public HashSet<string> Free { get; } = [];
    }
}
