namespace Actors.Kernel;

/// <summary>
/// The timers of a host, on a wheel that is touched as little as possible: most timers are cancelled or set anew before they are due. A timer that is
/// cancelled, or set to a later time, stays where it is; when the wheel comes to it, it is handed back to its owner or moved to where it now belongs. A plain value
/// without clock and lock; a host with threads calls it under one lock.
/// </summary>
/// <remarks>
/// An owner may write <see cref="TimerNode.DeadlineTicks"/> at any time, without the lock. It then reads
/// <see cref="TimerNode.LookedAtTicks"/>, with a full fence between; if that is no later than the new deadline there is nothing more to do, else it
/// calls <see cref="Link"/>. The host writes the latter in <see cref="TakeDue"/> and reads deadlines in <see cref="RecheckMoved"/>, with a full fence between. So at least one of the two sees what the other wrote.
/// </remarks>
internal sealed class TimerQueue(TimeSpan tick)
{
    private readonly TimerWheel _wheel = new();
    private readonly List<TimerNode> _moved = [];

    /// <summary>When there may be something to take, never too late; null if there is nothing in the wheel.</summary>
    public Instant? NextWake => _wheel.NextTick() is var next and < long.MaxValue ? new Instant(next * tick.Ticks) : null;

    /// <summary>Sees to it that the wheel looks at the timer no later than it is due. One that is posted goes to its owner anyway.</summary>
    public void Link(TimerNode timer, Instant now)
    {
        if (timer.LookedAtTicks <= timer.DeadlineTicks) return;
        if (_wheel.Count == 0) _wheel.Advance(now.Ticks / tick.Ticks);
        _wheel.Remove(timer);
        Add(timer, timer.DeadlineTicks);
    }

    /// <summary>Takes the timer out for good; false if it is posted.</summary>
    public bool Unlink(TimerNode timer)
    {
        if (timer.LookedAtTicks == TimerNode.Posted) return false;
        _wheel.Remove(timer);
        timer.LookedAtTicks = TimerNode.Unlinked;
        return true;
    }

    /// <summary>Takes the timers that are due at <paramref name="now"/>, and those cancelled that the wheel has come to, to be posted to their owners.</summary>
    /// <returns>A list through <see cref="TimerNode.Next"/>, or null.</returns>
    public TimerNode? TakeDue(Instant now)
    {
        var nowTick = now.Ticks / tick.Ticks;
        TimerNode? first = null, last = null;
        _moved.Clear();
        for (var timer = _wheel.Advance(nowTick); timer is not null;)
        {
            var next = timer.Next;
            timer.Next = null;
            var deadline = timer.DeadlineTicks;
            if (deadline != TimerNode.Never && TickOf(deadline) > nowTick)
            {
                Add(timer, deadline);
                _moved.Add(timer);
            }
            else
            {
                timer.LookedAtTicks = TimerNode.Posted;
                if (last is null) first = timer;
                else last.Next = timer;
                last = timer;
            }

            timer = next;
        }

        return first;
    }

    /// <summary>Looks again at what <see cref="TakeDue"/> has moved, for those that were set to an earlier time just then.</summary>
    public void RecheckMoved(Instant now)
    {
        foreach (var timer in _moved)
        {
            if (timer.DeadlineTicks != TimerNode.Never) Link(timer, now);
        }

        _moved.Clear();
    }

    private void Add(TimerNode timer, long deadline)
    {
        timer.Tick = TickOf(deadline);
        timer.LookedAtTicks = timer.Tick * tick.Ticks;
        _wheel.Add(timer);
    }

    /// <summary>The first tick not before the deadline: a timer may be late, never early.</summary>
    private long TickOf(long deadlineTicks) => (deadlineTicks / tick.Ticks) + (deadlineTicks % tick.Ticks == 0 ? 0 : 1);
}
