using Actors.Reconciling;

namespace Actors.Operators.Telemetry;

/// <summary>What is counted of one controller's reconciles.</summary>
internal sealed class ControllerMetrics
{
    // As client-go has them: from what takes no time to what takes 17 minutes.
    private static readonly double[] QueueBounds = [1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1, 10, 100, 1000];

    private static readonly double[] TimeBounds = [.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60];

    private long _begun;
    private long _done;
    private long _requeued;
    private long _failed;
    private long _terminal;
    private long _timedOut;
    private long _unended;

    /// <summary>How long objects waited for a permit.</summary>
    public DurationHistogram Waits { get; } = new(QueueBounds);

    /// <summary>How long reconciles took.</summary>
    public DurationHistogram Times { get; } = new(TimeBounds);

    /// <summary>The same by the bounds of client-go's queues.</summary>
    public DurationHistogram Works { get; } = new(QueueBounds);

    public long Begun => Volatile.Read(ref _begun);

    public long Done => Volatile.Read(ref _done);

    public long Requeued => Volatile.Read(ref _requeued);

    public long Terminal => Volatile.Read(ref _terminal);

    public long TimedOut => Volatile.Read(ref _timedOut);

    /// <summary>How many have ended in an error, for good or not.</summary>
    public long Errors => Volatile.Read(ref _failed) + Terminal + Volatile.Read(ref _unended);

    /// <summary>How many are to run again by themselves.</summary>
    public long Retries => Volatile.Read(ref _failed) + Requeued;

    /// <summary>How many have ended.</summary>
    public long Ended => Done + Requeued + Errors;

    public void Begin(TimeSpan waited)
    {
        Interlocked.Increment(ref _begun);
        Waits.Record(waited);
    }

    public void End(ReconcileResult? result, TimeSpan elapsed)
    {
        switch (result)
        {
            case Reconciling.Done:
                Interlocked.Increment(ref _done);
                break;
            case RequeueAfter:
                Interlocked.Increment(ref _requeued);
                break;
            case Failed failed:
                Interlocked.Increment(ref _failed);
                if (failed.Error.Reason == ReconcileError.TimedOut) Interlocked.Increment(ref _timedOut);
                break;
            case Reconciling.Terminal:
                Interlocked.Increment(ref _terminal);
                break;
            default:
                Interlocked.Increment(ref _unended);
                break;
        }

        Times.Record(elapsed);
        Works.Record(elapsed);
    }
}
