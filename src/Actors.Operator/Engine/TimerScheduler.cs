using Actors.Kernel;

namespace Actors.Engine;

/// <summary>Fires the timers of all actors: a few wheels, each with a lock and a timer of the platform that wakes it when its next timer is due.</summary>
internal sealed class TimerScheduler : IDisposable
{
    private const int PooledTimersMax = 256;

    [ThreadStatic]
    private static Stack<TimerNode>? _pool;

    private readonly Stripe[] _stripes;

    public TimerScheduler(MonotonicClock clock, TimeSpan tick, int stripes)
    {
        _stripes = new Stripe[stripes];
        for (var i = 0; i < stripes; i++) _stripes[i] = new Stripe(clock, tick);
    }

    public static TimerNode Rent() => _pool is { } pool && pool.TryPop(out var timer) ? timer : new TimerNode();

    public static void Return(TimerNode timer)
    {
        timer.Owner = null!;
        timer.Key = timer.Message = null!;
        var pool = _pool ??= new Stack<TimerNode>(PooledTimersMax);
        if (pool.Count < PooledTimersMax) pool.Push(timer);
    }

    public void Arm(TimerNode timer) => StripeOf(timer).Arm(timer);

    public bool Disarm(TimerNode timer) => StripeOf(timer).Disarm(timer);

    public void Dispose()
    {
        foreach (var stripe in _stripes) stripe.Dispose();
    }

    private Stripe StripeOf(TimerNode timer) => _stripes[(uint)timer.Owner.Incarnation % (uint)_stripes.Length];

    private sealed class Stripe : IDisposable
    {
        private readonly Lock _gate = new();
        private readonly TimerWheel _wheel = new();
        private readonly MonotonicClock _clock;
        private readonly long _ticksPerTick;
        private readonly ITimer _wakeUp;
        private long _wakeAt = long.MaxValue;

        public Stripe(MonotonicClock clock, TimeSpan tick)
        {
            _clock = clock;
            _ticksPerTick = tick.Ticks;
            _wakeUp = clock.NewTimer(Fire);
        }

        public void Arm(TimerNode timer)
        {
            // Up to the next tick: a timer may be late, never early.
            timer.Tick = (timer.Deadline.Ticks / _ticksPerTick) + (timer.Deadline.Ticks % _ticksPerTick == 0 ? 0 : 1);
            lock (_gate)
            {
                if (_wheel.Count == 0) _wheel.Advance(_clock.Now.Ticks / _ticksPerTick);
                _wheel.Add(timer);
                if (timer.Tick < _wakeAt) WakeAt(timer.Tick);
            }
        }

        public bool Disarm(TimerNode timer)
        {
            lock (_gate) return _wheel.Remove(timer);
        }

        public void Dispose() => _wakeUp.Dispose();

        private void Fire()
        {
            TimerNode? due;
            lock (_gate)
            {
                due = _wheel.Advance(_clock.Now.Ticks / _ticksPerTick);
                WakeAt(_wheel.NextTick());
            }

            while (due is not null)
            {
                var next = due.Next;
                due.Next = null;
                due.Owner.Post(due);
                due = next;
            }
        }

        private void WakeAt(long tick)
        {
            _wakeAt = tick;
            if (tick == long.MaxValue) return;
            var wait = new Instant(tick * _ticksPerTick) - _clock.Now;
            MonotonicClock.Change(_wakeUp, wait);
        }
    }
}
