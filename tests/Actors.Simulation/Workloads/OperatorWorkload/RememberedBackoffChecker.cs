using Actors.Kernel;
using Actors.Ledger;
using Actors.Reconciling;

namespace Actors.Simulation;

/// <summary>
/// What failed and was written down as such is not tried earlier because the process has crashed: of a row that is in the store for certain, and by a process that has read it.
/// Only where the clock on the wall was set forward meanwhile it may be, as nobody can tell that from time that has passed.
/// </summary>
/// <param name="setForwardAt">When that was last, in the time of the world; -1 if it never was.</param>
internal sealed class RememberedBackoffChecker(Func<long> setForwardAt) : RunChecker
{
    // Clocks of machines are up to 2 % fast.
    private const double Fast = 0.97;

    private readonly Dictionary<string, (LedgerRow Row, long At, long NotBefore)> _kept = [];
    private readonly List<(LedgerRow Row, long At, long NotBefore)> _written = [];
    private readonly HashSet<string> _excused = [];
    private bool _isUnread;

    public override string Invariant => "RememberedBackoff";

    public override void Observe(in TraceEvent happened)
    {
        base.Observe(happened);
        switch (happened)
        {
            case { Kind: TraceKind.EffectBegun, Message: PersistRows persist, Machine: { } machine }:
                foreach (var row in persist.Rows) Write(row, happened.Time, happened.Time + (long)(Fast * ((row.Due ?? machine.Now) - machine.Now).Ticks));
                break;
            case { Kind: TraceKind.EffectEnded, Message: RowsPersisted }:
                foreach (var written in _written.Where(static one => one.Row.Failures > 0)) _kept[written.Row.Key.Uid] = written;
                _written.Clear();
                break;
            case { Kind: TraceKind.EffectEnded, Message: RowsUnread }:
                _isUnread = true;
                break;
            case { Kind: TraceKind.Received, Message: ReconcileRequested { IsUrgent: true } requested }:
                _excused.Add(requested.Uid);
                break;
        }
    }

    protected override void Forget()
    {
        _excused.Clear();
        _written.Clear();
        _isUnread = false;
    }

    protected override void Begun(ActorRef actor, Effect effect, long time)
    {
        var subject = About(effect).Object;

        // Only the first in the life of a process: of the others its memory decides, which another checker looks at.
        if (!_excused.Add(subject.Uid) || _isUnread || !_kept.TryGetValue(subject.Uid, out var kept)) return;
        var isSame = kept.Row.Generation == subject.Generation && kept.Row.Outcome == LedgerOutcome.CleanupFailed == subject.IsBeingDeleted;
        if (isSame && time < kept.NotBefore && setForwardAt() < kept.At)
            Violate($"{subject} begins {TimeSpan.FromTicks(kept.NotBefore - time)} before its wait after {kept.Row.Failures} failures is over, which was written down");
    }

    protected override void Ended(ActorRef actor, object outcome, long time)
    {
        // Only how it begins matters.
    }

    /// <summary>From here on it is not known which row the store has, until it says so.</summary>
    private void Write(LedgerRow row, long at, long notBefore)
    {
        _kept.Remove(row.Key.Uid);
        _written.Add((row, at, notBefore));
    }
}
