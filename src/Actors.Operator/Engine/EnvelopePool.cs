using Actors.Kernel;

namespace Actors.Engine;

/// <summary>
/// Envelopes for reuse: a stack in each thread, and chains of them passed between threads where one sends and another receives. With it a tell
/// allocates nothing; without it, 40 bytes.
/// </summary>
internal static class EnvelopePool
{
    private const int ChainLength = 64;

    /// <summary>More than this many chains in common (20 MB of envelopes) are left to the garbage collector.</summary>
    private const int SharedChainsMax = 8192;

    private static readonly Stack<Envelope> SharedChains = new();

    public static Envelope Rent(EngineThread thread, object message, ActorRef? sender)
    {
        var envelope = thread.TopEnvelope ?? Refill(thread);
        thread.TopEnvelope = envelope.Next;
        thread.Envelopes--;
        envelope.Next = null;
        envelope.Message = message;
        envelope.Sender = sender;
        return envelope;
    }

    public static void Return(EngineThread thread, Envelope envelope)
    {
        envelope.Message = null!;
        envelope.Sender = null;
        envelope.Next = thread.TopEnvelope;
        thread.TopEnvelope = envelope;
        if (++thread.Envelopes >= 2 * ChainLength) Share(thread);
    }

    private static Envelope Refill(EngineThread thread)
    {
        lock (SharedChains)
        {
            if (SharedChains.TryPop(out var chain))
            {
                thread.Envelopes = ChainLength;
                return chain;
            }
        }

        thread.Envelopes = 1;
        return new Envelope();
    }

    /// <summary>Cuts the upper half of this thread's stack off and gives it to the others.</summary>
    private static void Share(EngineThread thread)
    {
        var chain = thread.TopEnvelope!;
        var last = chain;
        for (var i = 1; i < ChainLength; i++) last = last.Next!;
        thread.TopEnvelope = last.Next;
        thread.Envelopes -= ChainLength;
        last.Next = null;
        lock (SharedChains)
        {
            if (SharedChains.Count < SharedChainsMax) SharedChains.Push(chain);
        }
    }
}
