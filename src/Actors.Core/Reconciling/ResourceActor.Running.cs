using Actors.Ingest;
using Actors.Kernel;
using Actors.Objects;

namespace Actors.Reconciling;

/// <summary>Gets a permit, has the object reconciled or cleaned up after, and decides by the outcome what comes next.</summary>
internal sealed partial class ResourceActor
{
    private void OnReady(ControllerReady ready, ActorContext context)
    {
        _ownership = ready.Ownership;
        TakePlace(ready.Ledger, context);
        if (_state != ResourceState.Starting) return;
        if (Failures > 0 && _due > context.Now && !_isPaused) Wait(ResourceState.Backoff, _due, context);
        else if (_isPaused || !GoesOnAsBefore(context)) Ask(WorkClass.Initial, context, traceParent: _extras?.TraceParent);
        if (_state is not (ResourceState.Queued or ResourceState.Starting)) EndQueueing();
    }

    private void Ask(WorkClass work, ActorContext context, bool isEarly = false, string? traceParent = null)
    {
        var step = NextStep();
        if (step == RunStep.None)
        {
            Settle(context);
            return;
        }

        if (_ownership is null || _isPaused)
        {
            Rest(_isPaused ? ResourceState.Paused : ResourceState.Starting, context);
            if (!_isPaused) NoteCause(traceParent);
            return;
        }

        var byKey = Controller.Limits?.Invoke(_object) ?? [];
        if (byKey.Count == 0 && _settings.TryTakePermit())
        {
            _run = new Run(isEarly, hasTakenPermit: true, waited: TimeSpan.Zero, _ownership) { TraceParent = traceParent };
            Begin(step, context);
            return;
        }

        if (_extras is not null || isEarly || traceParent is not null) (Extras.IsEarly, Extras.HeldUpBy, Extras.TraceParent) = (isEarly, null, traceParent);
        Rest(ResourceState.Queued, context);
        context.Tell(_settings.Limits, new AskPermit(Controller, work, byKey));
    }

    private void EndQueueing()
    {
        if (_extras is not null) (_extras.IsEarly, _extras.HeldUpBy, _extras.TraceParent) = (false, null, null);
    }

    private void NoteTries(int failures, ReconcileError? lastError, Run run) => NoteTries(failures, lastError, run.Generation, run.IsDeletion);

    /// <summary>It has ended, and what it ran under is others' if it is not already.</summary>
    private void Leave(Run run, ActorContext context)
    {
        _run = null;
        if (!run.IsHanging) GiveBack(run, context);
    }

    private void GiveBack(Run run, ActorContext context)
    {
        if (!run.HasTakenPermit) context.Tell(_settings.Limits, ReturnPermit.Instance);
        else if (_settings.GiveBackPermit()) context.Tell(_settings.Limits, PermitFreed.Instance);
    }

    private void OnHeldUp(PermitHeldUp heldUp)
    {
        if (_state != ResourceState.Queued) return;
        // It has waited since it got in line, whatever for.
        Extras.HeldUpBy = heldUp.Key;
        _state = ResourceState.Waiting;
    }

    private void OnPermit(HeldSlots? slots, ActorContext context)
    {
        Invariant.Holds(_state is ResourceState.Queued or ResourceState.Waiting && _run is null, "A permit came for an object that does not wait for one");
        var (isEarly, traceParent) = (_extras?.IsEarly ?? false, _extras?.TraceParent);
        EndQueueing();
        var step = NextStep();
        if (step == RunStep.None)
        {
            context.Tell(_settings.Limits, ReturnPermit.Instance);
            Settle(context);
            return;
        }

        if (_ownership is not { } ownership || _isPaused)
        {
            context.Tell(_settings.Limits, ReturnPermit.Instance);
            Rest(_isPaused ? ResourceState.Paused : ResourceState.Starting, context);
            return;
        }

        _run = new Run(isEarly, hasTakenPermit: false, context.Now - _since, ownership) { Slots = slots, TraceParent = traceParent };
        Begin(step, context);
    }

    /// <summary>What the object needs now. Nothing is created before the finalizer is there, and it is taken off by nobody who has not cleaned up.</summary>
    private RunStep NextStep()
    {
        if (_object.IsEmpty) return RunStep.None;
        var isOurs = Controller.Finalizer is { } finalizer && _object.HasFinalizer(finalizer);
        if (!_object.IsBeingDeleted) return Controller.Finalizer is null || isOurs ? RunStep.Reconcile : RunStep.AddFinalizer;
        if (!isOurs) return RunStep.None;
        return _run is { IsCleanedUp: true } ? RunStep.RemoveFinalizer : RunStep.Cleanup;
    }

