using Actors.Kernel;

namespace Actors.Reconciling;

/// <summary>Stands still while the object is about to become, or is, another replica's, and passes on what that cannot know.</summary>
internal sealed partial class ResourceActor
{
    private void OnHold(HoldResource hold, ActorContext context)
    {
        _ownership = null;
        if (_state is ResourceState.Queued or ResourceState.Waiting) RememberToRun(context);
        if (_run is not { } run) TellHeld(context);
        else if (hold.Cancels) Cancel(run, context);
    }

    /// <summary>A run that was cancelled because the object is another's now has not failed.</summary>
    private void EndHeld(Run run, ActorContext context)
    {
        Leave(run, context);
        NoteTries(Failures, LastError, run);
        if (_object.IsEmpty) BeAbsent(context);
        else Rest(ResourceState.Starting, context);
        RememberToRun(context);
        TellHeld(context);
    }

    private void TellHeld(ActorContext context)
    {
        var tries = (Failures > 0 || _isPaused) && !_object.IsEmpty
            ? new TryState(Controller.Name, _object.Uid, Failures, TriedGeneration, _due > context.Now ? _due - context.Now : TimeSpan.Zero, LastError, _isPaused)
            : null;
        context.Tell(context.Parent, new ResourceHeld(tries));
    }

    /// <summary>Goes on where the former owner has stopped; what comes too late tells nothing.</summary>
    private void OnTries(TryState tries, ActorContext context)
    {
        if (tries.IsPaused && !_object.IsEmpty) Pause(context);
        if (tries.Failures == 0 || _state != ResourceState.Starting || Failures > 0 || _object.Generation != tries.Generation) return;
        NoteTries(tries.Failures, tries.LastError, tries.Generation, _extras?.TriedDeletion ?? false);
        _due = context.Now + tries.DueIn;
    }
}
