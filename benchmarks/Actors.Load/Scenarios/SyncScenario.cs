using Actors.Load.Objects;
using Actors.Load.Processes;
using Actors.Load.Subjects;

namespace Actors.Load.Scenarios;

/// <summary>A process that starts on many objects: what it costs to know them all and have them in line, beyond a start on none; and what holding them costs.</summary>
internal sealed class SyncScenario(LoadOptions options) : ScenarioBase(options)
{
    private const double CpuGoal = 0.15;
    private const int BytesGoal = 400;

    protected override async Task<Report> RunAsync(Uri server, LoadCluster cluster, Progress progress, CancellationToken cancellation)
    {
        var report = new Report($"sync of {Options.Resources:N0} objects of {LoadCluster.ObjectLength:N0} bytes");
        var empty = new Dictionary<string, List<Usage>>();
        var none = new Dictionary<string, Usage>();
        foreach (var subject in Subjects)
        {
            empty[subject] = await StartAllAsync(server, subject, 0, progress, cancellation);
            none[subject] = await HoldAllAsync(server, subject, 0, progress, cancellation);
        }

        await cluster.GrowToAsync(Options.Resources, cancellation);
        foreach (var subject in Subjects)
        {
            var full = await StartAllAsync(server, subject, Options.Resources, progress, cancellation);
            var before = Median(empty[subject].Select(static one => one.CpuSeconds));
            report.Add(subject, "CPU of a start on no objects", before, "s");
            report.Add(subject, "CPU to list, decode and enqueue, beyond that", Median(full.Select(static one => one.CpuSeconds)) - before, "s", CpuGoal);
        }

        foreach (var subject in Subjects)
        {
            var before = Median(empty[subject].Select(static one => one.CpuSeconds));
            var after = await ReconcileAllAsync(server, subject, progress, cancellation);
            report.Add(subject, "the same until all are reconciled once", after.CpuSeconds - before, "s");
        }

        if (Options.MemoryResources > 0) await MeasureMemoryAsync(server, cluster, none, report, progress, cancellation);
        return report;
    }

    /// <summary>Starts a process again and again, until all are in line.</summary>
    private async Task<List<Usage>> StartAllAsync(Uri server, string subject, int count, Progress progress, CancellationToken cancellation)
    {
        var usages = new List<Usage>();
        for (var run = 1; run <= Options.Runs; run++)
        {
            progress.Say($"{subject}: start {run} of {Options.Runs} on {count:N0} objects");
            await using var process = LoadProcess.Start(subject, server);
            usages.Add(await process.AskAsync(SubjectLoop.Enqueued, cancellation, count));
        }

        return usages;
    }

    private async Task<Usage> ReconcileAllAsync(Uri server, string subject, Progress progress, CancellationToken cancellation)
    {
        progress.Say($"{subject}: reconciling {Options.Resources:N0} objects");
        await using var process = LoadProcess.Start(subject, server);
        return await process.AskAsync(SubjectLoop.Reconciled, cancellation, Options.Resources);
    }

    /// <summary>Starts a process and has it know and reconcile all, and then be at rest.</summary>
    private static async Task<Usage> HoldAllAsync(Uri server, string subject, int count, Progress progress, CancellationToken cancellation)
    {
        progress.Say($"{subject}: memory of {count:N0} objects");
        await using var process = LoadProcess.Start(subject, server);
        await process.AskAsync(SubjectLoop.Enqueued, cancellation, count);
        await process.AskAsync(SubjectLoop.Reconciled, cancellation, count);
        return await process.AskAsync(SubjectLoop.Memory, cancellation);
    }

    private async Task MeasureMemoryAsync(Uri server, LoadCluster cluster, Dictionary<string, Usage> none, Report report, Progress progress, CancellationToken cancellation)
    {
        await cluster.GrowToAsync(Options.MemoryResources, cancellation);
        var bytes = await cluster.HeldBytesAsync(cancellation);
        foreach (var subject in Subjects)
        {
            var all = await HoldAllAsync(server, subject, Options.MemoryResources, progress, cancellation);
            report.Add(subject, $"GC heap for each of {Options.MemoryResources:N0} objects, beside its {bytes:0} bytes", PerObject(all.Heap - none[subject].Heap) - bytes, "B", BytesGoal);
            report.Add(subject, "working set for each, beside its bytes", PerObject(all.WorkingSet - none[subject].WorkingSet) - bytes, "B");
        }
    }

    private double PerObject(long bytes) => bytes / (double)Options.MemoryResources;
}
