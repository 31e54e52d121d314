using Actors.Kernel;

namespace Actors.Simulation.Tests;

/// <summary>Notes what it gets, and when by its machine's clock.</summary>
internal sealed class Collector(List<(object Message, Instant At)> seen) : Actor
{
    public static Props Into(List<(object Message, Instant At)> seen) => Props.Create(seen, static list => new Collector(list));

    protected override void Receive(object message, ActorContext context) => seen.Add((message, context.Now));
}

/// <summary>Does what a test says with each message, and at its start.</summary>
internal sealed class Scripted(Scripted.Step onMessage, Scripted.Step? onStart = null) : Actor
{
    public delegate void Step(object message, ActorContext context);

    public static Props With(Step onMessage, Step? onStart = null) => Props.Create(() => new Scripted(onMessage, onStart));

    protected override void PreStart(ActorContext context) => onStart?.Invoke("start", context);

    protected override void Receive(object message, ActorContext context) => onMessage(message, context);
}
