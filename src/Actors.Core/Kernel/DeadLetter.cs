namespace Actors.Kernel;

/// <summary>A message that reached nobody.</summary>
/// <param name="Message">What was said.</param>
/// <param name="Sender">Who said it, if known.</param>
/// <param name="Recipient">Whom it was meant for.</param>
public sealed record DeadLetter(object Message, ActorRef? Sender, ActorRef Recipient);

/// <summary>The reference that stands for nobody: what is told to it is a dead letter.</summary>
internal sealed class DeadLettersRef(ActorHost host) : ActorRef
{
    public override ActorPath Path { get; } = ActorPath.Join(ActorPath.Root, "$dead-letters");

    public override void Tell(object message, ActorRef? sender = null)
    {
        ArgumentNullException.ThrowIfNull(message);
        host.OnDeadLetter(new DeadLetter(message, sender, this));
    }
}
