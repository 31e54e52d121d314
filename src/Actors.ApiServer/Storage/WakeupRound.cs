namespace Actors.ApiServer.Storage;

/// <summary>
/// Wakes readers one after the other on a thread of the pool. However many changes come while a round goes on, one more round follows: the busier the server, the
/// more changes a reader finds when it wakes, and the fewer writes and wake-ups each of them costs.
/// </summary>
internal sealed class WakeupRound : IThreadPoolWorkItem
{
    private const int Idle = 0;
    private const int Running = 1;
    private const int RunningAndDue = 2;

    private readonly Lock _sync = new();
    private Wakeup[] _readers = [];
    private int _state;

    public int Count => Volatile.Read(ref _readers).Length;

    public void Add(Wakeup reader)
    {
        // Seen by all before what the reader reads next: either it sees a change, or the change sees it.
        lock (_sync) Interlocked.Exchange(ref _readers, [.. _readers, reader]);
    }

    public bool Remove(Wakeup reader)
    {
        lock (_sync)
        {
            var left = _readers.Where(one => one != reader).ToArray();
            if (left.Length == _readers.Length) return false;
            Volatile.Write(ref _readers, left);
            return true;
        }
    }

    /// <summary>Has all readers woken that wait now.</summary>
    public void Begin()
    {
        if (Count == 0) return;
        if (Interlocked.CompareExchange(ref _state, Running, Idle) == Idle) ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        else if (Interlocked.CompareExchange(ref _state, RunningAndDue, Running) == Idle) Begin();
    }

    void IThreadPoolWorkItem.Execute()
    {
        Interlocked.Exchange(ref _state, Running);
        foreach (var reader in Volatile.Read(ref _readers)) reader.Wake();
        if (Interlocked.CompareExchange(ref _state, Idle, Running) != Running) ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }
}
