using Actors.Kernel;

namespace Actors.Simulation;

/// <summary>The timers of one life of a machine, on the kernel's own wheel, which is thereby simulated too.</summary>
internal sealed class MachineTimers(SimulatedHost host) : IEvent
{
    private readonly TimerWheel _wheel = StartedAt(host.Now);
    private readonly Stack<TimerNode> _free = new();
    private long _nextTime = long.MaxValue;

    public Machine Machine => host.Machine;

    public SimulatedHost Life => host;

    public TimerNode Rent() => _free.TryPop(out var timer) ? timer : new TimerNode();

    public void Return(TimerNode timer)
    {
        if (timer.Owner is null) throw new InvariantViolationException("A timer was given back twice");
        if (timer.Slot != TimerWheel.NoSlot) throw new InvariantViolationException($"The timer {timer.Key} of {timer.Owner} was given back while armed");
        (timer.Owner, timer.Key, timer.Message) = (null!, null!, null!);
        (timer.NextOfOwner, timer.Interval) = (null, TimeSpan.Zero);
        _free.Push(timer);
    }

    public void Arm(TimerNode timer)
    {
        timer.Tick = CeilingTick(timer.Deadline);
        _wheel.Add(timer);
        Schedule();
    }

    public bool Disarm(TimerNode timer) => _wheel.Remove(timer);

    public void Happen()
    {
        _nextTime = long.MaxValue;
        var due = _wheel.Advance(host.Now.Ticks / TimeSpan.TicksPerMillisecond);
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

    private static TimerWheel StartedAt(Instant now)
    {
        var wheel = new TimerWheel();
        wheel.Advance(now.Ticks / TimeSpan.TicksPerMillisecond);
        return wheel;
    }

    /// <summary>Rounded up: a timer may be late by part of a millisecond, never early.</summary>
    private static long CeilingTick(Instant deadline) =>
        (deadline.Ticks / TimeSpan.TicksPerMillisecond) + (deadline.Ticks % TimeSpan.TicksPerMillisecond == 0 ? 0 : 1);

    /// <summary>Sees to it that the wheel is turned in time. One event too many does no harm, so none is ever taken back.</summary>
    private void Schedule()
    {
        var tick = _wheel.NextTick();
        if (tick > long.MaxValue / TimeSpan.TicksPerMillisecond) return;
        var time = host.Clock.TimeOf(new Instant(tick * TimeSpan.TicksPerMillisecond));
        if (time >= _nextTime) return;
        _nextTime = time;
        host.World.Schedule(this, time);
    }
}
