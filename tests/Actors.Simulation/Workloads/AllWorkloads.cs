namespace Actors.Simulation;

/// <summary>The workloads there are.</summary>
internal static class AllWorkloads
{
    public static IReadOnlyList<Workload> List { get; } =
    [
        new("kernel", "random actor trees that use all the kernel has, on 1 to 5 machines", static seed => new KernelScenario(seed)),
        new("lock", "clients that want one lock, and a service that gives it under leases and epochs",
            static seed => new LockScenario(seed, static scenario => new LockService(scenario))),
        new("operator", "an operator on one replica, with users, a failing API server, crashes and pauses", static seed => new OperatorScenario(seed)),
        new("fleet", "an operator on 1 to 7 replicas that crash, sleep, are cut off and rolled, on a failing API server", static seed => new FleetScenario(seed)),
        new("lock-without-epoch-check", "the same, broken on purpose: the service believes any epoch",
            static seed => new LockScenario(seed, static scenario => new ForgetfulLockService(scenario)), IsBroken: true),
    ];

    /// <summary>What is run when none is asked for.</summary>
    public static IEnumerable<Workload> Sound => List.Where(static workload => !workload.IsBroken);

    public static Workload Named(string name) => List.Single(workload => workload.Name == name);
}
