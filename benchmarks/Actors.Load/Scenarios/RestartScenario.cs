using System.Diagnostics;
using Actors.Load.Fleets;
using Actors.Load.Objects;
using Actors.Load.Reports;
using Actors.Load.Subjects;

namespace Actors.Load.Scenarios;

/// <summary>
/// A process that has reconciled all objects is ended in order and started again, though none has changed: what it does once more, and how soon it is ready. What its ledger remembers is read meanwhile.
/// </summary>
internal sealed class RestartScenario(LoadOptions options) : IScenario
{
    private const double ReadyGoal = 10;

    public async Task<Report> RunAsync(Uri server, LoadCluster cluster, Progress progress, CancellationToken cancellation)
    {
        var report = new Report($"restart: {options.Resources:N0} objects of {LoadCluster.ObjectLength:N0} bytes, {(options.HasLedger ? "with a ledger" : "without a ledger")}");
        await cluster.GrowToAsync(options.Resources, cancellation);
        for (var round = 1; round <= options.Rounds; round++)
        {
            foreach (var subject in options.Subjects) await RunAsync(subject, server, report, progress, cancellation);
        }

        return report;
    }

    private async Task RunAsync(string subject, Uri server, Report report, Progress progress, CancellationToken cancellation)
    {
        await using var fleet = new LoadFleet(options.PlanOf(subject, server, isShared: false, failing: 0));
        progress.Say($"{subject}: the first start, on {options.Resources:N0} objects");
        var first = fleet.Start(subject).Process;
        await first.AskAsync(SubjectLoop.Enqueued, cancellation, 0);
        var reconciled = await first.AskAsync(SubjectLoop.Reconciled, cancellation, options.Resources);
        var ending = Stopwatch.GetTimestamp();
        await first.StopAsync();
        report.Add(subject, "CPU until all are reconciled, at the first start", reconciled.CpuSeconds, "s");
        report.Add(subject, "time to end, what is remembered is written", Stopwatch.GetElapsedTime(ending).TotalSeconds, "s");

        progress.Say($"{subject}: the second start");
        var began = Stopwatch.GetTimestamp();
        var second = fleet.Start(subject);
        var ready = await second.Process.AskAsync(SubjectLoop.Enqueued, cancellation, 0);
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        progress.Say($"{subject}: is ready after {seconds:0.0} s; what does it do until {options.Seconds} s are over?");
        var left = options.Duration - Stopwatch.GetElapsedTime(began);
        if (left > TimeSpan.Zero) await Task.Delay(left, cancellation);
        report.Add(subject, "CPU until it is ready, at the second start", ready.CpuSeconds, "s");
        report.Add(subject, "time until it is ready", seconds, "s", ReadyGoal);
        report.Add(subject, $"reconciles in the first {options.Seconds} s", second.Records.ReadAll().Count(), "", options.HasLedger ? 0 : null);
    }
}
