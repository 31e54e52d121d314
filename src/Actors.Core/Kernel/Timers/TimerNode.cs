namespace Actors.Kernel;

/// <summary>
/// One keyed timer: an entry of its actor's timers, a node of the host's wheel, and, when it fires, the message its owner gets. One object for
/// all three, pooled by the host, is what makes setting a timer free of allocation.
/// </summary>
internal sealed class TimerNode : KernelMessage
{
    public ActorCell Owner = null!;
    public object Key = null!;
    public object Message = null!;
    public Instant Deadline;

    /// <summary>The time between repetitions; zero for a timer that fires once.</summary>
    public TimeSpan Interval;

    public TimerNode? NextOfOwner;

    // Of the wheel alone.
    public TimerNode? Previous;
    public TimerNode? Next;
    public long Tick;
    public short Slot = TimerWheel.NoSlot;
}

/// <summary>The key of the timer that ends a restart's backoff: heard by the cell, not by the behaviour.</summary>
internal sealed class BackoffKey
{
    public static readonly BackoffKey Instance = new();
}
