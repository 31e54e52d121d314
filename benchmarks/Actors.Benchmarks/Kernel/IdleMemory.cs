using Actors.Engine;
using Actors.Kernel;

namespace Actors.Benchmarks.Kernel;

/// <summary>What an idle actor costs, with a million of them alive in one process, beside the same number of channels with a reading task each.</summary>
internal static class IdleMemory
{
    private const int Count = 1_000_000;

    public static int Run()
    {
        var before = Settled();
        var channels = new ChannelActor[Count];
        for (var i = 0; i < Count; i++) channels[i] = new ChannelActor(static _ => { });
        var channelBytes = (Settled() - before) / Count;
        foreach (var channel in channels) channel.Stop();
        Task.WaitAll(channels.Select(channel => channel.Completion));
        channels = [];

        before = Settled();
        var system = new ActorSystem();
        var actors = Crowd.Spawn(system, Count, Props.Create(static () => new Idle()));
        var actorBytes = (Settled() - before) / Count;
        GC.KeepAlive(actors);

        Console.WriteLine($"live actors                       {Count:N0}");
        Console.WriteLine($"bytes per idle actor              {actorBytes:N0}   (behaviour, name and the array that holds the reference included)");
        Console.WriteLine($"bytes per channel with its task   {channelBytes:N0}   (the array that holds the reference included)");
        GC.KeepAlive(channels);
        return 0;
    }

    private static long Settled() => GC.GetTotalMemory(forceFullCollection: true);

    private sealed class Idle : Actor
    {
        protected override void Receive(object message, ActorContext context) { }
    }
}
