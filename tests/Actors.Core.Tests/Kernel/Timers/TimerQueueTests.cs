namespace Actors.Kernel.Tests;

public sealed class TimerQueueTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    /// <summary>
    /// Against a list: timers are set, set anew (earlier and later), cancelled and released in any order, as an owner does it, while time moves on in small
    /// and in very large steps.
    /// </summary>
    [Fact]
    public void Every_timer_is_posted_once_when_due_and_every_cancelled_one_in_the_end()
    {
        for (var seed = 0; seed < 300; seed++) new Model(seed).Run(steps: 400);
    }

    [Fact]
    public void A_timer_set_to_an_earlier_time_while_the_queue_moves_it_is_found_by_the_second_look()
    {
        var queue = new TimerQueue(Tick);
        var timer = new TimerNode { Key = "t", DeadlineTicks = Ms(100) };
        queue.Link(timer, default);
        timer.DeadlineTicks = Ms(10_000);
        Assert.Null(queue.TakeDue(At(100)));

        // The owner wrote this before it could see where the timer was moved to, and saw the old place, which was early enough.
        timer.DeadlineTicks = Ms(150);
        queue.RecheckMoved(At(100));
        Assert.Same(timer, queue.TakeDue(At(150)));
    }

    [Fact]
    public void A_cancelled_timer_goes_back_to_its_owner_when_the_queue_comes_to_it()
    {
        var queue = new TimerQueue(Tick);
        var timer = new TimerNode { Key = "t", DeadlineTicks = Ms(100) };
        queue.Link(timer, default);
        timer.DeadlineTicks = TimerNode.Never;
        Assert.Null(queue.TakeDue(At(99)));
        Assert.Same(timer, queue.TakeDue(At(100)));
        Assert.Equal(TimerNode.Posted, timer.LookedAtTicks);
        Assert.Null(queue.NextWake);
    }

    [Fact]
    public void A_timer_that_is_posted_cannot_be_unlinked()
    {
        var queue = new TimerQueue(Tick);
        var timer = new TimerNode { Key = "t", DeadlineTicks = Ms(5) };
        queue.Link(timer, default);
        Assert.Same(timer, queue.TakeDue(At(5)));
        Assert.False(queue.Unlink(timer));
    }

    [Fact]
    public void The_next_wake_is_never_after_the_earliest_deadline()
    {
        var queue = new TimerQueue(Tick);
        Assert.Null(queue.NextWake);
        foreach (var due in new[] { 70_000, 64, 4096, 12 })
        {
            queue.Link(new TimerNode { Key = due, DeadlineTicks = Ms(due) }, default);
            Assert.True(queue.NextWake <= At(due));
        }
    }

    private static long Ms(long milliseconds) => milliseconds * TimeSpan.TicksPerMillisecond;

    private static Instant At(long milliseconds) => new(Ms(milliseconds));

    private sealed class Model(int seed)
    {
        private readonly Random _random = new(seed);
        private readonly TimerQueue _queue = new(Tick);
        private readonly List<TimerNode> _timers = [];
        private Instant _now;

        public void Run(int steps)
        {
            for (var step = 0; step < steps; step++)
            {
                switch (_random.Next(10))
                {
                    case < 4:
                        Set(new TimerNode { Key = step });
                        break;
                    case < 6 when _timers.Count > 0:
                        Set(Any());
                        break;
                    case 6 when _timers.Count > 0:
                        Any().DeadlineTicks = TimerNode.Never;
                        break;
                    case 7 when _timers.Count > 0:
                        Release(Any());
                        break;
                    default:
                        Advance(1 + (long)Math.Pow(10, _random.NextDouble() * 10));
                        break;
                }
            }

            Advance(Ms(1L << 42) / TimeSpan.TicksPerMillisecond);
            Assert.Empty(_timers);
        }

        private TimerNode Any() => _timers[_random.Next(_timers.Count)];

        private void Set(TimerNode timer)
        {
            if (!_timers.Contains(timer)) _timers.Add(timer);
            timer.DeadlineTicks = _now.Ticks + (long)Math.Pow(10, _random.NextDouble() * 14);
            if (timer.LookedAtTicks > timer.DeadlineTicks) _queue.Link(timer, _now);
        }

        private void Release(TimerNode timer)
        {
            Assert.True(_queue.Unlink(timer), $"seed {seed}");
            timer.DeadlineTicks = TimerNode.Never;
            _timers.Remove(timer);
        }

        private void Advance(long milliseconds)
        {
            _now += TimeSpan.FromMilliseconds(milliseconds);
            Assert.True(_queue.NextWake is null || _timers.All(timer => timer.DeadlineTicks == TimerNode.Never || _queue.NextWake!.Value.Ticks <= timer.DeadlineTicks + Tick.Ticks), $"seed {seed}");
            for (var due = _queue.TakeDue(_now); due is not null;)
            {
                var next = due.Next;
                due.Next = null;
                Assert.True(due.DeadlineTicks <= _now.Ticks || due.DeadlineTicks == TimerNode.Never, $"seed {seed}: early");
                Assert.True(_timers.Remove(due), $"seed {seed}: posted twice");
                due.LookedAtTicks = TimerNode.Unlinked;
                due = next;
            }

            _queue.RecheckMoved(_now);
            var floor = _now.Ticks - (_now.Ticks % Tick.Ticks);
            Assert.All(_timers, timer => Assert.True(timer.DeadlineTicks > floor, $"seed {seed}: due and not posted"));
        }
    }
}
