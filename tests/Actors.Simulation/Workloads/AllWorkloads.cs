namespace Actors.Simulation;

/// <summary>The workloads there are.</summary>
internal static class AllWorkloads
{
    public static IReadOnlyList<Workload> List { get; } =
    [
        new("kernel", "random actor trees that use all the kernel has, on 1 to 5 machines", seed => new KernelScenario(seed)),
    ];
}
