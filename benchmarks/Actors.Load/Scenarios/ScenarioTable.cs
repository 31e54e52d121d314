namespace Actors.Load.Scenarios;

/// <summary>A scenario, with what it is run with unless something else is said.</summary>
/// <param name="Name">How it is called on the command line.</param>
/// <param name="Summary">What it does.</param>
/// <param name="Defaults">How it runs.</param>
/// <param name="Make">Makes it.</param>
/// <param name="AllStay">Whether there are several processes and none comes or goes.</param>
internal sealed record ScenarioEntry(string Name, string Summary, LoadOptions Defaults, Func<LoadOptions, IScenario> Make, bool AllStay = false);

/// <summary>All scenarios there are.</summary>
internal static class ScenarioTable
{
    private static readonly LoadOptions Usual = new()
    {
        Resources = 2_000, Replicas = 1, Rate = 500, Seconds = 20, WarmUp = 5, Rounds = 3, Work = TimeSpan.Zero, Failing = 0.2, Subjects = [Fleets.FleetPlan.Operator, Fleets.FleetPlan.Baseline],
    };

    public static IReadOnlyList<ScenarioEntry> All { get; } =
    [
        new("sync", "a start on many objects", Usual with { Resources = 10_000 }, static options => new SyncScenario(options)),
        new(
            "restart", "an operator with a ledger ends and starts again, and nothing has changed",
            Usual with { Resources = 100_000, Seconds = 60, Rounds = 1, HasLedger = true, Subjects = [Fleets.FleetPlan.Operator] }, static options => new RestartScenario(options)),
        new("churn", "specs change at a steady rate", Usual, static options => new ChurnScenario("churn", options), AllStay: true),
        new("burst", "all objects change at once", Usual with { Resources = 5_000 }, static options => new BurstScenario(options), AllStay: true),
        new("storm", "as churn, and a share of reconciles fails", Usual with { Rate = 200 }, static options => new StormScenario(options), AllStay: true),
        new("scale-out", "one replica becomes several under load", Usual with { Replicas = 5, Rate = 200, Seconds = 60 }, static options => new ScaleOutScenario(options)),
        new("rolling", "all replicas are replaced under load", Usual with { Replicas = 3, Rate = 200, Seconds = 60 }, static options => new RollingScenario(options)),
        new("crash", "kill -9 of a replica under load", Usual with { Replicas = 3, Rate = 200, Seconds = 60 }, static options => new CrashScenario("crash", options)),
        new("idle", "memory for each object", Usual with { Resources = 100_000, Rounds = 1 }, static options => new IdleScenario(options)),
        new("soak", "as churn, for long", Usual with { Seconds = 600, Rate = 200, Rounds = 1 }, static options => new ChurnScenario("soak", options), AllStay: true),
        new(
            "smoke", "a short crash of the operator, for correctness and not for figures",
            Usual with { Resources = 200, Replicas = 2, Rate = 100, Seconds = 12, WarmUp = 0, Rounds = 1, Subjects = [Fleets.FleetPlan.Operator] }, static options => new CrashScenario("smoke", options)),
    ];

    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    public static ScenarioEntry Find(string name) => All.FirstOrDefault(one => one.Name == name) ?? throw new KeyNotFoundException(name);
}
