using Actors.Kernel;
using Actors.Ledger;
using Actors.Objects;

namespace Actors.Reconciling;

/// <summary>Has remembered what the next actor of the object has to know, be it in another process, and goes on from what was remembered.</summary>
internal sealed partial class ResourceActor
{
    private LedgerNote? _note;

    private void TakePlace(ShardLedger? ledger, ActorContext context)
    {
        if (ledger is null) return;
        (_note ??= new LedgerNote()).Ledger = ledger;
        if (_object.IsEmpty) Forget(context);
    }

    private void TakeState(byte[]? state)
    {
        if (state is not null || _note is not null) (_note ??= new LedgerNote()).State = state;
    }

    private void OnReferences(ReferencesAre references) => (_note ??= new LedgerNote()).References = references.Hash;

    /// <summary>What another life has learned; an actor that has run knows better.</summary>
    private void OnRow(LedgerRow row, ActorContext context)
    {
        if (TriedGeneration >= 0) return;
        _note ??= new LedgerNote();
        (_note.State, _note.Row, _note.IsKept, _note.Outcome, _note.Hash) = (row.State, row, true, row.Outcome, row.DoneHash);
        if (_state != ResourceState.Starting || Failures > 0 || row.Failures == 0 || _object.Generation != row.Generation) return;
        if (_object.IsBeingDeleted != (row.Outcome == LedgerOutcome.CleanupFailed)) return;

        // Where there is no generation, nobody knows whether what is wanted has changed.
        if (_object.Generation == 0 && Hash() != row.DoneHash) return;
        (_doneGeneration, _due) = (row.DoneGeneration, row.Due ?? context.Now);
        NoteTries(row.Failures, new ReconcileError(row.Reason, row.Message), row.Generation, _object.IsBeingDeleted);
    }

    /// <summary>Whether nothing has changed since it was last found in order, so that it takes its place in the resync period and is not reconciled at once.</summary>
    private bool GoesOnAsBefore(ActorContext context)
    {
        if (_note?.Row is not { Failures: 0 } row) return false;
        _note.Row = null;
        if (!Controller.TrustsLedger || row.DoneHash == 0 || NextStep() != RunStep.Reconcile || _object.Generation != row.Generation || row.DoneHash != Hash()) return false;
        _doneGeneration = row.DoneGeneration;
        NoteTries(Failures, LastError, row.Generation, isDeletion: false);
        switch (row)
        {
            case { Outcome: LedgerOutcome.Done, Due: { } due } when Controller.Resync is { } period && due > context.Now:
                Wait(ResourceState.Idle, due < context.Now + period ? due : context.Now + period, context);
                return true;
            case { Outcome: LedgerOutcome.Done, Due: not null } when Controller.Resync is { } period && row.Overdue > period * Controller.ResyncSpread:
                // So are all the others: it has stood still for long, or the clock was set forward. At once they would be a storm over what has not changed.
                Wait(ResourceState.Idle, context.Now + (period * Controller.ResyncSpread * context.Random.NextDouble()), context);
                return true;
            case { Outcome: LedgerOutcome.Done } when Controller.Resync is null || row.Due is null:
                Settle(context);
                return true;
            case { Outcome: LedgerOutcome.Requeued, Due: { } due } when due > context.Now:
                Wait(ResourceState.Scheduled, due, context);
                return true;
            case { Outcome: LedgerOutcome.Terminal }:
                Extras.LastError = new ReconcileError(row.Reason, row.Message);
                Rest(ResourceState.Failed, context);
                return true;
            default:
                return false;
        }
    }

