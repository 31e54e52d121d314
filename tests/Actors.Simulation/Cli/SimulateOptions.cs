namespace Actors.Simulation.Cli;

/// <summary>What to run, from the command line.</summary>
internal sealed record SimulateOptions
{
    public required IReadOnlyList<Workload> Workloads { get; init; }

    public required ulong FirstSeed { get; init; }

    public required int Seeds { get; init; }

    /// <summary>How many seeds are run at once.</summary>
    public required int Parallel { get; init; }

    /// <summary>Where to write all that happens, - for the output; only with one workload and one seed.</summary>
    public string? Trace { get; init; }

    public bool IsJson { get; init; }
}
