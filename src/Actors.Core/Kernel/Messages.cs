namespace Actors.Kernel;

/// <summary>Tells a watcher that an actor has stopped: its children and effects have ended and its name is free. See <see cref="ActorContext.Watch"/>.</summary>
/// <param name="Actor">The one that stopped.</param>
public sealed record Terminated(ActorRef Actor);

/// <summary>Stops the actor it is told to when its turn comes, after the messages before it.</summary>
public sealed class PoisonPill
{
    private PoisonPill() { }

    /// <summary>The one and only.</summary>
    public static PoisonPill Instance { get; } = new();

    /// <summary>The type's name.</summary>
    public override string ToString() => nameof(PoisonPill);
}

/// <summary>Arrives when an actor has got no message for the time it set with <see cref="ActorContext.SetReceiveTimeout"/>.</summary>
public sealed class ReceiveTimeout
{
    private ReceiveTimeout() { }

    /// <summary>The one and only.</summary>
    public static ReceiveTimeout Instance { get; } = new();

    /// <summary>The type's name.</summary>
    public override string ToString() => nameof(ReceiveTimeout);
}

/// <summary>A message that does not count as activity for <see cref="ActorContext.SetReceiveTimeout"/>, such as a periodic report.</summary>
public interface INotInfluenceReceiveTimeout;

/// <summary>
/// An idle child's request to be stopped; the parent stops it with <paramref name="StopMessage"/> and keeps what comes for it meanwhile.
/// See <see cref="ActorContext.Passivate"/> and <see cref="EntityChildren"/>.
/// </summary>
/// <param name="StopMessage">What the parent is to tell the child so that it stops; usually <see cref="PoisonPill"/>.</param>
public sealed record Passivate(object StopMessage);

/// <summary>
/// A child's answer to the stop message it had asked for with <see cref="Passivate"/>: it has got something to do in between and goes on. The parent passes on what
/// it has kept for it. A child that answers so must not stop itself. See <see cref="EntityChildren"/>.
/// </summary>
public sealed class PassivationRefused
{
    private PassivationRefused() { }

    /// <summary>The one and only.</summary>
    public static PassivationRefused Instance { get; } = new();

    /// <summary>The type's name.</summary>
    public override string ToString() => nameof(PassivationRefused);
}

/// <summary>The answer to <see cref="ActorContext.Ask"/>.</summary>
/// <param name="Correlation">What the asker gave to know it by.</param>
/// <param name="Message">The answer.</param>
public sealed record AskReply(object? Correlation, object Message);

/// <summary>No answer to <see cref="ActorContext.Ask"/> came in time; one that comes later is a dead letter.</summary>
/// <param name="Correlation">What the asker gave to know it by.</param>
/// <param name="Target">Who was asked.</param>
/// <param name="Timeout">How long was waited.</param>
public sealed record AskTimeout(object? Correlation, ActorRef Target, TimeSpan Timeout);
