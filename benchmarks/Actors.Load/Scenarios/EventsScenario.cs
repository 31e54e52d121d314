using Actors.Load.Objects;
using Actors.Load.Processes;
using Actors.Load.Subjects;

namespace Actors.Load.Scenarios;

/// <summary>Changes of specs, one object after the other at a steady rate: what each costs the process that watches, and how long it waits.</summary>
internal sealed class EventsScenario(LoadOptions options) : ScenarioBase(options)
{
    private const double CpuGoal = 50;
    private const double QueueGoal = 1;
    private const int WarmUpSeconds = 5;

    protected override async Task<Report> RunAsync(Uri server, LoadCluster cluster, Progress progress, CancellationToken cancellation)
    {
        var report = new Report($"changes of {Options.Resources:N0} objects, {Options.Rate:N0} a second for {Options.Seconds} s");
        await cluster.GrowToAsync(Options.Resources, cancellation);
        foreach (var subject in Subjects) await MeasureAsync(server, subject, cluster, report, progress, cancellation);
        return report;
    }

    private async Task MeasureAsync(Uri server, string subject, LoadCluster cluster, Report report, Progress progress, CancellationToken cancellation)
    {
        progress.Say($"{subject}: start on {Options.Resources:N0} objects");
        await using var process = LoadProcess.Start(subject, server);
        await process.AskAsync(SubjectLoop.Enqueued, cancellation, Options.Resources);
        await process.AskAsync(SubjectLoop.Reconciled, cancellation, Options.Resources);

        // An operator runs for long: what its code costs before it is compiled for good is no part of an event.
        await process.AskAsync(SubjectLoop.Reset, cancellation);
        var (warm, _) = await cluster.ChangeAsync(Options.Rate, TimeSpan.FromSeconds(WarmUpSeconds), cancellation);
        await process.AskAsync(SubjectLoop.Reconciled, cancellation, warm);

        var before = await process.AskAsync(SubjectLoop.Reset, cancellation);
        var (count, rate) = await cluster.ChangeAsync(Options.Rate, TimeSpan.FromSeconds(Options.Seconds), cancellation);
        var after = await process.AskAsync(SubjectLoop.Reconciled, cancellation, count);
        var times = await process.AskAsync(SubjectLoop.Latencies, cancellation);
        report.Add(subject, "changes a second, as made", rate, "/s");
        report.Add(subject, "CPU for each change", 1e6 * (after.CpuSeconds - before.CpuSeconds) / count, "us", CpuGoal);
        report.Add(subject, "in its own queue, p50", times.Waits!.P50, "ms");
        report.Add(subject, "in its own queue, p99", times.Waits.P99, "ms", QueueGoal);
        report.Add(subject, "from sending the change to its reconcile, p50", times.Latencies!.P50, "ms");
        report.Add(subject, "from sending the change to its reconcile, p99", times.Latencies.P99, "ms");
    }
}
