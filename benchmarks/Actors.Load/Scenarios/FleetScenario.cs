using Actors.Load.Fleets;
using Actors.Load.Objects;
using Actors.Load.Reports;

namespace Actors.Load.Scenarios;

/// <summary>Does the same to an operator's fleet and to the baseline's, round by round, so that both meet the same machine.</summary>
/// <param name="name">What it is called.</param>
/// <param name="options">How it is to run.</param>
internal abstract class FleetScenario(string name, LoadOptions options) : IScenario
{
    // What people expect of an operator: that a change is looked at within a second, and done within five.
    private const double QueueGoal = 1_000;
    private const double ReconcileGoal = 5_000;
    private const double CpuGoal = 50;

    protected LoadOptions Options => options;

    /// <summary>How many replicas there are at the start.</summary>
    protected virtual int ReplicasAtStart => options.Replicas;

    /// <summary>Whether replicas are a fleet: where it is one process all the time, it is not.</summary>
    protected virtual bool IsShared => options.Replicas > 1;

    /// <summary>The share of reconciles that fails.</summary>
    protected virtual double Failing => 0;

    public async Task<Report> RunAsync(Uri server, LoadCluster cluster, Progress progress, CancellationToken cancellation)
    {
        var report = new Report($"{name}: {options.Resources:N0} objects of {LoadCluster.ObjectLength:N0} bytes, {options.Replicas} replica{(options.Replicas == 1 ? "" : "s")}{Load}");
        await cluster.GrowToAsync(options.Resources, cancellation);
        for (var round = 1; round <= options.Rounds; round++)
        {
            foreach (var subject in options.Subjects)
            {
                var result = await RunRoundAsync(server, subject, round, cluster, progress, cancellation);
                report.Rounds.Add(result);
                Add(report, result);
            }
        }

        return report;
    }

    /// <summary>What is said of the load in the title.</summary>
    protected virtual string Load => $", {options.Rate:N0} changes a second for {options.Seconds:N0} s";

    /// <summary>Does to the fleet what the scenario is about, while it is measured.</summary>
    protected abstract Task ActAsync(LoadRound round, CancellationToken cancellation);

    private async Task<RoundResult> RunRoundAsync(Uri server, string subject, int number, LoadCluster cluster, Progress progress, CancellationToken cancellation)
    {
        await using var round = new LoadRound(options.PlanOf(subject, server, IsShared, Failing), cluster, progress);
        await round.StartAsync(ReplicasAtStart, cancellation);
        if (options.WarmUp > 0) await round.WarmUpAsync(options.Rate, options.WarmUp, cancellation);
        return await round.MeasureAsync(number, () => ActAsync(round, cancellation), cancellation);
    }

    private static void Add(Report report, RoundResult round)
    {
        void Add(string what, double value, string unit, double? goal = null) => report.Add(round.Subject, what, value, unit, goal);

        Add("changes a second, as made", round.Changes / round.Seconds, "/s");
        Add("change to reconcile, p50", round.ToBegin.P50, "ms");
        Add("change to reconcile, p90", round.ToBegin.P90, "ms");
        Add("change to reconcile, p99", round.ToBegin.P99, "ms", QueueGoal);
        Add("change to reconcile, p99.9", round.ToBegin.P999, "ms");
        Add("change to reconcile, max", round.ToBegin.Max, "ms");
        Add("change to the end of its reconcile, p99", round.ToEnd.P99, "ms");
        Add("a reconcile, p99", round.Reconciles.P99, "ms", ReconcileGoal);
        Add("in the process's queue, p99", round.Waits.P99, "ms", 1);
        Add("CPU for each change, all processes", 1e6 * round.CpuSeconds / Math.Max(1, round.Changes), "us", CpuGoal);
        Add("CPU, all processes", round.CpuSeconds, "s");
        Add("working set, all processes, most", round.WorkingSet / 1e6, "MB");
        Add("list and watch requests, from the start", round.Api.Where(IsReading).Sum(static one => one.Requests), "");
        Add("of lists and watches, from the start", round.Api.Where(IsReading).Sum(static one => one.Bytes) / 1e6, "MB");
        Add("all other requests, from the start", round.Api.Where(static one => !IsReading(one)).Sum(static one => one.Requests), "");
        Add("writes to the objects", round.Api.Where(static one => one.Resource == "databases" && !IsReading(one)).Sum(static one => one.Requests), "", 0);
        if (round.LongestGapSeconds is { } gap)
        {
            Add("longest time without an owner", 1000 * gap, "ms");
            Add("moves of shards", round.Moves, "");
            Add("writes of the shard map", round.MapUpdates, "");
        }

        Add("lost objects", round.Lost, "", 0);
        Add("double reconciles", round.Doubles, "", 0);
    }

    private static bool IsReading(ApiFigure figure) => figure.Verb is "list" or "watch";
}
