using Actors.Kernel;

namespace Actors.Engine.Tests;

internal delegate void Behaviour(object message, ActorContext context);

/// <summary>An actor whose behaviour is written where it is used.</summary>
internal sealed class Acting(Behaviour receive) : Actor
{
    public static Props As(Behaviour receive) => Props.Create(() => new Acting(receive));

    /// <summary>Gives every message back.</summary>
    public static Props Echo { get; } = As((message, context) => context.Reply(message));

    protected override void Receive(object message, ActorContext context) => receive(message, context);
}
