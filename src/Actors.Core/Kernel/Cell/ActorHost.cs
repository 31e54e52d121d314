namespace Actors.Kernel;

/// <summary>
/// What runs cells and gives them clock, chance, timers and effects: the thread-pool engine in production, the simulator in tests.
/// A host runs no cell on two threads at once.
/// </summary>
internal abstract class ActorHost
{
    private int _lastIncarnation;

    protected ActorHost() => DeadLetters = new DeadLettersRef(this);

    /// <summary>The time on this host's monotonic clock; on a cell's turn, the time of the message being handled.</summary>
    public abstract Instant Now { get; }

    public abstract Random Random { get; }

    /// <summary>How many messages an actor may stash.</summary>
    public abstract int StashCapacity { get; }

    public ActorRef DeadLetters { get; }

    /// <summary>Makes a cell that is not started yet.</summary>
    public abstract ActorCell NewCell(CellOrigin origin, in ActorName name);

    public abstract Envelope Rent(object message, ActorRef? sender);

    public abstract void Return(Envelope envelope);

    public abstract TimerNode RentTimer();

    public abstract void ReturnTimer(TimerNode timer);

    /// <summary>
    /// Sets the timer, anew if it is set already. The host posts it to its owner once, at its deadline or later; it may also post it earlier, or
    /// after it was set to a later time or disarmed, so the owner looks whether it is due and arms it again if not.
    /// </summary>
    public abstract void Arm(TimerNode timer, Instant deadline);

    /// <summary>The timer is not due any more. The host may keep it, until it is armed again or released, or posts it all the same: then its owner gives it back.</summary>
    public abstract void Disarm(TimerNode timer);

    /// <summary>Lets go of the timer, so that it can be given back; false if it is posted and will come to its owner yet.</summary>
    public abstract bool Release(TimerNode timer);

    /// <summary>Makes the run of an effect that is about to begin.</summary>
    public virtual EffectRun NewRun(ActorCell owner, Effect effect, EffectId id, int life) => new(owner, effect, id, life);

    /// <summary>Carries the effect out and ends the run exactly once.</summary>
    public abstract void Begin(EffectRun run);

    /// <summary>Asks a running effect to end early; it still ends exactly once.</summary>
    public abstract void Cancel(EffectRun run);

    public abstract void OnDeadLetter(DeadLetter letter);

    /// <summary>An actor threw; <paramref name="directive"/> is what its parent decided, null where the failure changes nothing (while stopping).</summary>
    public abstract void OnFailure(ActorCell actor, Exception failure, Directive? directive);

    public abstract void OnUnhandled(ActorCell actor, object message, ActorRef? sender);

    /// <summary>The actor and everything below it has ended.</summary>
    public abstract void OnStopped(ActorCell actor);

    /// <summary>A failure reached the root. The host stops running actors: nothing they hold can be trusted.</summary>
    public abstract void OnFatal(ActorCell origin, Exception failure);

    /// <summary>The number of the next actor; called by one thread at a time unless overridden.</summary>
    public virtual int NextIncarnation() => ++_lastIncarnation;
}
