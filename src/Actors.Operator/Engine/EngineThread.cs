using Actors.Kernel;
using Actors.Kubernetes.Configuration;

namespace Actors.Engine;

/// <summary>What the engine keeps for a thread, in one object: to find a thread's own takes some nanoseconds each time.</summary>
internal sealed class EngineThread
{
    [ThreadStatic]
    private static EngineThread? _current;

    /// <summary>That of the calling thread.</summary>
    public static EngineThread Current => _current ??= new EngineThread();

    /// <summary>The lane whose pump gives a turn on this thread; null if none does.</summary>
    public Dispatcher.Lane? Lane { get; set; }

    /// <summary>The connection the thread reads when it is done here; null for a thread of the pool.</summary>
    public ThreadedConnection? Connection { get; } = ThreadedConnection.OfThread;

    /// <summary>Where a message travels that came alone, while it is handled.</summary>
    public Envelope Single { get; set; } = new();

    // Envelopes for reuse, see EnvelopePool.
    public Envelope? TopEnvelope;
    public int Envelopes;
}
