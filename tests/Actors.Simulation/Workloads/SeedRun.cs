namespace Actors.Simulation;

/// <summary>One seed from its first event to its verdict: a safety phase under faults, then a liveness phase without.</summary>
internal static class SeedRun
{
    public const int LastEventsKept = 40;

    public static SeedResult Run(Workload workload, ulong seed, TextWriter? trace = null)
    {
        var scenario = workload.Make(seed);
        var world = scenario.World;
        world.Trace.Output = trace;
        try
        {
            RunPhases(scenario);
        }
        catch (Exception failure)
        {
            world.Violate("Crash", failure.ToString(), ViolationKind.Crash);
        }

        var last = world.Violation is null ? [] : world.Trace.Last(LastEventsKept).ToArray();
        return new SeedResult(seed, world.Trace.Hash, world.EventCount, world.Now, world.Violation, last);
    }

    private static void RunPhases(Scenario scenario)
    {
        var world = scenario.World;
        var nemesis = new Nemesis(world, scenario.Faults);
        nemesis.Start();
        world.RunFor(scenario.SafetyPhase);
        if (world.Violation is not null) return;
        nemesis.End();
        scenario.Settle();
        if (world.RunToRest(scenario.LivenessLimit)) world.CheckAtRest();
        else world.Violate("ComesToRest", $"something still happens {scenario.LivenessLimit.TotalMinutes} min after the last fault", ViolationKind.Liveness);
    }
}
