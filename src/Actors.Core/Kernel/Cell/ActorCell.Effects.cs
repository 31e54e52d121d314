namespace Actors.Kernel;

/// <summary>Effects under way. A life does not end before the effects it started have: nothing of it is still at work when the next begins.</summary>
internal abstract partial class ActorCell
{
    // A chain and no table: most actors have one at a time, and what ran once in a million actors leaves nothing behind.
    private EffectRun? _effects;
    private int _lastEffect;

    public EffectId Perform(Effect effect)
    {
        ArgumentNullException.ThrowIfNull(effect);
        if (_state != CellState.Running)
            throw new InvalidOperationException($"{this} cannot perform {effect.GetType().Name}: it is {_state}");
        var run = Host.NewRun(this, effect, new EffectId(++_lastEffect), _life);
        run.Next = _effects;
        if (_effects is { } first) first.Previous = run;
        _effects = run;
        Host.Begin(run);
        return run.Id;
    }

    public bool CancelEffect(EffectId id)
    {
        var run = _effects;
        while (run is not null && run.Id != id) run = run.Next;
        if (run is null) return false;
        Host.Cancel(run);
        return true;
    }

    private void OnEffectEnded(EffectRun run)
    {
        if (run.HasEnded) throw new InvariantViolationException($"{run.Effect} of {this} ended twice");
        run.HasEnded = true;
        if (run.Previous is { } previous) previous.Next = run.Next;
        else _effects = run.Next;
        if (run.Next is { } next) next.Previous = run.Previous;
        GoOnWhenEnded();
    }
}
