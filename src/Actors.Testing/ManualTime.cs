namespace Actors.Testing;

/// <summary>A clock that stands still until a test moves it; timers that are due then fire, in their order, on the thread that moves it.</summary>
/// <param name="start">The time it begins with; null for the first of January 2026.</param>
public sealed class ManualTime(DateTimeOffset? start = null) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<Timer> _timers = [];
    private readonly List<Awaited> _awaited = [];
    private readonly DateTimeOffset _start = start ?? new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private long _now;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override long GetTimestamp() => Volatile.Read(ref _now);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _start + TimeSpan.FromTicks(GetTimestamp());

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Ends when something waits that is due in just that time: what was to begin to wait has, and the clock can be moved.</summary>
    /// <param name="due">How long from now.</param>
    /// <param name="tolerance">How much earlier or later it may be due; by default not at all.</param>
    /// <remarks>Sees delays and timers that are set at this clock, and not those of actors, which share one.</remarks>
    public Task WhenAwaitedAsync(TimeSpan due, TimeSpan tolerance = default)
    {
        lock (_gate)
        {
            var awaited = new Awaited(_now + due.Ticks, tolerance.Ticks);
            if (!_timers.Exists(awaited.IsMet)) _awaited.Add(awaited);
            else awaited.Set.SetResult();
            return awaited.Set.Task;
        }
    }

    /// <summary>Moves the clock on. Each timer on the way fires at its own time, so one that is set again by that fires again.</summary>
    /// <param name="step">How far, zero or more.</param>
    public void Advance(TimeSpan step)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(step, TimeSpan.Zero);
        var end = GetTimestamp() + step.Ticks;
        while (NextUntil(end) is { } due) due.Fire();
        lock (_gate) _now = Math.Max(_now, end);
    }

    private void Tell(Timer set)
    {
        foreach (var met in _awaited.FindAll(one => one.IsMet(set))) met.Set.SetResult();
        _awaited.RemoveAll(static one => one.Set.Task.IsCompleted);
    }

    private Timer? NextUntil(long end)
    {
        lock (_gate)
        {
            var next = _timers.MinBy(static timer => timer.DueAt);
            if (next is null || next.DueAt > end) return null;
            _now = Math.Max(_now, next.DueAt);
            if (next.Period > TimeSpan.Zero) next.DueAt = _now + next.Period.Ticks;
            else _timers.Remove(next);
            return next;
        }
    }

    private sealed record Awaited(long DueAt, long Tolerance)
    {
        public TaskCompletionSource Set { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsMet(Timer timer) => Math.Abs(timer.DueAt - DueAt) <= Tolerance;
    }

    private sealed class Timer(ManualTime time, TimerCallback callback, object? state) : ITimer
    {
        private bool _isDisposed;

        public long DueAt { get; set; }

        public TimeSpan Period { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._gate)
            {
                if (_isDisposed) return false;
                time._timers.Remove(this);
                (DueAt, Period) = (time._now + dueTime.Ticks, period);
                if (dueTime >= TimeSpan.Zero) time._timers.Add(this);
                time.Tell(this);
                return true;
            }
        }

        public void Dispose()
        {
            lock (time._gate)
            {
                _isDisposed = true;
                time._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
