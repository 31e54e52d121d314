using System.Diagnostics;
using Actors.Cli.Up.Chaos;
using Actors.Cli.Up.Fleet;

namespace Actors.Cli.Up;

/// <summary>Measures how things stand.</summary>
internal sealed class UpMeter(ReplicaFleet fleet, FleetObserver watch, PhaseCounter phases, int wanted, long began) : IDisposable
{
    private readonly HttpClient _management = new() { Timeout = TimeSpan.FromSeconds(1) };
    private readonly IReadOnlyList<ReplicaMeter> _meters = [.. fleet.Replicas.Select(static replica => new ReplicaMeter(replica))];

    /// <summary>What was measured last.</summary>
    public UpProgress Last { get; private set; } = new(TimeSpan.Zero, wanted, default, null, 0);

    public async Task<UpProgress> MeasureAsync(ChaosProgress? chaos, CancellationToken cancellation)
    {
        await Task.WhenAll(_meters.Select(meter => meter.MeasureAsync(_management, cancellation)));
        var answers = _meters.Any(static meter => meter.Metrics is not null);
        var metrics = answers ? _meters.Aggregate(new OperatorMetrics(0, 0, 0, 0), static (sum, meter) => sum.With(meter.Total)) : null;
        var elapsed = Stopwatch.GetElapsedTime(began);

        // Under chaos some are deleted and made anew: those that are there are wanted.
        var counts = phases.Counts;
        var expected = chaos is null or { Phase: ChaosPhase.Preparing } ? wanted : counts.Total;
        Last = new UpProgress(elapsed, expected, counts, metrics, _meters.Sum(static meter => meter.ReconcilesPerSecond)) { Chaos = chaos };
        if (!fleet.IsShared) return Last;
        return Last = Last with { Map = watch.Progress, Replicas = [.. fleet.Replicas.Zip(_meters, (replica, meter) => meter.Progress(watch.OwnedBy(replica.Name)))] };
    }

    public void Dispose() => _management.Dispose();
}
