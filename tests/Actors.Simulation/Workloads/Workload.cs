namespace Actors.Simulation;

/// <summary>A kind of load that can be run with any number of seeds.</summary>
/// <param name="Name">What the command line calls it.</param>
/// <param name="Description">What it does, for the help.</param>
/// <param name="Make">Makes the scenario of a seed.</param>
/// <param name="IsBroken">Whether it is wrong on purpose, to show that its checkers see that; run only when asked for by name.</param>
internal sealed record Workload(string Name, string Description, Func<ulong, Scenario> Make, bool IsBroken = false);
