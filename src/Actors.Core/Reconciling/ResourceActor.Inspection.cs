using Actors.Kernel;
using Actors.Objects;
using Actors.Sharding;

namespace Actors.Reconciling;

/// <summary>Shows what becomes of the object, and lets people have it run or stand still.</summary>
internal sealed partial class ResourceActor : IInspectable
{
    // The same for all: what most objects answer to who counts them.
    private static readonly object[] States = [.. Enum.GetValues<ResourceState>().Select(static one => (object)one)];

    private Instant _ranAt;
    private int _ranMilliseconds;
    private RunResult _lastResult;
    private bool _isPaused;

    public object? Inspect(object question, ActorContext context) => question switch
    {
        ResourceQuery query => Answer(query, context),
        DescribeResource => Describe(context),
        _ => null,
    };

    private object? Answer(ResourceQuery query, ActorContext context)
    {
        if (_settings.Controller is not { } controller || !query.Covers(_state) || (query.Controller is { } wanted && wanted != controller)) return null;
        if (query.OlderThan > TimeSpan.Zero && context.Now - _since < query.OlderThan) return null;
        if (query.Namespace is { } space && !JsonText.Says(_object.NamespaceUtf8, space)) return null;
        if (query.Name is { } part && !_object.Name.Contains(part, StringComparison.Ordinal)) return null;
        if (query.Matches is { } matches && !matches(_object)) return null;
        return query.Wants is { } wants && !wants(Glance(context)) ? States[(int)_state] : Summarize(context);
    }

    private TimeSpan LastTook(ActorContext context) => _run is null ? TimeSpan.FromMilliseconds(_ranMilliseconds) : context.Now - _ranAt;

    private bool AreTransitionsKept => _extras is { Transitions.IsKept: true };

    private Instant? DueAt => _isWaiting ? _due : null;

    private ResourceGlance Glance(ActorContext context) =>
        new(Controller, _object, _since, Failures, DueAt, _lastResult != RunResult.None, LastTook(context));

    private ResourceSummary Summarize(ActorContext context) => new(
        Controller, ObjectKey.Of(_object), _object.Uid, _state, _since, Failures, DueAt,
        _object.Generation, _doneGeneration, _lastResult == RunResult.None ? null : new LastRun(_lastResult, _ranAt, LastTook(context)), _isPaused, LastError);

    /// <summary>Whoever is looked at once may be looked at again: from then on its transitions are kept.</summary>
    private ResourceDetail Describe(ActorContext context)
    {
        var isWhole = AreTransitionsKept;
        var transitions = isWhole ? Extras.Transitions.All : Derived();
        if (!isWhole)
        {
            Extras.Transitions.Keep();
            foreach (var known in transitions) Extras.Transitions.Add(known);
        }

        return new ResourceDetail(
            Summarize(context), _state == ResourceState.Waiting ? _extras?.HeldUpBy : null, _run is { IsHanging: true }, _children.All, transitions, isWhole)
        {
            Remembered = Remembered(),
        };
    }

    /// <summary>What the present state and the last run say of those that were not kept.</summary>
    private List<Transition> Derived()
    {
        var derived = new List<Transition>(2);
        if (_run is null && _lastResult != RunResult.None && _ranAt < _since) derived.Add(new Transition(_ranAt, ResourceState.Running, Failures));
        derived.Add(new Transition(_since, _state, Failures));
        return derived;
    }

    private void NoteTransition(ResourceState from, ActorContext context)
    {
        if (!AreTransitionsKept && Transitions.IsNotable(_state)) KeepTransitions(from);
        _extras?.Transitions.Add(new Transition(context.Now, _state, Failures));
        Controller.Tap.Listener?.Invoke(new ResourceTransition(Controller, ObjectKey.Of(_object), _object.Uid, from, _state, Failures, LastError));
    }

    private void KeepTransitions(ResourceState from)
    {
        Extras.Transitions.Keep();
        if (from is ResourceState.Running or ResourceState.RunningDirty or ResourceState.Queued) Extras.Transitions.Add(new Transition(_since, from, Failures));
    }

    private void NoteResult(ReconcileResult result, ActorContext context)
    {
        _ranMilliseconds = (int)Math.Min((context.Now - _ranAt).TotalMilliseconds, int.MaxValue);
        _lastResult = result switch { Done => RunResult.Done, RequeueAfter => RunResult.RequeueAfter, Terminal => RunResult.Terminal, _ => RunResult.Failed };
    }

    private void OnAct(ActOn act, ActorContext context)
    {
        if (_object.IsEmpty)
        {
            context.Reply(new NoSuchResource(new ObjectKey("", act.Uid)));
            return;
        }

        context.Reply(new ActedOn(_isPaused));
        switch (act.Action)
        {
            case ResourceAction.Pause:
                Pause(context);
                break;
            case ResourceAction.Resume when _isPaused:
                _isPaused = false;
                if (_state == ResourceState.Paused) Ask(WorkClass.Event, context, isEarly: Failures > 0);
                break;
            case ResourceAction.Reconcile when !_isPaused:
                Trigger(WorkClass.Event, isUrgent: true, act.TraceParent, context);
                break;
        }
    }

    /// <summary>Whoever runs, or is in line to, is paused when that has ended: a permit is never asked for twice.</summary>
    private void Pause(ActorContext context)
    {
        _isPaused = true;
        if (_state is ResourceState.Idle or ResourceState.Scheduled or ResourceState.Failed or ResourceState.Backoff) Rest(ResourceState.Paused, context);
    }
}
