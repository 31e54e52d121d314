using System.Numerics;
using Actors.Kernel;

namespace Actors.Engine;

/// <summary>Fires the timers of all actors: a few queues, each with a lock and a timer of the platform that wakes it when there is something to take.</summary>
internal sealed class TimerScheduler : IDisposable
{
    private const int PooledTimersMax = 256;

    [ThreadStatic]
    private static Stack<TimerNode>? _pool;

    private readonly Stripe[] _stripes;

    /// <summary>Starts with at least <paramref name="stripes"/> queues.</summary>
    public TimerScheduler(MonotonicClock clock, TimeSpan tick, int stripes)
    {
        _stripes = new Stripe[BitOperations.RoundUpToPowerOf2((uint)stripes)];
        for (var i = 0; i < _stripes.Length; i++) _stripes[i] = new Stripe(clock, tick);
    }

    public static TimerNode Rent() => _pool is { } pool && pool.TryPop(out var timer) ? timer : new TimerNode();

    public static void Return(TimerNode timer)
    {
        timer.Owner = null!;
        timer.Key = null;
        timer.Message = null!;
        timer.DeadlineTicks = TimerNode.Never;
        var pool = _pool ??= new Stack<TimerNode>(PooledTimersMax);
        if (pool.Count < PooledTimersMax) pool.Push(timer);
    }

    /// <summary>Sets a timer; before long its owner has the wheel <see cref="Look"/> at it.</summary>
    public static void Set(TimerNode timer, Instant deadline) => Volatile.Write(ref timer.DeadlineTicks, deadline.Ticks);

    /// <summary>Sees to it that the wheel comes to a timer that was set no later than it is due.</summary>
    public void Look(TimerNode timer) => StripeOf(timer).Look(timer);

    public static void Disarm(TimerNode timer) => Volatile.Write(ref timer.DeadlineTicks, TimerNode.Never);

    public bool Release(TimerNode timer) => StripeOf(timer).Release(timer);

    public void Dispose()
    {
        foreach (var stripe in _stripes) stripe.Dispose();
    }

    private Stripe StripeOf(TimerNode timer) => _stripes[timer.Owner.Incarnation & (_stripes.Length - 1)];

    private sealed class Stripe : IDisposable
    {
        private readonly Lock _gate = new();
        private readonly MonotonicClock _clock;
        private readonly TimerQueue _queue;
        private readonly ITimer _wakeUp;
        private Instant _wakeAt = new(long.MaxValue);

        public Stripe(MonotonicClock clock, TimeSpan tick)
        {
            _clock = clock;
            _queue = new TimerQueue(tick);
            _wakeUp = clock.NewTimer(Fire);
        }

        public void Look(TimerNode timer)
        {
            // See TimerQueue for why this order and this fence suffice. Setting a timer that is still in the wheel from the last time, the usual
            // case, takes no lock and touches no other timer. One that was cancelled since it was set is never due.
            Interlocked.MemoryBarrier();
            if (Volatile.Read(ref timer.LookedAtTicks) <= timer.DeadlineTicks) return;
            lock (_gate)
            {
                _queue.Link(timer, _clock.Now);
                WakeNoLaterThanNeeded();
            }
        }

        public bool Release(TimerNode timer)
        {
            lock (_gate) return _queue.Unlink(timer);
        }

        public void Dispose() => _wakeUp.Dispose();

        private void Fire()
        {
            TimerNode? due;
            lock (_gate)
            {
                _wakeAt = new Instant(long.MaxValue);
                var now = _clock.Now;
                due = _queue.TakeDue(now);
                Interlocked.MemoryBarrier();
                _queue.RecheckMoved(now);
                WakeNoLaterThanNeeded();
            }

            while (due is not null)
            {
                var next = due.Next;
                due.Next = null;
                due.Owner.Post(due);
                due = next;
            }
        }

        private void WakeNoLaterThanNeeded()
        {
            if (_queue.NextWake is not { } next || next >= _wakeAt) return;
            _wakeAt = next;
            MonotonicClock.Change(_wakeUp, next - _clock.Now);
        }
    }
}
