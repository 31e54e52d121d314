using Actors.Load.Fleets;
using Actors.Load.Objects;
using Actors.Load.Reports;
using Actors.Load.Subjects;

namespace Actors.Load.Scenarios;

/// <summary>A process that holds many objects, all of them reconciled, and has nothing to do: what each costs in memory, beside its own bytes.</summary>
internal sealed class IdleScenario(LoadOptions options) : IScenario
{
    private const int BytesGoal = 400;

    public async Task<Report> RunAsync(Uri server, LoadCluster cluster, Progress progress, CancellationToken cancellation)
    {
        var report = new Report($"idle: {options.Resources:N0} objects of {LoadCluster.ObjectLength:N0} bytes");
        var none = new Dictionary<string, Answer>();
        foreach (var subject in options.Subjects) none[subject] = await HoldAllAsync(server, subject, 0, progress, cancellation);
        await cluster.GrowToAsync(options.Resources, cancellation);
        var bytes = await cluster.HeldBytesAsync(cancellation);
        for (var round = 1; round <= options.Rounds; round++)
        {
            foreach (var subject in options.Subjects)
            {
                var all = await HoldAllAsync(server, subject, options.Resources, progress, cancellation);
                report.Add(subject, "bytes of an object as it is held", bytes, "B");
                report.Add(subject, "GC heap for each object, beside its bytes", PerObject(all.Heap - none[subject].Heap) - bytes, "B", BytesGoal);
                report.Add(subject, "working set for each object, beside its bytes", PerObject(all.WorkingSet - none[subject].WorkingSet) - bytes, "B");
                report.Add(subject, "working set", all.WorkingSet / 1e6, "MB");
            }
        }

        return report;
    }

    private async Task<Answer> HoldAllAsync(Uri server, string subject, int count, Progress progress, CancellationToken cancellation)
    {
        progress.Say($"{subject}: memory of {count:N0} objects");
        await using var fleet = new LoadFleet(options.PlanOf(subject, server, isShared: false, failing: 0));
        var process = fleet.Start(subject).Process;
        await process.AskAsync(SubjectLoop.Enqueued, cancellation, 0);
        await process.AskAsync(SubjectLoop.Reconciled, cancellation, count);
        return await process.AskAsync(SubjectLoop.Memory, cancellation);
    }

    private double PerObject(long bytes) => bytes / (double)options.Resources;
}
