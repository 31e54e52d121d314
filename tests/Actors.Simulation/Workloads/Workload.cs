namespace Actors.Simulation;

/// <summary>A kind of load that can be run with any number of seeds.</summary>
internal sealed record Workload(string Name, string Description, Func<ulong, Scenario> Make);
