namespace Actors.Kernel;

/// <summary>
/// How an actor is reached, wherever it is. Two references are equal when they lead to the same incarnation of the same actor: the
/// reference stays good over restarts, and one to a stopped actor never leads to a later actor of that name.
/// </summary>
public abstract class ActorRef
{
    private protected ActorRef() { }

    /// <summary>Where the actor is.</summary>
    public abstract ActorPath Path { get; }

    /// <summary>
    /// Puts a message into the actor's mailbox and returns at once. Messages from one sender arrive in the order they were told; a
    /// message to a stopped actor goes to dead letters. Safe to call from any thread.
    /// </summary>
    /// <param name="message">What to say; must not be changed afterwards.</param>
    /// <param name="sender">Whom the receiver answers; without one, answers go to dead letters.</param>
    public abstract void Tell(object message, ActorRef? sender = null);

    /// <summary>The actor's path.</summary>
    public override string ToString() => Path.ToString();
}
