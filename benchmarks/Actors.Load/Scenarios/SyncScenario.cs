using System.Diagnostics;
using Actors.Load.Fleets;
using Actors.Load.Objects;
using Actors.Load.Reports;
using Actors.Load.Subjects;

namespace Actors.Load.Scenarios;

/// <summary>A process that starts on many objects: what it costs to know them all and have them in line, beyond a start on none, and until all are reconciled once.</summary>
internal sealed class SyncScenario(LoadOptions options) : IScenario
{
    private const double CpuGoal = 0.15;

    public async Task<Report> RunAsync(Uri server, LoadCluster cluster, Progress progress, CancellationToken cancellation)
    {
        var report = new Report($"sync: a start on {options.Resources:N0} objects of {LoadCluster.ObjectLength:N0} bytes");
        var empty = new List<Dictionary<string, Start>>();
        for (var round = 1; round <= options.Rounds; round++) empty.Add(await StartAllAsync(server, 0, progress, cancellation));
        await cluster.GrowToAsync(options.Resources, cancellation);
        foreach (var none in empty)
        {
            var full = await StartAllAsync(server, options.Resources, progress, cancellation);
            foreach (var subject in options.Subjects)
            {
                report.Add(subject, "CPU of a start on no objects", none[subject].Enqueued, "s");
                report.Add(subject, "CPU to list, decode and enqueue, beyond that", full[subject].Enqueued - none[subject].Enqueued, "s", CpuGoal);
                report.Add(subject, "CPU until all are reconciled once, beyond that", full[subject].Reconciled - none[subject].Enqueued, "s");
                report.Add(subject, "time until all are in line", full[subject].Seconds, "s");
            }
        }

        return report;
    }

    private async Task<Dictionary<string, Start>> StartAllAsync(Uri server, int count, Progress progress, CancellationToken cancellation)
    {
        var starts = new Dictionary<string, Start>();
        foreach (var subject in options.Subjects)
        {
            progress.Say($"{subject}: start on {count:N0} objects");
            await using var fleet = new LoadFleet(options.PlanOf(subject, server, isShared: false, failing: 0));
            var began = Stopwatch.GetTimestamp();
            var process = fleet.Start(subject, isOpen: false).Process;
            var enqueued = await process.AskAsync(SubjectLoop.Enqueued, cancellation, count);
            var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
            var reconciled = await process.AskAsync(SubjectLoop.Reconciled, cancellation, count);
            starts[subject] = new Start(enqueued.CpuSeconds, reconciled.CpuSeconds, seconds);
        }

        return starts;
    }

    /// <param name="Enqueued">CPU seconds until all are in line.</param>
    /// <param name="Reconciled">CPU seconds until all are reconciled.</param>
    /// <param name="Seconds">Seconds until all are in line.</param>
    private sealed record Start(double Enqueued, double Reconciled, double Seconds);
}
