using Actors.Kernel;

namespace Actors.Simulation;

/// <summary>Hands out envelopes again as soon as they are given back, so that a kernel which uses one after giving it back delivers the wrong message.</summary>
internal sealed class EnvelopePool
{
    private readonly Stack<Envelope> _free = new();

    public Envelope Rent(object message, ActorRef? sender)
    {
        if (!_free.TryPop(out var envelope)) envelope = new Envelope();
        (envelope.Message, envelope.Sender, envelope.Next) = (message, sender, null);
        return envelope;
    }

    public void Return(Envelope envelope)
    {
        if (envelope.Message is null) throw new InvariantViolationException("An envelope was given back twice");
        (envelope.Message, envelope.Sender, envelope.Next) = (null!, null, null);
        _free.Push(envelope);
    }
}