    private void Begin(RunStep step, ActorContext context)
    {
        var run = _run!;
        _isWaiting = false;
        if (run.Step == RunStep.None) _ranAt = context.Now;
        run.Step = step;
        run.Generation = _object.Generation;
        run.IsDeletion = _object.IsBeingDeleted;
        run.IsCancelled = false;
        run.Effect = context.Perform(step switch
        {
            RunStep.AddFinalizer => new AddFinalizer(Controller, _object) { Ownership = run.Ownership, Slots = run.Slots, TraceParent = run.TraceParent },
            RunStep.RemoveFinalizer => new RemoveFinalizer(Controller, _object) { Ownership = run.Ownership, Slots = run.Slots, TraceParent = run.TraceParent },
            _ => new Reconcile(Controller, _object, _children.All, step == RunStep.Cleanup, Failures + 1, _memory)
            {
                Waited = run.Waited, Ownership = run.Ownership, Slots = run.Slots, TraceParent = run.TraceParent, State = _note?.State,
            },
        });
        context.StartTimer(StateTimer, TimeReached.Instance, Controller.TimeLimit);
        Enter(_object.IsBeingDeleted ? ResourceState.Deleting : ResourceState.Running, context);
    }

    private void OnTimeLimit(Run run, ActorContext context)
    {
        if (!run.IsCancelled)
        {
            Cancel(run, context);
            return;
        }

        // It cannot be made to end, so it stays the one run of this object; but it must not hold up others.
        run.IsHanging = true;
        GiveBack(run, context);
    }

    /// <summary>A key of the fleet could not be kept. What was taken in passing is under no such key.</summary>
    private void OnPermitEnded(ActorContext context)
    {
        if (_run is not { HasTakenPermit: false } run) return;
        run.HasLostPermit = true;
        Cancel(run, context);
    }

    /// <summary>A run that was cancelled because others get its permit has not failed.</summary>
    private void EndUnpermitted(Run run, ActorContext context)
    {
        Leave(run, context);
        NoteTries(Failures, LastError, run);
        if (_object.IsEmpty) BeAbsent(context);
        else Ask(WorkClass.Retry, context, run.IsEarly, run.TraceParent);
    }

    private void Cancel(Run run, ActorContext context)
    {
        if (run.IsCancelled) return;
        run.IsCancelled = true;
        context.Cancel(run.Effect);
        context.StartTimer(StateTimer, TimeReached.Instance, Controller.Grace);
    }

    private bool OnOutcome(object outcome, ActorContext context)
    {
        if (outcome is EffectFailed { Effect: ReadChild } or EffectCancelled { Effect: ReadChild })
        {
            ConfirmLater(context);
            return true;
        }

        if (_run is not { } run) return false;
        switch (outcome)
        {
            case ReconcileEnded ended:
                _memory = ended.Memory;
                TakeState(ended.State);
                foreach (var written in ended.Written) TakeWritten(run, written);
                run.IsCleanedUp = run.Step == RunStep.Cleanup && ended.Result is Done;
                if (run.IsCleanedUp) GoOn(run, context);
                else End(run, ended.Result, context);
                return true;
            case ObjectWritten written:
                if (!written.Object.IsEmpty) TakeWritten(run, written.Object);
                GoOn(run, context);
                return true;
            case WriteFailed failed:
                End(run, new Failed(ErrorOf(failed.Failure), failed.Failure.RetryAfter), context);
                return true;
            case EffectFailed failed:
                End(run, new Failed(new ReconcileError(failed.Error.GetType().Name, failed.Error.Message, failed.Error.ToString())), context);
                return true;
            case EffectCancelled when _ownership is null:
                EndHeld(run, context);
                return true;
            case EffectCancelled when run.HasLostPermit:
                EndUnpermitted(run, context);
                return true;
            case EffectCancelled:
                End(run, new Failed(new ReconcileError(ReconcileError.TimedOut, $"It did not end within {Controller.TimeLimit}")), context);
                return true;
            default:
                return false;
        }
    }

    /// <summary>After the finalizer was put on comes the reconcile, after the cleanup its removal, under the same permit.</summary>
    private void GoOn(Run run, ActorContext context)
    {
        if (_ownership is null && run.IsCancelled)
        {
            EndHeld(run, context);
            return;
        }

        if (run.HasLostPermit)
        {
            EndUnpermitted(run, context);
            return;
        }

        var next = run.Step == RunStep.RemoveFinalizer ? RunStep.None : NextStep();

        // Without a permit it has to go to the end of the line.
        run.IsDirty |= run.IsHanging && next != RunStep.None;
        if (next == RunStep.None || run.IsHanging) End(run, ReconcileResult.Done, context);
        else if (next == run.Step) End(run, new Failed(FinalizerLost()), context);
        else Begin(next, context);
    }

