using Actors.Kernel;

namespace Actors.Simulation;

/// <summary>What a seed of the kernel workload does and how often, drawn at random: each action is missing in some seeds and frequent in others.</summary>
internal sealed class KernelOptions
{
    private static readonly AgentAction[] All = Enum.GetValues<AgentAction>();

    public required int Machines { get; init; }

    /// <summary>How many actions all agents may take in all.</summary>
    public required int Actions { get; init; }

    /// <summary>How many times work is told from outside.</summary>
    public required int Injections { get; init; }

    public required TimeSpan SafetyPhase { get; init; }

    /// <summary>The share of instances of agents that cannot be made, or do not start.</summary>
    public required double BirthFailures { get; init; }

    /// <summary>The share of <see cref="Terminated"/> that an agent does not handle.</summary>
    public required double DeathPacts { get; init; }

    /// <summary>Each action as often as it weighs.</summary>
    public required AgentAction[] Menu { get; init; }

    public required FaultOptions Faults { get; init; }

    public required LinkOptions Links { get; init; }

    public required int DriftPpmMax { get; init; }

    public static KernelOptions Draw(Random random) => new()
    {
        Machines = 1 + random.Next(5),
        Actions = 200 + random.Next(600),
        Injections = 40 + random.Next(120),
        SafetyPhase = random.Between(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(20)),
        BirthFailures = random.Chance(0.5) ? 0 : 0.2 * random.NextDouble(),
        DeathPacts = random.Chance(0.5) ? 0 : 0.5 * random.NextDouble(),
        Menu = DrawMenu(random),
        Faults = FaultOptions.Draw(random, TimeSpan.FromSeconds(4)),
        Links = new LinkOptions
        {
            LatencyMax = random.Between(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(200)),
            Straggling = random.Chance(0.5) ? 0 : 0.05,
            Loss = random.Chance(0.5) ? 0 : 0.1 * random.NextDouble(),
        },
        DriftPpmMax = random.Chance(0.5) ? 200 : 20_000,
    };

    private static AgentAction[] DrawMenu(Random random)
    {
        var menu = new List<AgentAction> { AgentAction.Tell, AgentAction.Spawn };
        foreach (var action in All)
        {
            if (random.Chance(0.2)) continue;
            for (var weight = 1 + random.Next(8); weight > 0; weight--) menu.Add(action);
        }

        return [.. menu];
    }
}
