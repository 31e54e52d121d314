using Actors.Kernel;

namespace Actors.Simulation;

/// <summary>What an agent is like, in all its lives.</summary>
internal sealed record Profile(Town Town, int Depth, SupervisorStrategy Strategy)
{
    public const int DepthMax = 4;

    private static readonly int[] RestartLimits = [0, 1, 3, int.MaxValue];
    private static readonly double[] MinBackoffs = [0, 0, 1, 20, 300];

    public static Profile Draw(Town town, int depth, Random random) => new(town, depth, new SupervisorStrategy
    {
        Decider = random.Chance(0.4) ? AgentFailure.DecideMildly : AgentFailure.Decide,
        MaxRestarts = random.Pick(RestartLimits),
        MinBackoff = TimeSpan.FromMilliseconds(random.Pick(MinBackoffs)),
        MaxBackoff = TimeSpan.FromSeconds(1),
        Jitter = random.Chance(0.5) ? 0 : 0.3,
        ResetAfter = TimeSpan.FromDays(1),
    });

    public Props ToProps() => Props.Create(this, static profile =>
    {
        profile.Town.Scenario.MaybeFailBirth();
        return new Agent(profile);
    });
}