    private ReconcileError FinalizerLost() => new("FinalizerLost", $"The finalizer {Controller.Finalizer} was put on, and the object does not have it");

    private static ReconcileError ErrorOf(RequestFailure failure) => new(failure.Reason.Length > 0 ? failure.Reason : "RequestFailed", failure.Message);

    /// <summary>Takes in what it has written, before the watch shows it.</summary>
    private void TakeWritten(Run run, KubernetesObject written)
    {
        run.NoteWritten(written);
        if (_object.IsEmpty || run.HasGone(written)) return;
        if (_object.HasUidOf(written))
        {
            if (written.IsNewerThan(_object)) _object = written;
            return;
        }

        var kind = KindOf(written);
        if (kind < 0 || !_children.Put(new Child(kind, written))) return;
        var unconfirmed = Extras.Unconfirmed ??= [];
        unconfirmed.RemoveAll(one => one.Object.HasUidOf(written));
        unconfirmed.Add(new Child(kind, written));
    }

    private int KindOf(KubernetesObject written)
    {
        if (!written.ControllerUidUtf8.SequenceEqual(_object.UidUtf8)) return -1;
        for (var kind = 0; kind < Controller.Owned.Count; kind++)
        {
            if (Controller.Owned[kind].Is(written.ApiVersion, written.Kind)) return kind;
        }

        return -1;
    }

    private void End(Run run, ReconcileResult result, ActorContext context)
    {
        Leave(run, context);
        ConfirmLater(context);
        NoteResult(result, context);
        if (_object.IsEmpty) BeAbsent(context);
        else if (result is Failed failed) OnFailed(run, failed, context);
        else OnSucceeded(run, result, context);
        Remember(run, result, context);
        if (_isPaused) Pause(context);
        DropExtras();
        if (_ownership is null) TellHeld(context);
    }

    private void OnSucceeded(Run run, ReconcileResult result, ActorContext context)
    {
        if (result is not Terminal) _doneGeneration = run.Generation;
        NoteTries(0, (result as Terminal)?.Error, run);
        if (run.WasOvertaken) Ask(WorkClass.Event, context, traceParent: run.NextTraceParent);
        else if (result is RequeueAfter requeue) Wait(ResourceState.Scheduled, context.Now + requeue.Delay, context);
        else if (result is Terminal) Rest(ResourceState.Failed, context);
        else Settle(context);
    }

    private void OnFailed(Run run, Failed failed, ActorContext context)
    {
        NoteTries(Failures, failed.Error, run);

        // A try that something else has caused does not use up one of its own, and the wait goes on as it was (as in JOSDK).
        if (!run.IsEarly || context.Now >= _due)
        {
            Extras.Failures++;
            var wait = Controller.Backoff.After(Failures, context.Random);
            _due = context.Now + (failed.RetryAfter is { } wanted && wanted > wait ? wanted : wait);
        }

        if (run.WasOvertaken && IsAnother()) Ask(WorkClass.Event, context, isEarly: true, run.NextTraceParent);
        else Wait(ResourceState.Backoff, _due, context);
    }

    private void Wait(ResourceState state, Instant due, ActorContext context)
    {
        (_due, _isWaiting) = (due, true);
        Enter(state, context);
        if (due - context.Now > _settings.Near) context.CancelTimer(StateTimer);
        else context.StartTimer(StateTimer, TimeReached.Instance, due > context.Now ? due - context.Now : TimeSpan.Zero);
    }

    private void Rest(ResourceState state, ActorContext context)
    {
        _isWaiting = false;
        context.CancelTimer(StateTimer);
        Enter(state, context);
    }

    /// <summary>Nothing to do before something changes, or the resync.</summary>
    private void Settle(ActorContext context)
    {
        if (_object.IsEmpty)
        {
            BeAbsent(context);
            return;
        }

        if (Controller.Resync is not { } period || NextStep() == RunStep.None) Rest(ResourceState.Idle, context);
        else Wait(ResourceState.Idle, context.Now + (period * (1 - (Controller.ResyncSpread * context.Random.NextDouble()))), context);
    }

    /// <summary>Who waits for something far away looks now and then how far that is.</summary>
    private void OnLook(ActorContext context)
    {
        if (!_isWaiting || context.IsTimerActive(StateTimer)) return;
        if (_due <= context.Now) OnDue(context);
        else if (_due - context.Now <= _settings.Near) context.StartTimer(StateTimer, TimeReached.Instance, _due - context.Now);
    }

    private void OnDue(ActorContext context) => Ask(_state == ResourceState.Idle ? WorkClass.Resync : WorkClass.Retry, context);
}
