namespace Actors.Kernel;

/// <summary>
/// A message on its way: the node that mailboxes link. Hosts pool them, which is what makes a tell free of allocation; whoever takes one
/// out of a mailbox owns it until it gives it back with <see cref="ActorHost.Return"/>.
/// </summary>
internal sealed class Envelope
{
    public object Message = null!;
    public ActorRef? Sender;
    public Envelope? Next;
}