    private void Remember(Run run, ReconcileResult result, ActorContext context)
    {
        if (_note?.Ledger is null || _object.IsEmpty) return;
        var outcome = result switch
        {
            Failed => run.Step is RunStep.Cleanup or RunStep.RemoveFinalizer ? LedgerOutcome.CleanupFailed : LedgerOutcome.Failed,
            Terminal => LedgerOutcome.Terminal,
            RequeueAfter => LedgerOutcome.Requeued,
            _ => LedgerOutcome.Done,
        };
        var isAtRest = _state is ResourceState.Idle or ResourceState.Scheduled or ResourceState.Failed or ResourceState.Backoff;
        _note.Row = null;
        Tell(outcome, isAtRest ? Hash() : 0, context);
    }

    /// <summary>What has changed does not matter, so it is in order as it is now.</summary>
    private void RememberSeen(KubernetesObject before, ActorContext context)
    {
        if (_ownership is null || _note is not { Ledger: not null, Outcome: LedgerOutcome.Done or LedgerOutcome.Requeued or LedgerOutcome.Terminal } note) return;
        if (_state is ResourceState.Idle or ResourceState.Scheduled or ResourceState.Failed && note.Hash == Hash(before)) Tell(note.Outcome, Hash(), context);
    }

    /// <summary>It was to be reconciled and was not, so whoever has it next does that, whatever it looks like.</summary>
    private void RememberToRun(ActorContext context)
    {
        if (_note is { Ledger: not null, IsKept: true } note && !_object.IsEmpty) Tell(note.Outcome, 0, context);
    }

    private RememberedState? Remembered() => _note is { IsKept: true } note ? new RememberedState(note.Outcome, TriedGeneration, note.Hash, note.State?.Length ?? 0, note.Ledger?.Epoch ?? 0) : null;

    private void Forget(ActorContext context)
    {
        if (_note is not { } note) return;
        if (note is { Ledger: { } place, IsKept: true })
            context.Tell(place.Ledger, new LedgerRow { Key = new LedgerKey(Controller.Name, context.Self.Path.Name), Shard = place.Shard, Epoch = place.Epoch, IsGone = true });
        _note = new LedgerNote { Ledger = note.Ledger, References = note.References };
    }

    private void Tell(LedgerOutcome outcome, ulong hash, ActorContext context)
    {
        var (note, place) = (_note!, _note!.Ledger!);
        (note.IsKept, note.Outcome, note.Hash) = (true, outcome, hash);
        context.Tell(place.Ledger, new LedgerRow
        {
            Key = new LedgerKey(Controller.Name, context.Self.Path.Name), Shard = place.Shard, Epoch = place.Epoch, Namespace = _object.Namespace, Name = _object.Name,
            Outcome = outcome, Failures = Failures, Due = Failures > 0 || _isWaiting ? _due : null,
            Reason = LastError?.Reason ?? "", Message = LastError?.Message ?? "", Generation = TriedGeneration, DoneGeneration = _doneGeneration, DoneHash = hash, State = note.State,
        });
    }

    private ulong Hash() => Hash(_object);

    /// <summary>
    /// What the object, what belongs to it and what it refers to come to, by their versions. The order does not matter.
    /// </summary>
    private ulong Hash(KubernetesObject primary)
    {
        var hash = (ObjectHash.Of(primary) ^ Controller.Revision) + ((_note?.References ?? 0) * 37);
        foreach (var child in _children.All) hash += ObjectHash.Of(child.Object) * 31;
        return hash == 0 ? 1 : hash;
    }

    /// <summary>What only those have of whom something is remembered.</summary>
    private sealed class LedgerNote
    {
        public ShardLedger? Ledger { get; set; }

        /// <summary>The author's own.</summary>
        public byte[]? State { get; set; }

        /// <summary>What all that it refers to comes to.</summary>
        public ulong References { get; set; }

        /// <summary>What was remembered before, until it has run.</summary>
        public LedgerRow? Row { get; set; }

        /// <summary>Whether there is a row of it.</summary>
        public bool IsKept { get; set; }

        /// <summary>What the row says last.</summary>
        public LedgerOutcome Outcome { get; set; }

        /// <inheritdoc cref="Outcome"/>
        public ulong Hash { get; set; }
    }
}
