namespace Actors.Kernel;

/// <summary>Effects under way. A life does not end before the effects it started have: nothing of it is still at work when the next begins.</summary>
internal abstract partial class ActorCell
{
    public EffectId Perform(Effect effect)
    {
        ArgumentNullException.ThrowIfNull(effect);
        if (_state != CellState.Running)
            throw new InvalidOperationException($"{this} cannot perform {effect.GetType().Name}: it is {_state}");
        var id = new EffectId(++Extras.LastEffect);
        var run = new EffectRun(this, effect, id, _life);
        (_extras!.Effects ??= []).Add(id, run);
        Host.Begin(run);
        return id;
    }

    public bool CancelEffect(EffectId id)
    {
        if (_extras?.Effects?.TryGetValue(id, out var run) != true) return false;
        Host.Cancel(run!);
        return true;
    }

    private void OnEffectEnded(EffectRun run)
    {
        if (_extras?.Effects?.Remove(run.Id) != true) throw new InvariantViolationException($"{run.Effect} of {this} ended twice");
        GoOnWhenEnded();
    }
}
