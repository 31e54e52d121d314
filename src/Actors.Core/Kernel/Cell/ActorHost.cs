namespace Actors.Kernel;

/// <summary>
/// What runs cells and gives them clock, chance, timers and effects: the thread-pool engine in production, the simulator in tests.
/// A host runs no cell on two threads at once.
/// </summary>
internal abstract class ActorHost
{
    private int _lastIncarnation;

    protected ActorHost() => DeadLetters = new DeadLettersRef(this);

    /// <summary>The time on this host's monotonic clock.</summary>
    public abstract Instant Now { get; }

    public abstract Random Random { get; }

    /// <summary>How many messages an actor may stash.</summary>
    public abstract int StashCapacity { get; }

    public ActorRef DeadLetters { get; }

    /// <summary>Makes a cell that is not started yet.</summary>
    public abstract ActorCell NewCell(ActorCell? parent, string name, Props props);

    public abstract Envelope Rent(object message, ActorRef? sender);

    public abstract void Return(Envelope envelope);

    public abstract TimerNode RentTimer();

    public abstract void ReturnTimer(TimerNode timer);

    /// <summary>Posts the timer to its owner when the clock has reached its deadline.</summary>
    public abstract void Arm(TimerNode timer);

    /// <summary>Whether the timer was stopped; false if it has been posted already.</summary>
    public abstract bool Disarm(TimerNode timer);

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
