using Actors.Kernel;
using Actors.Objects;
using Actors.Reconciling;
using Actors.Sharding;

namespace Actors.Simulation;

/// <summary>Sees the runs of objects: which actor has which effect under way.</summary>
internal abstract class RunChecker : Checker
{
    public override void Observe(in TraceEvent happened)
    {
        switch (happened.Kind)
        {
            case TraceKind.Booted or TraceKind.Crashed:
                Forget();
                break;
            case TraceKind.EffectBegun when happened.Message is Reconcile or AddFinalizer or RemoveFinalizer:
                Begun(happened.Actor!, (Effect)happened.Message, happened.Time);
                break;
            case TraceKind.EffectCancelled when happened.Message is Reconcile or AddFinalizer or RemoveFinalizer:
                Cancelled(happened.Actor!, happened.Time);
                break;
            case var kind when kind == EndedWhen && IsOutcome(happened.Message):
                Ended(happened.Actor!, happened.Message!, happened.Time);
                break;
        }
    }

    /// <summary>When a run is over: in the world, or for its actor, to which that may come late.</summary>
    protected virtual TraceKind EndedWhen => TraceKind.EffectEnded;

    private static bool IsOutcome(object? message) =>
        message is ReconcileEnded or ObjectWritten or WriteFailed or EffectFailed { Effect: Reconcile or AddFinalizer or RemoveFinalizer } or EffectCancelled { Effect: Reconcile or AddFinalizer or RemoveFinalizer };

    /// <summary>The process has ended, and with it all that it knew.</summary>
    protected abstract void Forget();

    protected abstract void Begun(ActorRef actor, Effect effect, long time);

    protected virtual void Cancelled(ActorRef actor, long time)
    {
        // Most do not care.
    }

    protected abstract void Ended(ActorRef actor, object outcome, long time);

    protected static (ControllerSpec Controller, KubernetesObject Object) About(Effect effect) => effect switch
    {
        Reconcile run => (run.Controller, run.Object),
        AddFinalizer add => (add.Controller, add.Object),
        RemoveFinalizer remove => (remove.Controller, remove.Object),
        _ => throw new ArgumentException($"{effect} is no run", nameof(effect)),
    };
}

/// <summary>No more run at once than are allowed. Whoever was asked to end, and has not for as long as it may take, does not count.</summary>
internal sealed class LimitChecker : RunChecker
{
    // Clocks of machines are up to 2 % fast.
    private const double Fast = 0.97;

    private readonly Dictionary<ActorRef, (ControllerSpec Controller, long? CancelledAt)> _running = [];

    public override string Invariant => "Limits";

    protected override void Forget() => _running.Clear();

    protected override void Begun(ActorRef actor, Effect effect, long time)
    {
        var controller = About(effect).Controller;
        _running[actor] = (controller, null);
        var count = _running.Values.Count(one => one.CancelledAt is not { } at || time - at < one.Controller.Grace.Ticks * Fast);
        if (count > controller.MaxConcurrent) Violate($"{count} run at once, and no more than {controller.MaxConcurrent} may");
    }

    protected override void Cancelled(ActorRef actor, long time)
    {
        if (_running.TryGetValue(actor, out var run)) _running[actor] = run with { CancelledAt = run.CancelledAt ?? time };
    }

    protected override void Ended(ActorRef actor, object outcome, long time) => _running.Remove(actor);
}

/// <summary>Nothing is done to objects before all is known that has to be.</summary>
internal sealed class ReadyChecker(int sources) : RunChecker
{
    private readonly HashSet<int> _synced = [];

    public override string Invariant => "ReadyGate";

    public override void Observe(in TraceEvent happened)
    {
        base.Observe(happened);
        if (happened is { Kind: TraceKind.Told, Message: SourceSynced synced }) _synced.Add(synced.Source);
    }

    protected override void Forget() => _synced.Clear();

    protected override void Begun(ActorRef actor, Effect effect, long time)
    {
        if (_synced.Count < sources) Violate($"{About(effect).Object} is at work on when {_synced.Count} of {sources} sources are known");
    }

    protected override void Ended(ActorRef actor, object outcome, long time)
    {
        // When it has begun is all that counts.
    }
}

/// <summary>A process does not go back in time: what it has seen or written of an object, it does not forget for something older.</summary>
internal sealed class NeverOlderChecker : RunChecker
{
    private readonly Dictionary<string, ulong> _versions = [];

    public override string Invariant => "NeverOlder";

    public override void Observe(in TraceEvent happened)
    {
        base.Observe(happened);

        // What was found to be gone may be shown once more by a watch that is far behind, until that comes to its deletion.
        if (happened is { Kind: TraceKind.EffectEnded, Message: ChildRead { Found.IsEmpty: true } read }) _versions.Remove(read.Last.Uid);
    }

    protected override void Forget() => _versions.Clear();

    protected override void Begun(ActorRef actor, Effect effect, long time)
    {
        Check(About(effect).Object);
        if (effect is not Reconcile run) return;
        foreach (var child in run.Children) Check(child.Object);
    }

    protected override void Ended(ActorRef actor, object outcome, long time)
    {
        foreach (var written in outcome switch { ReconcileEnded ended => ended.Written, ObjectWritten { Object.IsEmpty: false } one => [one.Object], _ => [] })
            _versions[written.Uid] = Math.Max(VersionOf(written), _versions.GetValueOrDefault(written.Uid));
    }

    private void Check(KubernetesObject given)
    {
        var known = _versions.GetValueOrDefault(given.Uid);
        if (VersionOf(given) < known) Violate($"{given} is given to a run in version {VersionOf(given)}, and {known} was known");
        _versions[given.Uid] = VersionOf(given);
    }

    private static ulong VersionOf(KubernetesObject subject) => subject.TryGetVersionNumber(out var version) ? version : 0;
}

/// <summary>An object is looked at again after its period, whether anything has happened or not.</summary>
internal sealed class ResyncChecker(Cluster cluster, World world) : RunChecker
{
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, long> _reconciled = [];
    private TimeSpan? _period;
    private long _crashedAt;

    public override string Invariant => "Resync";

    public override void AtRest()
    {
        if (_period is not { } period) return;
        foreach (var database in cluster.Of(Cluster.Primary))
        {
            var ago = TimeSpan.FromTicks(_crashedAt - _reconciled.GetValueOrDefault(database.Uid));
            if (ago > (1.03 * period) + Slack) Miss($"{database.Name} was not reconciled for {ago}, and should be every {period}");
        }
    }

    protected override void Forget() => _crashedAt = world.Now.Ticks;

    protected override void Begun(ActorRef actor, Effect effect, long time)
    {
        var (controller, subject) = About(effect);
        (_period, _reconciled[subject.Uid]) = (controller.Resync, time);
    }

    protected override void Ended(ActorRef actor, object outcome, long time)
    {
        // When it began is all that counts.
    }
}
