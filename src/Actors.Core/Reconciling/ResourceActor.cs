using Actors.Cluster;
using Actors.Kernel;
using Actors.Ledger;
using Actors.Objects;

namespace Actors.Reconciling;

/// <summary>
/// Owns one object: holds its latest version and what belongs to it, and sees to it that it is reconciled when it has to be, and never twice at once.
/// </summary>
/// <remarks>
/// Can be made by a child that came before its owner: then it is <see cref="ResourceState.Absent"/> and keeps the child. It leaves when neither the object nor a
/// child is there.
/// </remarks>
internal sealed partial class ResourceActor(ResourceSettings settings) : Actor
{
    // One for the wait while it does not run and for the time limit while it does: a timer that is set anew costs less than a second one.
    private const string StateTimer = "state";
    private const string ConfirmTimer = "confirm";

    private ResourceSettings _settings = settings;
    private KubernetesObject _object;
    private Children _children;
    private ResourceState _state;
    private Instant _since;
    private Ownership? _ownership;
    private Run? _run;
    private Instant _due;
    private bool _isWaiting;
    private long _doneGeneration = -1;
    private object? _memory;
    private ResourceExtras? _extras;

    private ControllerSpec Controller => _settings.Controller!;

    private ResourceExtras Extras => _extras ??= new ResourceExtras();

    private int Failures => _extras?.Failures ?? 0;

    private ReconcileError? LastError => _extras?.LastError;

    private long TriedGeneration => _run?.Generation ?? _extras?.TriedGeneration ?? _doneGeneration;

    protected override void Receive(object message, ActorContext context)
    {
        switch (message)
        {
            case ForResource about:
                Know(about.Controller);
                OnTold(about, context);
                break;
            case ControllerReady ready:
                // The shard tells all its objects: those of other controllers wait until what these need is known.
                if (ready.Controller == _settings.Controller) OnReady(ready, context);
                break;
            case LedgerRow row:
                OnRow(row, context);
                break;
            case HoldResource hold:
                OnHold(hold, context);
                break;
            case TryState tries:
                OnTries(tries, context);
                break;
            case PermitGranted granted:
                OnPermit(granted.Slots, context);
                break;
            case PermitHeldUp heldUp:
                OnHeldUp(heldUp);
                break;
            case PermitEnded:
                OnPermitEnded(context);
                break;
            case TimeReached when _run is { } run:
                OnTimeLimit(run, context);
                break;
            case TimeReached:
                OnDue(context);
                break;
            case LookAtTime:
                OnLook(context);
                break;
            case ConfirmDue:
                ConfirmChildren(context);
                break;
            case ChildRead read:
                OnChildRead(read, context);
                break;
            case LeaveIfEmpty:
                OnLeave(context);
                break;
            default:
                if (!OnOutcome(message, context)) context.Unhandled(message);
                break;
        }
    }

    protected override void PostStop(ActorContext context)
    {
        if (_state is ResourceState.Queued or ResourceState.Waiting) context.Tell(_settings.Limits, ReturnPermit.Instance);
        else if (_run is { IsHanging: false } run) GiveBack(run, context);
    }

    private void OnTold(ForResource about, ActorContext context)
    {
        switch (about)
        {
            case PrimaryChanged changed:
                OnChanged(changed, context);
                break;
            case PrimaryDeleted:
                OnDeleted(context);
                break;
            case ChildChanged changed:
                OnChildChanged(changed, context);
                break;
            case ChildDeleted deleted:
                OnChildDeleted(deleted.Last, deleted.TraceParent, context);
                break;
            case ReconcileRequested requested:
                Trigger(WorkClass.Event, requested.IsUrgent, requested.TraceParent, context);
                break;
            case ReferencesAre references:
                OnReferences(references);
                break;
            case GetResource:
                context.Reply(Snapshot(about.Uid, context));
                break;
            case ActOn act:
                OnAct(act, context);
                break;
            default:
                context.Unhandled(about);
                break;
        }
    }

    private void Know(ControllerSpec controller)
    {
        if (_settings.Controller is null) _settings = _settings.Of(controller);
    }

    /// <summary>Notes what was tried last, and what came of it and of those before it.</summary>
    private void NoteTries(int failures, ReconcileError? lastError, long generation, bool isDeletion)
    {
        if (_extras is null && failures == 0 && lastError is null && generation == _doneGeneration) return;
        (Extras.Failures, Extras.LastError, Extras.TriedDeletion) = (failures, lastError, isDeletion);
        Extras.TriedGeneration = generation == _doneGeneration ? null : generation;
    }

    private void DropExtras()
    {
        if (_extras is { IsEmpty: true }) _extras = null;
    }

    private void Enter(ResourceState state, ActorContext context)
    {
        if (_state == state) return;
        var from = _state;
        _state = state;
        NoteTransition(from, context);
        _since = context.Now;
    }

    private ResourceSnapshot Snapshot(string uid, ActorContext context) => new(
        ObjectKey.Of(_object), uid, _state, context.Now - _since, Failures, _isWaiting ? _due - context.Now : null, LastError,
        _object.Generation, _doneGeneration, _state == ResourceState.Waiting ? _extras?.HeldUpBy : null, _run is { IsHanging: true }, _children.All);

    private sealed class TimeReached
    {
        public static readonly TimeReached Instance = new();
    }

    private sealed class ConfirmDue
    {
        public static readonly ConfirmDue Instance = new();
    }

    private sealed class LeaveIfEmpty
    {
        public static readonly LeaveIfEmpty Instance = new();
    }
}
