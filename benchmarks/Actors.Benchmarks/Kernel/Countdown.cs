using Actors.Kernel;

namespace Actors.Benchmarks.Kernel;

/// <summary>
/// Ends a round when all messages have been handled. Each thread counts by itself, so that counting is not what is measured; the counters
/// belong to the process, so there is one countdown at a time.
/// </summary>
internal sealed class Countdown
{
    private readonly ManualResetEventSlim _done = new();
    private static readonly Slot[] Slots = new Slot[256];
    private long _expected;
    private static int _lastSlot;

    [ThreadStatic]
    private static Slot? _ofThisThread;

    public void Start(long expected)
    {
        foreach (var slot in Slots) slot?.Clear();
        _done.Reset();
        Volatile.Write(ref _expected, expected);
    }

    public void Signal()
    {
        var slot = _ofThisThread ??= NewSlot();
        // Only every 64th looks at the others' counts; the waiter looks at the end.
        if ((++slot.Count & 63) == 0 && Total() >= Volatile.Read(ref _expected)) _done.Set();
    }

    public void Wait()
    {
        while (!_done.Wait(1) && Total() < Volatile.Read(ref _expected)) { }
    }

    private static long Total()
    {
        long total = 0;
        foreach (var slot in Slots) total += slot is null ? 0 : Volatile.Read(ref slot.Count);
        return total;
    }

    private static Slot NewSlot() => Slots[Interlocked.Increment(ref _lastSlot)] = new Slot();

    private sealed class Slot
    {
        public long Count;

        public void Clear() => Count = 0;
    }
}

/// <summary>An actor that only counts.</summary>
internal sealed class CountingActor(Countdown countdown) : Actor
{
    protected override void Receive(object message, ActorContext context) => countdown.Signal();
}
