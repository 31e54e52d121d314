using System.Diagnostics;

namespace Actors.Cli.Up;

/// <summary>Measures how things stand.</summary>
internal sealed class UpMeter(HttpClient management, PhaseCounter phases, int wanted, long began)
{
    private static readonly TimeSpan RatePeriod = TimeSpan.FromSeconds(1);

    private double _rate;
    private TimeSpan _ratedAt;
    private long _ratedReconciles;

    /// <summary>What was measured last.</summary>
    public UpProgress Last { get; private set; } = new(TimeSpan.Zero, wanted, default, null, 0);

    public async Task<UpProgress> MeasureAsync(CancellationToken cancellation)
    {
        var metrics = await OperatorMetrics.ReadAsync(management, cancellation);
        var elapsed = Stopwatch.GetElapsedTime(began);
        if (metrics is not null && elapsed - _ratedAt >= RatePeriod)
        {
            _rate = (metrics.Reconciles - _ratedReconciles) / (elapsed - _ratedAt).TotalSeconds;
            (_ratedAt, _ratedReconciles) = (elapsed, metrics.Reconciles);
        }

        return Last = new UpProgress(elapsed, wanted, phases.Counts, metrics, _rate);
    }
}
