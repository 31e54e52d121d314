using System.Collections.Concurrent;

namespace Actors.Kernel.Tests;

/// <summary>A reference that keeps what it is told.</summary>
internal sealed class Probe : ActorRef
{
    private readonly ConcurrentQueue<(object Message, ActorRef? Sender)> _told = new();

    public override ActorPath Path => ActorPath.Parse("/probe");

    public override void Tell(object message, ActorRef? sender = null) => _told.Enqueue((message, sender));

    /// <summary>What has come since the last call.</summary>
    public IReadOnlyList<object> Take() => [.. TakeWithSenders().Select(one => one.Message)];

    public IReadOnlyList<(object Message, ActorRef? Sender)> TakeWithSenders()
    {
        var told = new List<(object, ActorRef?)>();
        while (_told.TryDequeue(out var one)) told.Add(one);
        return told;
    }
}
