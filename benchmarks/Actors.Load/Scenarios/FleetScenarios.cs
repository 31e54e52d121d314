using Actors.Load.Fleets;
using Actors.Load.Subjects;

namespace Actors.Load.Scenarios;

/// <summary>Specs change at a steady rate.</summary>
internal class ChurnScenario(string name, LoadOptions options) : FleetScenario(name, options)
{
    protected override Task ActAsync(LoadRound round, CancellationToken cancellation) => round.ChangeAsync(Options.Rate, Options.Duration, cancellation);
}

/// <summary>As churn, and a share of reconciles fails.</summary>
internal sealed class StormScenario(LoadOptions options) : ChurnScenario("storm", options)
{
    protected override double Failing => Options.Failing;

    protected override string Load => $"{base.Load}, {Options.Failing:P0} of reconciles fail";
}

/// <summary>All objects change at once.</summary>
internal sealed class BurstScenario(LoadOptions options) : FleetScenario("burst", options)
{
    protected override string Load => ", all changed at once";

    protected override Task ActAsync(LoadRound round, CancellationToken cancellation) => round.ChangeAllAsync(cancellation);
}

/// <summary>One replica becomes several under load.</summary>
internal sealed class ScaleOutScenario(LoadOptions options) : FleetScenario("scale-out", options)
{
    protected override int ReplicasAtStart => 1;

    protected override bool IsShared => true;

    protected override async Task ActAsync(LoadRound round, CancellationToken cancellation)
    {
        var load = round.ChangeAsync(Options.Rate, Options.Duration, cancellation);
        for (var replicas = 2; replicas <= Options.Replicas; replicas++)
        {
            round.Say($"start of replica {replicas}");
            round.Add();
            await round.Fleet.WhenSpreadAsync(replicas, cancellation);
            round.Say($"{replicas} share");
        }

        await load;
    }
}

/// <summary>All replicas are replaced by new ones under load, one after the other: first a new one comes, then an old one ends.</summary>
internal sealed class RollingScenario(LoadOptions options) : FleetScenario("rolling", options)
{
    protected override bool IsShared => true;

    protected override async Task ActAsync(LoadRound round, CancellationToken cancellation)
    {
        Member[] old = [.. round.Fleet.Living];
        var load = round.ChangeAsync(Options.Rate, Options.Duration, cancellation);
        foreach (var member in old)
        {
            var next = round.Add();
            round.Say($"start of {next.Name}");

            // As a Deployment does: the next one is up before one ends.
            await next.Process.AskAsync(SubjectLoop.Waits, cancellation);
            await round.Fleet.WhenSpreadAsync(old.Length + 1, cancellation);
            round.Say($"end of {member.Name}");
            await member.Process.StopAsync();
            await round.Fleet.WhenSpreadAsync(old.Length, cancellation);
        }

        round.Say("all are new");
        await load;
    }
}

/// <summary>A replica is killed under load and started again.</summary>
internal sealed class CrashScenario(string name, LoadOptions options) : FleetScenario(name, options)
{
    protected override bool IsShared => true;

    protected override async Task ActAsync(LoadRound round, CancellationToken cancellation)
    {
        var load = round.ChangeAsync(Options.Rate, Options.Duration, cancellation);
        await Task.Delay(Options.Duration / 4, cancellation);

        // Of those that elect one, the one that works.
        var victim = round.Fleet.Living.MaxBy(static one => one.Begun)!;
        round.Say($"kill -9 of {victim.Name}");
        await round.Fleet.KillAsync(victim);
        await Task.Delay(Options.Duration / 2, cancellation);
        round.Say("start of another");
        round.Add();
        await load;
    }
}
