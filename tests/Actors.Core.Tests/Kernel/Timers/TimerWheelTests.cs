namespace Actors.Kernel.Tests;

public sealed class TimerWheelTests
{
    private const long Span = 1L << 36;

    /// <summary>Against a list: timers near, far and past, put in and taken out, while time moves on in small and in very large steps.</summary>
    [Fact]
    public void Every_timer_comes_out_once_at_its_tick_the_earliest_first()
    {
        for (var seed = 0; seed < 300; seed++) new Model(seed).Run(steps: 400);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(4095)]
    [InlineData(4096)]
    [InlineData(Span - 1)]
    [InlineData(Span)]
    [InlineData((3 * Span) + 17)]
    public void A_timer_comes_out_at_its_tick_and_not_one_before(long tick)
    {
        foreach (var start in new[] { 0, 1, 63, 64, 4097, Span - 1 })
        {
            var wheel = new TimerWheel();
            wheel.Advance(start);
            var timer = new TimerNode { Tick = start + tick };
            wheel.Add(timer);
            Assert.Null(wheel.Advance(start + tick - 1));
            Assert.Same(timer, wheel.Advance(start + tick));
            Assert.Equal(0, wheel.Count);
        }
    }

    [Fact]
    public void A_timer_whose_tick_is_past_comes_out_at_the_next_advance()
    {
        var wheel = new TimerWheel();
        wheel.Advance(1000);
        var timer = new TimerNode { Tick = 3 };
        wheel.Add(timer);
        Assert.Null(wheel.Advance(1000));
        Assert.Same(timer, wheel.Advance(1001));
    }

    [Fact]
    public void A_timer_that_came_out_or_was_taken_out_cannot_be_taken_out()
    {
        var wheel = new TimerWheel();
        var timer = new TimerNode { Tick = 5 };
        Assert.False(wheel.Remove(timer));
        wheel.Add(timer);
        Assert.True(wheel.Remove(timer));
        Assert.False(wheel.Remove(timer));
        wheel.Add(timer);
        Assert.Same(timer, wheel.Advance(5));
        Assert.False(wheel.Remove(timer));
    }

    private sealed class Model(int seed)
    {
        private readonly Random _random = new(seed);
        private readonly TimerWheel _wheel = new();

        // With the tick at which each is to come out: its own, or the next one if that was past when it was put in.
        private readonly List<(long Tick, TimerNode Timer)> _expected = [];

        public void Run(int steps)
        {
            for (var step = 0; step < steps; step++)
            {
                switch (_random.Next(8))
                {
                    case < 5:
                        Add();
                        break;
                    case 5 when _expected.Count > 0:
                        RemoveAny();
                        break;
                    default:
                        Advance((long)Math.Pow(10, _random.NextDouble() * 11));
                        break;
                }

                CheckWhatIsLeft();
            }

            Advance(8 * Span);
            Assert.True(_expected.Count == 0 && _wheel.NextTick() == long.MaxValue, $"seed {seed}: {_expected.Count} are left");
        }

        private void Add()
        {
            var timer = new TimerNode { Tick = Math.Max(0, _wheel.Now - 10 + (long)Math.Pow(10, _random.NextDouble() * 11.5)) };
            _expected.Add((Math.Max(timer.Tick, _wheel.Now + 1), timer));
            _wheel.Add(timer);
        }

        private void RemoveAny()
        {
            var index = _random.Next(_expected.Count);
            Assert.True(_wheel.Remove(_expected[index].Timer), $"seed {seed}: a timer is lost");
            _expected.RemoveAt(index);
        }

        private void Advance(long ticks)
        {
            var now = _wheel.Now + ticks;
            var last = 0L;
            for (var timer = _wheel.Advance(now); timer is not null; timer = timer.Next)
            {
                var index = _expected.FindIndex(expected => ReferenceEquals(expected.Timer, timer));
                Assert.True(index >= 0, $"seed {seed}: a timer came out twice, or after it was taken out");
                var tick = _expected[index].Tick;
                Assert.True(last <= tick && tick <= now, $"seed {seed}: {tick} came out after {last} at {now}");
                last = tick;
                _expected.RemoveAt(index);
            }

            Assert.Equal(now, _wheel.Now);
        }

        private void CheckWhatIsLeft()
        {
            var next = _wheel.NextTick();
            Assert.True(_wheel.Count == _expected.Count, $"seed {seed}: {_wheel.Count} in the wheel, not {_expected.Count}");
            Assert.All(_expected, expected => Assert.True(expected.Tick >= next && expected.Tick > _wheel.Now, $"seed {seed}: {expected.Tick} is overdue"));
        }
    }
}
