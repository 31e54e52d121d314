using System.Collections.Concurrent;
using Actors.Kernel;

namespace Actors.Engine.Tests;

/// <summary>Records the actors that stop, in order.</summary>
internal sealed class Obituaries
{
    private readonly ConcurrentQueue<string> _paths = new();
    private TaskCompletionSource _next = Waiting.Signal();

    public IReadOnlyList<string> Paths => [.. _paths];

    /// <summary>Ends when the next actor has stopped, whichever it is.</summary>
    public Task Next => (_next = Waiting.Signal()).Task.Soon();

    /// <summary>Actors that are recorded, carry out the effect they are told, and answer anything else with their path.</summary>
    public Props Mourned(bool withChild = false) => Props.Create(() => new Mortal(this, withChild));

    private void Add(ActorPath path)
    {
        _paths.Enqueue(path.ToString());
        _next.TrySetResult();
    }

    private sealed class Mortal(Obituaries obituaries, bool withChild) : Actor
    {
        protected override void PreStart(ActorContext context)
        {
            if (withChild) context.Spawn(obituaries.Mourned(), "child");
        }

        protected override void Receive(object message, ActorContext context)
        {
            if (message is Work work) context.Perform(work);
            else context.Reply(context.Self.Path.ToString());
        }

        protected override void PostStop(ActorContext context) => obituaries.Add(context.Self.Path);
    }
}

/// <summary>An effect that ends when the test says so.</summary>
internal sealed record Work : Effect
{
    public TaskCompletionSource<object> Ended { get; } = Waiting.Signal<object>();
}
