using Actors.Simulation;

namespace Actors.Kernel.Tests;

public sealed class OwnedTimersTests
{
    private readonly ActorCell _owner;
    private OwnedTimers _timers;

    public OwnedTimersTests()
    {
        var machine = new World(1).AddMachine("m");
        _owner = (ActorCell)machine.Spawn(Props.Create(() => new Nobody()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(5000)]
    public void Timers_are_found_by_equal_keys_however_many_there_are(int count)
    {
        for (var i = 0; i < count; i++) Assert.Equal($"key-{i}", _timers.Add($"key-{i}", _owner).Key);
        for (var i = 0; i < count; i++) Assert.Equal($"key-{i}", _timers.Find("key-" + i)?.Key);
        Assert.Null(_timers.Find("key-" + count));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(100)]
    public void A_cancelled_timer_is_used_for_the_next_key(int others)
    {
        for (var i = 0; i < others; i++) _timers.Add(i, _owner);
        var cancelled = _timers.Add("a", _owner);
        Assert.Null(_timers.Cancel(cancelled));
        Assert.Null(_timers.Find("a"));
        Assert.Same(cancelled, _timers.Add("b", _owner));
        Assert.Same(cancelled, _timers.Find("b"));
    }

    [Theory]
    [InlineData(8)]
    [InlineData(100)]
    public void Only_a_few_cancelled_timers_are_kept(int count)
    {
        var all = Enumerable.Range(0, count).Select(i => Added(i)).ToList();
        var surplus = all.Select(Cancelled).Count(timer => timer is not null);
        Assert.Equal(count - 4, surplus);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(50)]
    public void All_can_be_taken_out_one_by_one_set_or_not(int count)
    {
        var all = Enumerable.Range(0, count).Select(i => Added(i)).ToHashSet();
        Cancelled(all.First());
        Cancelled(all.Last());
        while (_timers.RemoveAny() is { } timer) Assert.True(all.Remove(timer));
        Assert.Empty(all);
        Assert.NotNull(Added("again"));
    }

    [Fact]
    public void What_is_not_there_is_not_removed()
    {
        var timer = Added("a");
        Assert.True(_timers.Remove(timer));
        Assert.False(_timers.Remove(timer));
    }

    private TimerNode Added(object key) => _timers.Add(key, _owner);

    private TimerNode? Cancelled(TimerNode timer) => _timers.Cancel(timer);

    private sealed class Nobody : Actor
    {
        protected override void Receive(object message, ActorContext context) { }
    }
}
