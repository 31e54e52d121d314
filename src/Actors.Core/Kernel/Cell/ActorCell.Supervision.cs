namespace Actors.Kernel;

/// <summary>Failures: going up to the parent, and coming down from it as a directive.</summary>
internal abstract partial class ActorCell
{
    private SupervisorStrategy Strategy => _actor?.CallSupervision() ?? SupervisorStrategy.Default;

    /// <summary>The actor threw: it waits until its parent has decided.</summary>
    private void Fail(Exception failure)
    {
        if (_state != CellState.Running)
        {
            // A second child that escalates: the parent's parent is deciding already, for all of them.
            Host.OnFailure(this, failure, null);
            return;
        }

        _state = CellState.Failed;
        if (Parent is null) Host.OnFatal(this, failure);
        else Parent.Post(new ChildFailed(this, failure));
    }

    private void OnChildFailed(ActorCell child, Exception failure)
    {
        if (_state is not (CellState.Running or CellState.Failed))
        {
            // The parent itself is ending and has told the child to stop already.
            Host.OnFailure(child, failure, null);
            return;
        }

        var directive = Decide(ref failure);
        var backoff = TimeSpan.Zero;
        if (directive == Directive.Restart && !RecordRestart(child, out backoff)) directive = Directive.Stop;
        Host.OnFailure(child, failure, directive);
        switch (directive)
        {
            case Directive.Resume:
                child.Post(Resume.Instance);
                break;
            case Directive.Restart:
                child.Post(new Restart(failure, backoff));
                break;
            case Directive.Stop:
                child.Post(Stop.Instance);
                break;
            case Directive.Escalate:
                (Extras.Escalated ??= []).Add(child);
                Fail(failure);
                break;
        }
    }

    private Directive Decide(ref Exception failure)
    {
        try
        {
            return Strategy.Decider(failure);
        }
        catch (Exception deciderFailure)
        {
            failure = deciderFailure;
            return Directive.Escalate;
        }
    }

    private bool RecordRestart(ActorCell child, out TimeSpan backoff)
    {
        var restarts = Extras.Restarts ??= [];
        restarts.TryGetValue(child, out var history);
        var next = history.Next(Strategy, Host.Now, Host.Random.NextDouble(), out backoff);
        if (next is { } recorded) restarts[child] = recorded;
        return next is not null;
    }

    private void OnResume()
    {
        if (_state != CellState.Failed) return;
        if (_actor is null)
        {
            // It could not even be made: there is nothing that could go on.
            BeginStop();
            return;
        }

        _state = CellState.Running;

        // Where the failure was a child's, escalated, the child still waits for an answer. The others must not get one: a failure of theirs may be under way.
        if (_extras?.Escalated is not { } escalated) return;
        _extras.Escalated = null;
        foreach (var child in escalated) child.Post(Resume.Instance);
    }
}
