namespace Actors.Kernel;

/// <summary>
/// One keyed timer: an entry of its actor's timers, a node of the host's wheel, and, when it is due, the message its owner gets. One object for
/// all three, pooled by the host, is what makes setting a timer free of allocation.
/// </summary>
internal sealed class TimerNode : KernelMessage
{
    /// <summary>The <see cref="DeadlineTicks"/> of a timer that is not set.</summary>
    public const long Never = long.MaxValue;

    /// <summary>The <see cref="LookedAtTicks"/> of a timer that is in no queue.</summary>
    public const long Unlinked = long.MaxValue;

    /// <summary>The <see cref="LookedAtTicks"/> of a timer on its way to its owner.</summary>
    public const long Posted = long.MinValue;

    // Of the owner.
    public ActorCell Owner = null!;
    public object? Key;
    public object Message = null!;
    public TimerNode? NextOfOwner;

    /// <summary>The time between repetitions; zero for a timer that fires once.</summary>
    public TimeSpan Interval;

    /// <summary>When it is due, as ticks of an <see cref="Instant"/>. Written by the owner, read by the host.</summary>
    public long DeadlineTicks = Never;

    /// <summary>When the host looks at it next, as ticks of an <see cref="Instant"/>. Written by the host, read by the owner.</summary>
    public long LookedAtTicks = Unlinked;

    // Of the wheel.
    public long Tick;
    public TimerNode? Previous;
    public TimerNode? Next;
    public short Slot = TimerWheel.NoSlot;

    public bool IsSet => Key is not null;
}

/// <summary>The key of the timer that ends a restart's backoff: heard by the cell, not by the behaviour.</summary>
internal sealed class BackoffKey
{
    public static readonly BackoffKey Instance = new();
}
