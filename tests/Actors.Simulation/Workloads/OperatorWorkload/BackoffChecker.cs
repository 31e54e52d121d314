using Actors.Kernel;
using Actors.Ledger;
using Actors.Reconciling;

namespace Actors.Simulation;

/// <summary>
/// An object that fails waits as long as its backoff says, unless something else is wanted of it or what it refers to has changed. The model is of failures in a row and the
/// time before which nothing may begin.
/// </summary>
internal sealed class BackoffChecker : RunChecker
{
    // Clocks of machines are up to 2 % fast or slow.
    private const double Fast = 0.97;
    private const double Slow = 1.03;

    private readonly Dictionary<ActorRef, Waiting> _waiting = [];

    public override string Invariant => "Backoff";

    protected override TraceKind EndedWhen => TraceKind.Received;

    public override void Observe(in TraceEvent happened)
    {
        base.Observe(happened);
        if (happened.Kind != TraceKind.Received || happened.Actor is null) return;
        if (happened.Message is LedgerRow { Failures: > 0 } row && happened.Actor.Path.Name == row.Key.Uid) Remind(row, happened);
        if (happened.Message is PrimaryDeleted) _waiting.Remove(happened.Actor);
        if (happened.Message is ReconcileRequested { IsUrgent: true } && _waiting.TryGetValue(happened.Actor, out var waiting)) waiting.IsAskedFor = true;
    }

    protected override void Forget() => _waiting.Clear();

    protected override void Begun(ActorRef actor, Effect effect, long time)
    {
        var (controller, subject) = About(effect);
        if (!_waiting.TryGetValue(actor, out var waiting)) _waiting.Add(actor, waiting = new Waiting(controller));
        waiting.Controller ??= controller;
        if (!waiting.IsRunning)
        {
            var isExcused = waiting.IsAskedFor || waiting.Generation != subject.Generation || waiting.IsDeletion != subject.IsBeingDeleted;
            waiting.IsEarly = isExcused && time < waiting.DueAtLatest;
            if (!isExcused && time < waiting.NotBefore)
                Violate($"{subject} begins {TimeSpan.FromTicks(waiting.NotBefore - time)} before its wait after {waiting.Failures} failures is over, and nothing else is wanted of it");
            waiting.IsAskedFor = false;
        }

        (waiting.IsRunning, waiting.Generation, waiting.IsDeletion) = (true, subject.Generation, subject.IsBeingDeleted);
    }

    protected override void Ended(ActorRef actor, object outcome, long time)
    {
        if (!_waiting.TryGetValue(actor, out var waiting)) return;

        // Another step may follow under the same permit.
        waiting.IsRunning = outcome is ObjectWritten or ReconcileEnded { Result: Done };
        if (outcome is ReconcileEnded { Result: Done } && waiting.IsDeletion) waiting.MaySucceed();
        else if (outcome is ReconcileEnded { Result: not Failed }) waiting.Succeed();
        else if (outcome is not ObjectWritten) waiting.Fail(time, RetryAfterOf(outcome));
    }

    /// <summary>It may go on from what another process has written down, so it may wait for longer than what is seen here tells.</summary>
    private void Remind(LedgerRow row, in TraceEvent happened)
    {
        if (!_waiting.TryGetValue(happened.Actor!, out var waiting)) _waiting.Add(happened.Actor!, waiting = new Waiting(null));
        waiting.Remind(row.Failures, happened.Time + (long)(Slow * ((row.Due ?? happened.Machine!.Now) - happened.Machine!.Now).Ticks));
    }

    private static TimeSpan RetryAfterOf(object outcome) => outcome switch
    {
        ReconcileEnded { Result: Failed { RetryAfter: { } wanted } } => wanted,
        WriteFailed { Failure.RetryAfter: { } wanted } => wanted,
        _ => TimeSpan.Zero,
    };

    private sealed class Waiting(ControllerSpec? controller)
    {
        public ControllerSpec? Controller { get; set; } = controller;

        public bool IsRunning { get; set; }

        /// <summary>Whether it may have begun before its wait was over, for a reason: such a try may use up none of its own.</summary>
        public bool IsEarly { get; set; }

        public bool IsAskedFor { get; set; }

        public long Generation { get; set; }

        public bool IsDeletion { get; set; }

        /// <summary>Those that count for certain.</summary>
        public int Failures { get; private set; }

        public long NotBefore { get; private set; }

        public long DueAtLatest { get; private set; }

        private int FailuresAtMost { get; set; }

        public void Succeed() => (Failures, FailuresAtMost, NotBefore, DueAtLatest) = (0, 0, 0, 0);

        /// <summary>It was cleaned up after: a success if the finalizer is taken off as well, and one failure more if that fails.</summary>
        public void MaySucceed() => (Failures, NotBefore) = (0, 0);

        public void Remind(int failures, long dueAtLatest) => (FailuresAtMost, DueAtLatest) = (Math.Max(FailuresAtMost, failures), Math.Max(DueAtLatest, dueAtLatest));

        public void Fail(long time, TimeSpan retryAfter)
        {
            var longest = WaitAfter(++FailuresAtMost) * (1 + Controller!.Backoff.Jitter);
            DueAtLatest = Math.Max(DueAtLatest, time + (long)(Slow * Math.Max(longest, retryAfter.Ticks)));
            if (!IsEarly) NotBefore = time + (long)(Fast * Math.Max(WaitAfter(++Failures), retryAfter.Ticks));
        }

        private double WaitAfter(int failures) => Math.Min(Controller!.Backoff.Min.Ticks * Math.Pow(2, failures - 1), Controller.Backoff.Max.Ticks);
    }
}
