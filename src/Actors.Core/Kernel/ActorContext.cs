namespace Actors.Kernel;

/// <summary>
/// What an actor can see and do while it handles a message. It cannot outlive the call (a <c>ref struct</c> is not captured, stored or
/// awaited across), so behaviour that is not synchronous does not compile.
/// </summary>
public readonly ref struct ActorContext
{
    private readonly ActorCell _cell;
    private readonly Envelope? _current;

    internal ActorContext(ActorCell cell, Envelope? current)
    {
        _cell = cell;
        _current = current;
    }

    /// <summary>The actor itself.</summary>
    public ActorRef Self => _cell;

    /// <summary>Who told the message being handled; dead letters if nobody did.</summary>
    public ActorRef Sender => _current?.Sender ?? _cell.Host.DeadLetters;

    /// <summary>The actor above; dead letters for the root.</summary>
    public ActorRef Parent => (ActorRef?)_cell.Parent ?? _cell.Host.DeadLetters;

    /// <summary>Where messages to nobody go.</summary>
    public ActorRef DeadLetters => _cell.Host.DeadLetters;

    /// <summary>The host's monotonic clock when it was first looked at for this message: it stands still while the message is handled.</summary>
    public Instant Now => _cell.Host.Now;

    /// <summary>The host's source of chance: seeded in the simulator.</summary>
    public Random Random => _cell.Host.Random;

    /// <summary>The actor's children, in no particular order; one that is stopping is among them until it has stopped.</summary>
    public IReadOnlyCollection<ActorRef> Children => _cell.Children;

    /// <summary>The child of that name, or null.</summary>
    public ActorRef? Child(string name) => _cell.Child(name);

    /// <summary>Tells <paramref name="target"/> a message in this actor's name.</summary>
    public void Tell(ActorRef target, object message) => target.Tell(message, _cell);

    /// <summary>Tells the sender of the message being handled.</summary>
    public void Reply(object message) => Sender.Tell(message, _cell);

    /// <summary>Passes the message being handled on, with its sender kept.</summary>
    /// <exception cref="InvalidOperationException">No message is being handled.</exception>
    public void Forward(ActorRef target)
    {
        if (_current is null) throw new InvalidOperationException($"{_cell} has no message to forward: it is not handling one");
        target.Tell(_current.Message, _current.Sender);
    }

    /// <summary>
    /// Tells <paramref name="target"/> a message and gets one message back: <see cref="AskReply"/> with what the target replies first, or
    /// <see cref="AskTimeout"/>. Neither comes if this actor stops or restarts before.
    /// </summary>
    /// <param name="target">Whom to ask.</param>
    /// <param name="message">What to ask.</param>
    /// <param name="timeout">How long to wait, above zero.</param>
    /// <param name="correlation">Given back with the outcome, to know it by.</param>
    public void Ask(ActorRef target, object message, TimeSpan timeout, object? correlation = null)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(message);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeout, TimeSpan.Zero);
        _cell.Ask(target, message, timeout, correlation);
    }

    /// <summary>Makes a child; messages may be told to it at once.</summary>
    /// <param name="props">How to make it.</param>
    /// <param name="name">Its name, free below this actor (see <see cref="ActorPath.IsValidName"/>); by default the kernel makes one.</param>
    /// <exception cref="InvalidActorNameException">The name is in use, or is none.</exception>
    /// <exception cref="InvalidOperationException">This actor is stopping or restarting.</exception>
    public ActorRef Spawn(Props props, string? name = null) => _cell.Spawn(props, name);

    /// <summary>
    /// Stops an actor of this system: no further message is handled, its children and effects end, then it has stopped. Messages still in
    /// its mailbox become dead letters.
    /// </summary>
    /// <exception cref="NotSupportedException">The actor is not of this system; tell it <see cref="PoisonPill"/> instead.</exception>
    public void Stop(ActorRef actor)
    {
        if (actor is not ActorCell cell || !ReferenceEquals(cell.Host, _cell.Host))
            throw new NotSupportedException($"{_cell} cannot stop {actor}: only actors of the same system can be stopped; tell it PoisonPill");
        cell.Post(Kernel.Stop.Instance);
    }

    /// <summary>Stops this actor after the message being handled.</summary>
    public void StopSelf() => _cell.Post(Kernel.Stop.Instance);

    /// <summary>
    /// Asks for one <see cref="Terminated"/> when <paramref name="actor"/> has stopped, at once if it has already. It comes after all that
    /// actor told this one. An actor that watches must handle it (see <see cref="Unhandled"/>). Watching twice is watching once.
    /// </summary>
    /// <exception cref="NotSupportedException">The actor is not of this system.</exception>
    /// <exception cref="ArgumentException">The actor is this actor.</exception>
    public void Watch(ActorRef actor) => _cell.Watch(actor);

    /// <summary>Takes <see cref="Watch"/> back: no <see cref="Terminated"/> for that actor is handled after this call.</summary>
    public void Unwatch(ActorRef actor) => _cell.Unwatch(actor);

    /// <summary>
    /// Arms a timer: the actor gets <paramref name="message"/> once, not before <paramref name="delay"/> is over. A timer with the same key
    /// is replaced; its message does not come any more, even if it was in the mailbox.
    /// </summary>
    /// <param name="key">What to know the timer by, compared with <see cref="object.Equals(object)"/>. A string or a static object, to keep it free of boxing.</param>
    /// <param name="message">What to get.</param>
    /// <param name="delay">How long from <see cref="Now"/>, zero or more.</param>
    public void StartTimer(object key, object message, TimeSpan delay)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(message);
        _cell.StartTimer(key, message, delay, TimeSpan.Zero);
    }

    /// <summary>
    /// Arms a timer that repeats, with <paramref name="interval"/> between the handling of one message and the next: messages do not pile up
    /// behind a busy or paused actor. A timer with the same key is replaced.
    /// </summary>
    /// <param name="key">What to know the timer by.</param>
    /// <param name="message">What to get each time.</param>
    /// <param name="interval">The time before the first and between all others, above zero.</param>
    public void StartPeriodicTimer(object key, object message, TimeSpan interval)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(message);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(interval, TimeSpan.Zero);
        _cell.StartTimer(key, message, interval, interval);
    }

    /// <summary>Cancels a timer: its message is not handled after this call, even if it was in the mailbox. False if there is none.</summary>
    public bool CancelTimer(object key) => _cell.CancelTimer(key);

    /// <summary>Whether a timer of that key is armed, or its message waits to be handled.</summary>
    public bool IsTimerActive(object key) => _cell.IsTimerActive(key);

    /// <summary>
    /// Asks for <see cref="ReceiveTimeout"/> whenever no message has been handled for <paramref name="timeout"/> (those marked
    /// <see cref="INotInfluenceReceiveTimeout"/> do not count), again and again while that lasts; null takes it back.
    /// </summary>
    public void SetReceiveTimeout(TimeSpan? timeout)
    {
        if (timeout is { } value) ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero, nameof(timeout));
        _cell.SetReceiveTimeout(timeout);
    }

    /// <summary>Puts the message being handled aside, with its sender, until <see cref="UnstashAll"/> or a restart.</summary>
    /// <exception cref="StashOverflowException">As many messages are stashed as settings allow.</exception>
    /// <exception cref="InvalidOperationException">It is stashed already, or no message is being handled.</exception>
    public void Stash() => _cell.Stash(_current);

    /// <summary>Puts all stashed messages back, in their order, before those that wait.</summary>
    public void UnstashAll() => _cell.UnstashAll();

    /// <summary>
    /// Has the host carry out an effect. Its outcome comes back as one message: what the effect says, <see cref="EffectFailed"/> or
    /// <see cref="EffectCancelled"/>. If this actor stops or restarts first the effect is cancelled and awaited, and the outcome is a dead letter.
    /// </summary>
    /// <exception cref="InvalidOperationException">This actor is stopping or restarting.</exception>
    public EffectId Perform(Effect effect) => _cell.Perform(effect);

    /// <summary>Asks an effect to end early; its outcome comes all the same. False if it has ended.</summary>
    public bool Cancel(EffectId effect) => _cell.CancelEffect(effect);

    /// <summary>Asks the parent to stop this actor because it is idle, in a way that loses no message. See <see cref="EntityChildren"/>.</summary>
    /// <param name="stopMessage">What the parent tells this actor so that it stops; by default <see cref="PoisonPill"/>.</param>
    public void Passivate(object? stopMessage = null) => Parent.Tell(new Passivate(stopMessage ?? PoisonPill.Instance), _cell);

    /// <summary>Says that the message being handled means nothing to this actor: the host counts and logs it.</summary>
    /// <exception cref="DeathPactException">The message is <see cref="Terminated"/>, which a watcher must handle.</exception>
    public void Unhandled(object message)
    {
        if (message is Terminated { Actor: var dead }) throw new DeathPactException(dead);
        _cell.Host.OnUnhandled(_cell, message, _current?.Sender);
    }
}
