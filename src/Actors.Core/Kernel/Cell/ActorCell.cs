namespace Actors.Kernel;

/// <summary>
/// One actor from its start to its end: behaviour, mailbox, place in the hierarchy, life cycle. Also the reference to it, so that an idle actor
/// is one object of some 100 bytes beside its behaviour. All but <see cref="Post(Envelope)"/> runs on the cell's turn, which the host gives to one
/// thread at a time.
/// </summary>
internal abstract partial class ActorCell : ActorRef
{
    // The host's: what has arrived and was not accepted yet. Here and first because the runtime lays references out in order, and a message to
    // an actor that is in no cache should cost one line of its cell, not two (15 % of a message when spread over 100,000 actors).
    protected Envelope? Arrived;
    protected object? ArrivedMessage;
    protected ActorRef? ArrivedSender;

    private readonly CellOrigin _origin;
    private Actor? _actor;
    private EnvelopeQueue _ready;
    private CellExtras? _extras;
    private OwnedTimers _timers;
    private int _life = 1;
    private CellState _state;
    private bool _currentIsStashed;
    private bool _hasReceiveTimeout;

    // The host's: whether something may have arrived that takes effect before the messages that wait. Here, where it fills a gap.
    protected bool HasNews;

    // Belongs to the parent's turn: the parent's life in which it watched this actor last, 0 for none. A number here instead of an entry in two tables: a
    // parent that watches a million children pays nothing for it.
    private int _watchedInLife;

    protected ActorCell(CellOrigin origin) => (_origin, Incarnation) = (origin, origin.Host.NextIncarnation());

    public ActorHost Host => _origin.Host;

    public ActorCell? Parent => _origin.Parent;

    /// <summary>Its name, which each host keeps as takes the least room there.</summary>
    public abstract ActorName Key { get; }

    public string Name => Key.ToString();

    public int Incarnation { get; }

    public CellState State => _state;

    public override ActorPath Path => Parent is null ? ActorPath.Root : ActorPath.Join(Parent.Path, Name);

    /// <summary>Whether <see cref="RunNext()"/> would do something now.</summary>
    public bool CanRun => !_ready.IsEmpty && _state is CellState.Running or CellState.Stopped;

    private CellExtras Extras => _extras ??= new CellExtras();

    /// <summary>Hands an envelope over to the cell's turn: the one member any thread may call.</summary>
    public abstract void Post(Envelope envelope);

    public virtual void Post(KernelMessage message) => Post(Host.Rent(message, null));

    public override void Tell(object message, ActorRef? sender = null)
    {
        ArgumentNullException.ThrowIfNull(message);
        Post(Host.Rent(message, sender));
    }

    public sealed override bool Equals(object? obj) => ReferenceEquals(this, obj);

    public sealed override int GetHashCode() => Incarnation;

    /// <summary>Takes an arrived envelope: system messages take effect at once, the rest waits in the mailbox.</summary>
    public void Accept(Envelope envelope)
    {
        if (envelope.Message is not KernelMessage kernel)
        {
            _ready.AddLast(envelope);
            return;
        }

        switch (kernel)
        {
            case SystemMessage system:
                Host.Return(envelope);
                Handle(system);
                break;
            case TimerNode timer when _state == CellState.BackingOff:
                Host.Return(envelope);
                OnBackoffOver(timer);
                break;
            case EffectRun ended:
                _ready.AddLast(envelope);
                OnEffectEnded(ended);
                break;
            default:
                _ready.AddLast(envelope);
                break;
        }
    }

    /// <summary>As <see cref="Accept"/>, for a chain of envelopes with no <see cref="KernelMessage"/> in it.</summary>
    protected void AcceptAll(Envelope first, Envelope last) => _ready.AddAllLast(first, last);

    /// <summary>Handles the next waiting message; false if there is none or the actor is not to be given one now.</summary>
    public bool RunNext()
    {
        Envelope? unobserved = null;
        var hasRun = RunNext(ref unobserved, out var used);
        if (used is not null) Host.Return(used);
        return hasRun;
    }

