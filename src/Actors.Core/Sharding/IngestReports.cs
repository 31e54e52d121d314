using Actors.Ingest;
using Actors.Kernel;

namespace Actors.Sharding;

/// <summary>What an ingest, however it reads, says in the log, and when the machines of its lists and watches want to be woken.</summary>
internal sealed class IngestReports(WatchedKind kind)
{
    private const string DeadlineTimer = "deadline";

    /// <summary>What went wrong last; null if nothing has since it worked last.</summary>
    public RequestFailure? LastFailure { get; private set; }

    /// <summary>When something came last; null if nothing has.</summary>
    public Instant? HeardAt { get; private set; }

    /// <summary>Whether a message is of no concern but to the log.</summary>
    public static bool IsReported(object message) => message is SourceReported or EffectFailed { Effect: ReportSource } or EffectCancelled { Effect: ReportSource };

    /// <summary>Takes in what came of a request: the first that brings something ends the last failure.</summary>
    public void Take(object outcome, Instant now)
    {
        if (outcome is PageRead or WatchRead { Events.Count: > 0 }) (LastFailure, HeardAt) = (null, now);
    }

    /// <summary>Reports what went wrong since the last time.</summary>
    /// <returns>Whether anything did.</returns>
    public bool ReportFailure(Router router, int objects, ActorContext context)
    {
        if (router.TakeFailure() is not { } failure) return false;
        LastFailure = failure;
        context.Perform(new ReportSource(kind, failure, objects));
        return true;
    }

    /// <summary>Reports that all has been told.</summary>
    public void ReportSynced(int objects, ActorContext context) => context.Perform(new ReportSource(kind, null, objects));

    /// <summary>Has <see cref="DeadlineReached"/> come at a time, or not at all.</summary>
    public static void SetDeadline(Instant? deadline, ActorContext context)
    {
        if (deadline is not { } at) context.CancelTimer(DeadlineTimer);
        else context.StartTimer(DeadlineTimer, DeadlineReached.Instance, at > context.Now ? at - context.Now : TimeSpan.Zero);
    }
}

/// <summary>To an ingest, by its timer: a machine waits for this time.</summary>
internal sealed class DeadlineReached
{
    public static readonly DeadlineReached Instance = new();
}
