namespace Actors.Simulation.Tests;

public sealed class TraceTests
{
    [Fact]
    public void The_ring_keeps_the_last_events_in_order()
    {
        var ring = new TraceRing(4);
        Assert.Empty(ring.Last(10));
        for (var time = 1; time <= 6; time++) ring.Add(new TraceEvent(time, TraceKind.Told, null, null, null, null));
        Assert.Equal([3L, 4, 5, 6], ring.Last(10).Select(happened => happened.Time));
        Assert.Equal([5L, 6], ring.Last(2).Select(happened => happened.Time));
    }

    [Fact]
    public void The_same_seed_writes_the_same_trace_byte_for_byte_and_another_seed_another()
    {
        var (text, hash) = PingPong(1);
        Assert.Equal((text, hash), PingPong(1));
        Assert.NotEqual(text, PingPong(2).Text);
        Assert.NotEqual(hash, PingPong(2).Hash);
        Assert.Contains("m1:/player#1.2", text, StringComparison.Ordinal);
    }

    private static (string Text, ulong Hash) PingPong(ulong seed)
    {
        using var text = new StringWriter();
        var world = new World(seed);
        world.Trace.Output = text;
        world.AddMachine("m1");
        world.AddMachine("m2", context => context.Spawn(Scripted.With((message, c) => c.Reply((int)message + 1)), "player"));
        world.Machine("m1").Spawn(
            Scripted.With(
                (message, c) => c.Reply((int)message + c.Random.Next(3)),
                (_, c) => c.Tell(world.RefTo("m2", "/player"), 0)),
            "player");
        world.RunFor(TimeSpan.FromMilliseconds(50));
        return (text.ToString(), world.Trace.Hash);
    }
}