    /// <summary>As <see cref="RunNext()"/>.</summary>
    /// <param name="current">Shows, to whoever looks on from outside, what is being handled.</param>
    /// <param name="used">The envelope that is the caller's now, to be given back; null if there is none.</param>
    public bool RunNext(ref Envelope? current, out Envelope? used)
    {
        used = null;
        if (_state != CellState.Running) return _state == CellState.Stopped && BuryNext();
        if (!_ready.TryTakeFirst(out var envelope)) return false;
        if ((envelope.Message is KernelMessage && !Unwrap(envelope)) || Deliver(envelope, ref current)) used = envelope;
        return true;
    }

    /// <summary>
    /// Handles a message that came alone to an actor for which nothing waits: what <see cref="Accept"/> and <see cref="RunNext()"/> would do, without a place in the
    /// mailbox. False if it has to go that way.
    /// </summary>
    /// <param name="message">The message.</param>
    /// <param name="sender">Who told it.</param>
    /// <param name="envelope">An empty envelope of the caller's.</param>
    /// <param name="current">Shows, to whoever looks on from outside, what is being handled.</param>
    /// <param name="isStashed">Whether the envelope is the actor's now.</param>
    protected bool TryRunAtOnce(object message, ActorRef? sender, Envelope envelope, ref Envelope? current, out bool isStashed)
    {
        isStashed = false;
        if (_state != CellState.Running || !_ready.IsEmpty) return false;
        if (message is KernelMessage)
        {
            if (message is not EffectRun ended || ended.Life != _life) return false;
            OnEffectEnded(ended);
            message = ended.Outcome!;
        }

        envelope.Message = message;
        envelope.Sender = sender;
        isStashed = !Deliver(envelope, ref current);
        return true;
    }

    /// <summary>Has the behaviour handle a message.</summary>
    /// <returns>Whether the envelope is free again: the behaviour may have stashed it.</returns>
    private bool Deliver(Envelope envelope, ref Envelope? current)
    {
        current = envelope;
        _currentIsStashed = false;
        try
        {
            if (ReferenceEquals(envelope.Message, PoisonPill.Instance)) BeginStop();
            else _actor!.CallReceive(envelope.Message, new ActorContext(this, envelope));
        }
        catch (Exception failure)
        {
            Fail(failure);
        }

        if (_hasReceiveTimeout) NoteActivity(envelope.Message);
        return !_currentIsStashed;
    }

    /// <summary>Puts what a kernel message stands for into its envelope; false if by now it stands for nothing.</summary>
    private bool Unwrap(Envelope envelope)
    {
        switch (envelope.Message)
        {
            case TimerNode timer:
                return UnwrapTimer(timer, envelope);
            case StoppedNotice notice:
                if (!EndWatch(notice)) return false;
                envelope.Message = new Terminated(notice.Actor);
                envelope.Sender = notice.Actor;
                return true;
            case EffectRun ended:
                if (ended.Life == _life)
                {
                    envelope.Message = ended.Outcome!;
                    return true;
                }

                Host.OnDeadLetter(new DeadLetter(ended.Outcome!, null, this));
                return false;
            case AskEnded asked:
                return UnwrapAsk(asked, envelope);
            default:
                throw new InvariantViolationException($"{envelope.Message} in the mailbox of {this}");
        }
    }

    /// <summary>What waits for a stopped actor becomes a dead letter; what the kernel said to it is of no use any more.</summary>
    private bool BuryNext()
    {
        if (!_ready.TryTakeFirst(out var envelope)) return false;
        switch (envelope.Message)
        {
            case TimerNode timer:
                timer.LookedAtTicks = TimerNode.Unlinked;
                Host.ReturnTimer(timer);
                break;
            case EffectRun ended:
                Host.OnDeadLetter(new DeadLetter(ended.Outcome!, null, this));
                break;
            case AskEnded asked:
                Bury(asked);
                break;
            case not KernelMessage and not PoisonPill:
                Host.OnDeadLetter(new DeadLetter(envelope.Message, envelope.Sender, this));
                break;
        }

        Host.Return(envelope);
        return true;
    }
}
