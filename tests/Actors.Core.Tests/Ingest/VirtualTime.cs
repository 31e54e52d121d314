using Actors.Kernel;

namespace Actors.Ingest.Tests;

/// <summary>A time that passes when it is told to, and what is to happen in it.</summary>
internal sealed class VirtualTime
{
    private readonly PriorityQueue<Action, (long At, long Order)> _plan = new();
    private long _order;

    public Instant Now { get; private set; } = new(TimeSpan.FromHours(1).Ticks);

    /// <summary>When something happens next.</summary>
    public Instant? Next => _plan.TryPeek(out _, out var due) ? new Instant(due.At) : null;

    /// <summary>Plans something.</summary>
    public void After(TimeSpan delay, Action what) => _plan.Enqueue(what, ((Now + delay).Ticks, _order++));

    /// <summary>Lets what happens next happen.</summary>
    public void RunNext()
    {
        if (!_plan.TryDequeue(out var what, out var due)) return;
        Now = new Instant(due.At);
        what();
    }

    /// <summary>Lets time pass; nothing must be planned before.</summary>
    public void PassUntil(Instant instant) => Now = instant;
}
