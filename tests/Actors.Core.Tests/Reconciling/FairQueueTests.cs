using Actors.Kernel;

namespace Actors.Reconciling.Tests;

public sealed class FairQueueTests
{
    private static readonly Dictionary<WorkClass, int> Weights = new() { [WorkClass.Event] = 6, [WorkClass.Retry] = 2, [WorkClass.Initial] = 3, [WorkClass.Resync] = 1 };

    private readonly FairQueue<string> _queue = new(Weights, TimeSpan.FromMinutes(1));

    [Fact]
    public void One_class_is_first_in_first_out()
    {
        for (var number = 0; number < 5; number++) _queue.Add($"e{number}", WorkClass.Event, At(number));
        Assert.Equal(["e0", "e1", "e2", "e3", "e4"], TakeAll(At(5)));
        Assert.False(_queue.TryTake(At(6), out _));
    }

    [Fact]
    public void Each_class_gets_turns_by_its_weight_spread_among_the_others()
    {
        foreach (var work in Enum.GetValues<WorkClass>())
        {
            for (var number = 0; number < 60; number++) _queue.Add($"{work}", work, At(0));
        }

        var first = TakeAll(At(1)).Take(120).ToList();
        Assert.Equal([60, 20, 30, 10], Enum.GetValues<WorkClass>().Select(work => first.Count(one => one == $"{work}")));
        Assert.All(first.Chunk(12), turn => Assert.Equal(6, turn.Count(one => one == "Event")));
    }

    [Fact]
    public void A_class_that_was_empty_has_saved_up_no_turns()
    {
        for (var number = 0; number < 1000; number++) _queue.Add("e", WorkClass.Event, At(0));
        for (var number = 0; number < 500; number++) Assert.True(_queue.TryTake(At(1), out _));
        for (var number = 0; number < 100; number++) _queue.Add("i", WorkClass.Initial, At(1));
        Assert.InRange(TakeAll(At(2)).Take(18).Count(one => one == "i"), 5, 7);
    }

    [Fact]
    public void Whoever_has_waited_too_long_goes_first_the_oldest_before_all()
    {
        _queue.Add("resync", WorkClass.Resync, At(0));
        _queue.Add("retry", WorkClass.Retry, At(1));
        for (var number = 0; number < 10; number++) _queue.Add("event", WorkClass.Event, At(50));
        Assert.Equal(["resync", "retry", "event"], TakeAll(At(61)).Take(3));
    }

    [Fact]
    public void Who_leaves_the_line_is_not_called()
    {
        var ticket = _queue.Add("a", WorkClass.Event, At(0));
        _queue.Add("b", WorkClass.Event, At(0));
        Assert.True(_queue.Remove(ticket));
        Assert.False(_queue.Remove(ticket));
        Assert.Equal((1, 1), (_queue.Count, _queue.CountOf(WorkClass.Event)));
        Assert.Equal(["b"], TakeAll(At(1)));
    }

    [Fact]
    public void Who_comes_back_keeps_the_place_of_its_age()
    {
        _queue.Add("young", WorkClass.Event, At(5));
        _queue.Add("old", WorkClass.Event, At(1));
        _queue.Add("same", WorkClass.Event, At(5));
        Assert.Equal(["old", "young", "same"], TakeAll(At(6)));
    }

    [Fact]
    public void Nobody_waits_for_ever_however_many_come()
    {
        // For one taken two come: the line grows, and still each is called in the order its patience ends.
        for (var seed = 1; seed <= 20; seed++)
        {
            var random = new Random(seed);
            var queue = new FairQueue<int>(Weights, TimeSpan.FromSeconds(10));
            queue.Add(-1, WorkClass.Resync, At(0));
            var calledAt = -1;
            for (var second = 0; second < 1000 && calledAt < 0; second++)
            {
                for (var number = 0; number < 2; number++) queue.Add(second, (WorkClass)random.Next(3), At(second));
                Assert.True(queue.TryTake(At(second), out var taken));
                if (taken.Item == -1) calledAt = second;
            }

            Assert.True(calledAt is >= 0 and <= 12, $"seed {seed}: called after {calledAt} s");
        }
    }

    [Fact]
    public void Weights_are_one_or_more() =>
        Assert.Throws<ArgumentException>(() => new FairQueue<string>(new Dictionary<WorkClass, int> { [WorkClass.Resync] = 0 }, TimeSpan.Zero));

    private static Instant At(int seconds) => new(TimeSpan.FromSeconds(seconds).Ticks);

    private List<string> TakeAll(Instant now)
    {
        var all = new List<string>();
        while (_queue.TryTake(now, out var taken)) all.Add(taken.Item);
        return all;
    }
}
