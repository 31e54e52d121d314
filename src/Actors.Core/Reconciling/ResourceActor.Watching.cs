using Actors.Kernel;
using Actors.Objects;

namespace Actors.Reconciling;

/// <summary>Takes in what becomes of the object and of what belongs to it, and decides whether that is a reason to run.</summary>
internal sealed partial class ResourceActor
{
    // How long the watch may take to show what was written here. What it does not show by then may be gone without anybody having seen it.
    private static readonly TimeSpan ConfirmAfter = TimeSpan.FromSeconds(30);

    private void OnChanged(PrimaryChanged changed, ActorContext context)
    {
        // A write of its own has been taken in when it was answered; its event tells nothing new.
        var before = _object;
        if (!before.IsEmpty && !changed.Object.IsNewerThan(before)) return;
        _object = changed.Object;
        if (before.IsEmpty) BeThere(changed, context);
        else if (!Matters(before, _object)) RememberSeen(before, context);
        else if (_run is { } run) See(run, _object, changed.TraceParent, context);
        else Trigger(changed.Work, isUrgent: false, changed.TraceParent, context);
    }

    private void BeThere(PrimaryChanged changed, ActorContext context)
    {
        if (_run is { } run)
        {
            // It was gone and has come back while its last run has not ended yet.
            run.IsDirty = true;
            return;
        }

        if (_state is ResourceState.Queued or ResourceState.Waiting) return;
        if (!Matters(default, _object)) Settle(context);
        else Ask(changed.Work, context, traceParent: changed.TraceParent);
    }

    /// <summary>Deletions matter to nobody but who has to clean up; all else unless the author says that it does not.</summary>
    private bool Matters(KubernetesObject before, KubernetesObject after)
    {
        if (after.IsBeingDeleted) return before.IsEmpty || !before.IsBeingDeleted || Controller.Filter is not { } onDeleting || onDeleting(before, after);
        return Controller.Filter is not { } matters || matters(before, after);
    }

    private void OnDeleted(ActorContext context)
    {
        if (_object.IsEmpty) return;
        _object = default;
        if (_run is { } run)
        {
            Cancel(run, context);
            return;
        }

        // Who is in line waits for its turn and gives it back then: a permit is never asked for twice.
        if (_state is ResourceState.Queued or ResourceState.Waiting) return;
        BeAbsent(context);
    }

    private void BeAbsent(ActorContext context)
    {
        (_memory, _doneGeneration, _isPaused) = (null, -1, false);
        NoteTries(0, null, -1, isDeletion: false);
        DropExtras();
        Forget(context);
        Rest(ResourceState.Absent, context);
        LeaveIfNothingIsLeft(context);
    }

    private void OnChildChanged(ChildChanged changed, ActorContext context)
    {
        Confirm(changed.Child.Object);
        if (!_children.Put(changed.Child)) return;
        if (_run is { } run) See(run, changed.Child.Object, changed.TraceParent, context);
        else Trigger(changed.Work, isUrgent: false, changed.TraceParent, context);
    }

    private void OnChildDeleted(Child last, string? traceParent, ActorContext context)
    {
        Unconfirm(last.Object);
        _run?.NoteGone(last.Object);
        if (_children.Remove(last.Object)) Trigger(WorkClass.Event, isUrgent: false, traceParent, context);

        // Even if that was not known: it may be what has made this actor, after another one had left.
        LeaveIfNothingIsLeft(context);
    }

    private void See(Run run, KubernetesObject seen, string? traceParent, ActorContext context)
    {
        run.See(seen);
        run.NextTraceParent ??= traceParent;
        if (_state == ResourceState.Running) Enter(ResourceState.RunningDirty, context);
    }

    /// <summary>Something has changed, or somebody asks: the object is to be reconciled when it may be.</summary>
    private void Trigger(WorkClass work, bool isUrgent, string? traceParent, ActorContext context)
    {
        switch (_state)
        {
            case ResourceState.Idle or ResourceState.Scheduled or ResourceState.Failed:
                Ask(work, context, traceParent: traceParent);
                break;
            case ResourceState.Running or ResourceState.RunningDirty or ResourceState.Deleting:
                _run!.IsDirty = true;
                _run.NextTraceParent ??= traceParent;
                if (_state == ResourceState.Running) Enter(ResourceState.RunningDirty, context);
                break;
            case ResourceState.Backoff when isUrgent || IsAnother():
                Ask(WorkClass.Event, context, isEarly: true, traceParent);
                break;
            case ResourceState.Starting or ResourceState.Queued or ResourceState.Waiting:
                NoteCause(traceParent);
                break;
        }
    }

    /// <summary>The first that is traced is the cause of the run it waits for.</summary>
    private void NoteCause(string? traceParent)
    {
        if (traceParent is not null) Extras.TraceParent ??= traceParent;
    }

    /// <summary>
    /// Whether what is wanted is something else than at the last try: then there is no reason to wait. Other changes are looked at when the wait is over, so
    /// that an object that fails costs no more than its backoff allows, however busy the things around it are.
    /// </summary>
    private bool IsAnother() => _object.Generation == 0 || _object.IsBeingDeleted != (_extras?.TriedDeletion ?? false) || _object.Generation != TriedGeneration;

    private void ConfirmLater(ActorContext context)
    {
        if (_extras?.Unconfirmed is { Count: > 0 } && !context.IsTimerActive(ConfirmTimer)) context.StartTimer(ConfirmTimer, ConfirmDue.Instance, ConfirmAfter);
    }

    private void Confirm(KubernetesObject shown) => EndUnconfirmed(one => one.HasUidOf(shown) && !one.IsNewerThan(shown));

    private void Unconfirm(KubernetesObject gone) => EndUnconfirmed(one => one.HasUidOf(gone));

    private void EndUnconfirmed(Func<KubernetesObject, bool> isKnown)
    {
        if (_extras?.Unconfirmed is not { } unconfirmed) return;
        unconfirmed.RemoveAll(one => isKnown(one.Object));
        DropExtras();
    }

    /// <summary>
    /// A child that was written here and deleted by somebody else, or given to another owner, before the watch had come to it is in no list and no event: nobody will ever say that it
    /// is gone.
    /// </summary>
    private void ConfirmChildren(ActorContext context)
    {
        foreach (var child in _extras?.Unconfirmed ?? []) context.Perform(new ReadChild(Controller, child.Kind, child.Object));
    }

    private void OnChildRead(ChildRead read, ActorContext context)
    {
        var isOpen = _extras?.Unconfirmed?.Exists(one => one.Object.HasUidOf(read.Last)) ?? false;
        if (isOpen && read.Failure is null && !IsStillOurs(read)) OnChildDeleted(new Child(read.Kind, read.Last), null, context);
        ConfirmLater(context);
    }

    /// <summary>One that was given to another owner in the meantime is as good as gone: the watch of what is ours does not come to it, either.</summary>
    private static bool IsStillOurs(ChildRead read) =>
        !read.Found.IsEmpty && read.Found.HasUidOf(read.Last) && read.Found.ControllerUidUtf8.SequenceEqual(read.Last.ControllerUidUtf8);

    private void LeaveIfNothingIsLeft(ActorContext context)
    {
        if (_state == ResourceState.Absent && _children.IsEmpty) context.Passivate(LeaveIfEmpty.Instance);
    }

    private void OnLeave(ActorContext context)
    {
        if (_state == ResourceState.Absent && _children.IsEmpty) context.StopSelf();
        else context.Tell(context.Parent, PassivationRefused.Instance);
    }
}
