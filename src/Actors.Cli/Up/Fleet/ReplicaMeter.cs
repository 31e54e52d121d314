using System.Diagnostics;

namespace Actors.Cli.Up.Fleet;

/// <summary>Measures one replica, through all its lives.</summary>
internal sealed class ReplicaMeter(Replica replica)
{
    /// <summary>How often it is asked once it answers. Each answer costs it half a millisecond: asked at each look of the view, five replicas spent 2 % of their time on it.</summary>
    private static readonly TimeSpan RatePeriod = TimeSpan.FromSeconds(1);

    private static readonly OperatorMetrics Nothing = new(0, 0, 0, 0);

    private OperatorMetrics _past = Nothing;
    private OperatorMetrics? _last;
    private int _life = 1;
    private long _ratedAt = Stopwatch.GetTimestamp();
    private long _ratedReconciles;
    private TimeSpan _ratedTime;
    private double? _processors;

    /// <summary>What it says of itself, with the counts of its former lives; null if it does not answer.</summary>
    public OperatorMetrics? Metrics { get; private set; }

    /// <summary>How many reconciles have ended in all its lives, as far as it was asked.</summary>
    public OperatorMetrics Total => _past.With(_last ?? Nothing);

    /// <summary>How many reconciles a second it ends.</summary>
    public double ReconcilesPerSecond { get; private set; }

    public async Task MeasureAsync(HttpClient client, CancellationToken cancellation)
    {
        var life = replica.Life;
        if (life.Number == _life && Metrics is not null && Stopwatch.GetElapsedTime(_ratedAt) < RatePeriod) return;
        if (life.Number != _life)
        {
            (_past, _last, _life) = (_past.With(_last ?? Nothing) with { Queue = 0, Active = 0 }, null, life.Number);
            (_ratedTime, _processors) = (TimeSpan.Zero, null);
        }

        var metrics = replica.State is ReplicaState.Starting or ReplicaState.Running or ReplicaState.Restarting
            ? await OperatorMetrics.ReadAsync(client, life.ManagementPort, cancellation) : null;
        if (metrics is not null)
        {
            _last = metrics;
            replica.Answered(life.Number);
        }

        Metrics = metrics is null ? null : _past.With(metrics);
        Rate(life);
    }

    public ReplicaProgress Progress(int shards) => new(replica.Name, replica.State, replica.Life.Process.Pid, shards, Total.Reconciles, Total.Errors, ReconcilesPerSecond, _processors);

    private void Rate(ReplicaLife life)
    {
        var elapsed = Stopwatch.GetElapsedTime(_ratedAt);
        if (elapsed < RatePeriod) return;
        ReconcilesPerSecond = (Total.Reconciles - _ratedReconciles) / elapsed.TotalSeconds;
        var used = life.Process.ProcessorTime;
        _processors = used is { } time ? (time - _ratedTime) / elapsed : null;
        (_ratedAt, _ratedReconciles, _ratedTime) = (Stopwatch.GetTimestamp(), Total.Reconciles, used ?? TimeSpan.Zero);
    }
}
