using Actors.Engine;
using Actors.Kernel;
using BenchmarkDotNet.Attributes;

namespace Actors.Benchmarks.Kernel;

/// <summary>1,000,000 messages from one thread, spread evenly over 100,000 actors in an order that caches cannot guess.</summary>
[MemoryDiagnoser]
public class SpreadBenchmark
{
    private const int ActorCount = 100_000;
    private const int MessageCount = 1_000_000;

    private static readonly object Message = new();
    private readonly Countdown _countdown = new();
    private readonly int[] _order = new int[MessageCount];
    private ChannelActor[] _channels = [];
    private ActorRef[] _actors = [];
    private ActorSystem? _system;

    [GlobalSetup]
    public void Order()
    {
        var random = new Random(1);
        for (var i = 0; i < MessageCount; i++) _order[i] = i % ActorCount;
        random.Shuffle(_order);
    }

    [GlobalSetup(Target = nameof(Channels))]
    public void MakeChannels()
    {
        Order();
        _channels = [.. Enumerable.Range(0, ActorCount).Select(_ => new ChannelActor(_ => _countdown.Signal()))];
    }

    [GlobalSetup(Target = nameof(ActorsTold))]
    public void MakeActors()
    {
        Order();
        _system = new ActorSystem();
        _actors = Crowd.Spawn(_system, ActorCount, Props.Create(_countdown, static countdown => new CountingActor(countdown)));
    }

    [GlobalCleanup]
    public void Stop()
    {
        foreach (var channel in _channels) channel.Stop();
        _system?.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = MessageCount)]
    public void Channels()
    {
        _countdown.Start(MessageCount);
        foreach (var index in _order) _channels[index].Tell(Message);
        _countdown.Wait();
    }

    [Benchmark(OperationsPerInvoke = MessageCount)]
    public void ActorsTold()
    {
        _countdown.Start(MessageCount);
        foreach (var index in _order) _actors[index].Tell(Message);
        _countdown.Wait();
    }
}
