namespace Actors.Engine.Tests;

/// <summary>A clock that stands still until a test moves it; timers that are due then fire on the thread that does.</summary>
internal sealed class ManualTimeProvider : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private readonly List<(TimeSpan Due, TaskCompletionSource Set)> _waiters = [];
    private long _now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Volatile.Read(ref _now);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        lock (_gate) _timers.Add(timer);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock on in one step, as after a pause: what was due several times fires once.</summary>
    public void Advance(TimeSpan step)
    {
        List<ManualTimer> due;
        lock (_gate)
        {
            Volatile.Write(ref _now, _now + step.Ticks);
            due = [.. _timers.Where(timer => timer.DueAt <= _now).OrderBy(timer => timer.DueAt)];
            foreach (var timer in due) timer.DueAt = timer.Period > TimeSpan.Zero ? _now + timer.Period.Ticks : long.MaxValue;
        }

        foreach (var timer in due) timer.Fire();
    }

    /// <summary>Whether a timer is to fire.</summary>
    public bool IsAnySet
    {
        get
        {
            lock (_gate) return _timers.Exists(static timer => timer.DueAt != long.MaxValue);
        }
    }

    /// <summary>Ends when a timer has been set to fire after just that time.</summary>
    public Task WhenSet(TimeSpan due)
    {
        lock (_gate)
        {
            var waiter = Waiting.Signal();
            if (_timers.Exists(timer => timer.DueAt == _now + due.Ticks)) waiter.SetResult();
            else _waiters.Add((due, waiter));
            return waiter.Task.Soon();
        }
    }

    private sealed class ManualTimer(ManualTimeProvider time, TimerCallback callback, object? state) : ITimer
    {
        public long DueAt { get; set; } = long.MaxValue;

        public TimeSpan Period { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._gate)
            {
                if (!time._timers.Contains(this)) return false;
                DueAt = dueTime < TimeSpan.Zero ? long.MaxValue : time._now + dueTime.Ticks;
                Period = period;
                foreach (var (_, set) in time._waiters.FindAll(waiter => waiter.Due == dueTime)) set.TrySetResult();
                return true;
            }
        }

        public void Dispose()
        {
            lock (time._gate) time._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
