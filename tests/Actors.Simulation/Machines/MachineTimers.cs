using Actors.Kernel;

namespace Actors.Simulation;

/// <summary>The timers of one life of a machine, on the kernel's own queue, which is thereby simulated too.</summary>
internal sealed class MachineTimers(SimulatedHost host) : IEvent
{
    private readonly TimerQueue _queue = new(TimeSpan.FromMilliseconds(1));
    private readonly Stack<TimerNode> _free = new();
    private long _nextTime = long.MaxValue;

    public Machine Machine => host.Machine;

    public SimulatedHost Life => host;

    public TimerNode Rent() => _free.TryPop(out var timer) ? timer : new TimerNode();

    public void Return(TimerNode timer)
    {
        if (timer.Owner is null) throw new InvariantViolationException("A timer was given back twice");
        if (timer.Slot != TimerWheel.NoSlot) throw new InvariantViolationException($"The timer {timer.Key} of {timer.Owner} was given back while armed");
        (timer.Owner, timer.Key, timer.Message) = (null!, null, null!);
        (timer.NextOfOwner, timer.Interval, timer.DeadlineTicks) = (null, TimeSpan.Zero, TimerNode.Never);
        _free.Push(timer);
    }

    public void Arm(TimerNode timer, Instant deadline)
    {
        timer.DeadlineTicks = deadline.Ticks;
        _queue.Link(timer, host.Now);
        Schedule();
    }

    public bool Release(TimerNode timer) => _queue.Unlink(timer);

    public void Happen()
    {
        _nextTime = long.MaxValue;
        var due = _queue.TakeDue(host.Now);
        while (due is not null)
        {
            var timer = due;
            due = timer.Next;
            timer.Next = null;
            host.Record(TraceKind.TimerFired, timer.Owner, null, timer.Message);
            timer.Owner.Post(timer);
        }

        Schedule();
    }

    /// <summary>Sees to it that the queue is looked at in time. One event too many does no harm, so none is ever taken back.</summary>
    private void Schedule()
    {
        if (_queue.NextWake is not { } next) return;
        var time = host.Clock.TimeOf(next);
        if (time >= _nextTime) return;
        _nextTime = time;
        host.World.Schedule(this, time);
    }
}
