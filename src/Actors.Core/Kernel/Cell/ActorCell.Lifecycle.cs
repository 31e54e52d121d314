namespace Actors.Kernel;

/// <summary>Start, restart and stop.</summary>
internal abstract partial class ActorCell
{
    private ActorContext SystemContext => new(this, null);

    private bool HasEnded => (_extras?.Children?.Count ?? 0) == 0 && _effects is null;

    private void Handle(SystemMessage message)
    {
        switch (message)
        {
            case Start:
                Become(null);
                break;
            case Adopt adopt:
                AddChild(adopt.Child);
                break;
            case Stop:
                BeginStop();
                break;
            case Resume:
                OnResume();
                break;
            case Restart restart:
                BeginRestart(restart);
                break;
            case ChildFailed failed:
                OnChildFailed(failed.Child, failed.Cause);
                break;
            case ChildStopped stopped:
                OnChildStopped(stopped.Child);
                break;
            case WatchRequest watch:
                AddWatcher(watch.Watcher);
                break;
            case UnwatchRequest unwatch:
                _extras?.Watchers?.Remove(unwatch.Watcher);
                break;
            case Inspect inspect:
                OnInspect(inspect);
                break;
        }
    }

    /// <summary>Makes an instance: the first one, or the next after the failure <paramref name="restartCause"/>.</summary>
    private void Become(Exception? restartCause)
    {
        if (_state is not (CellState.Starting or CellState.Restarting or CellState.BackingOff)) return;
        _state = CellState.Running;
        try
        {
            _actor = _origin.Props.NewActor();
            if (restartCause is null) _actor.CallPreStart(SystemContext);
            else _actor.CallPostRestart(restartCause, SystemContext);
        }
        catch (Exception failure)
        {
            Fail(new ActorInitializationException(Path, failure));
        }
    }

    private void BeginRestart(Restart restart)
    {
        if (_state is not (CellState.Running or CellState.Failed)) return;
        _state = CellState.Restarting;
        Extras.PendingRestart = restart;
        EndChildrenAndEffects();
    }

    private void BeginStop()
    {
        if (_state is CellState.Stopping or CellState.Stopped) return;
        _state = CellState.Stopping;
        EndChildrenAndEffects();
    }

    private void EndChildrenAndEffects()
    {
        if (_extras?.Children is { } children)
        {
            foreach (var child in children) child.Post(Stop.Instance);
        }

        // A host may end a run while it is being cancelled, but that comes back as a message: the chain does not change here.
        for (var run = _effects; run is not null; run = run.Next) Host.Cancel(run);

        GoOnWhenEnded();
    }

    /// <summary>Takes the step that waits for children and effects, if they have all ended.</summary>
    private void GoOnWhenEnded()
    {
        if (_state is not (CellState.Restarting or CellState.Stopping) || !HasEnded) return;
        if (_state == CellState.Stopping) FinishStop();
        else FinishLife();
    }

    /// <summary>Ends the failed life and starts the next one, at once or after the backoff.</summary>
    private void FinishLife()
    {
        var restart = _extras!.PendingRestart!;
        CallLast(actor => actor.CallPreRestart(restart.Cause, SystemContext));
        ForgetLife();
        UnstashAll();
        _life++;
        if (restart.Backoff <= TimeSpan.Zero)
        {
            Become(restart.Cause);
            return;
        }

        _state = CellState.BackingOff;
        StartTimer(BackoffKey.Instance, BackoffKey.Instance, restart.Backoff, TimeSpan.Zero);
    }

    private void OnBackoffOver(TimerNode timer)
    {
        if (!IsDue(timer)) return;
        _timers.Remove(timer);
        Host.ReturnTimer(timer);
        Become(_extras!.PendingRestart!.Cause);
    }

    private void FinishStop()
    {
        CallLast(actor => actor.CallPostStop(SystemContext));
        ForgetLife();
        UnstashAll();
        var watchers = _extras?.Watchers;
        _extras = null;
        _state = CellState.Stopped;

        // The parent first: whoever hears of the end may use the name again.
        Parent?.Post(new ChildStopped(this));
        Host.OnStopped(this);
        if (watchers is null) return;
        foreach (var watcher in watchers) watcher.Post(new StoppedNotice(this));
    }

    private void CallLast(Action<Actor> hook)
    {
        try
        {
            if (_actor is not null) hook(_actor);
        }
        catch (Exception failure)
        {
            Host.OnFailure(this, failure, null);
        }

        _actor = null;
    }

    /// <summary>Drops what belongs to one life and not to the actor: timers, receive timeout, failures passed on, watches.</summary>
    private void ForgetLife()
    {
        CancelAllTimers();
        _hasReceiveTimeout = false;
        if (_extras is not null) _extras.Escalated = null;
        if (_extras?.Watching is not { } watching) return;
        foreach (var watched in watching) (watched as ActorCell)?.Post(new UnwatchRequest(this));
        _extras.Watching = null;
    }
}
