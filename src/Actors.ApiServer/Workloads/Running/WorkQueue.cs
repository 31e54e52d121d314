namespace Actors.ApiServer.Workloads;

/// <summary>What is to be looked at, each thing once, in the order it came; and what at a later time.</summary>
/// <typeparam name="T">What a thing is known by.</typeparam>
internal sealed class WorkQueue<T>
    where T : notnull
{
    private readonly Queue<T> _ready = new();
    private readonly HashSet<T> _queued = [];
    private readonly PriorityQueue<T, DateTimeOffset> _later = new();
    private readonly Dictionary<T, DateTimeOffset> _due = [];

    /// <summary>When the first of those that wait is due; null if none waits.</summary>
    public DateTimeOffset? NextDue
    {
        get
        {
            DropStale();
            return _later.TryPeek(out _, out var due) ? due : null;
        }
    }

    public void Add(T one)
    {
        if (_queued.Add(one)) _ready.Enqueue(one);
    }

    /// <summary>Adds something at a time, in place of the time it waited for.</summary>
    public void AddAt(T one, DateTimeOffset due)
    {
        _due[one] = due;
        _later.Enqueue(one, due);
    }

    /// <summary>Something need not be looked at any more at a later time.</summary>
    public void Forget(T one) => _due.Remove(one);

    public bool TryTake(DateTimeOffset now, out T one)
    {
        while (NextDue <= now)
        {
            var due = _later.Dequeue();
            _due.Remove(due);
            Add(due);
        }

        if (!_ready.TryDequeue(out one!)) return false;
        _queued.Remove(one);
        return true;
    }

    /// <summary>Entries stay in the heap when their time changes; only the last one counts.</summary>
    private void DropStale()
    {
        while (_later.TryPeek(out var one, out var due) && (!_due.TryGetValue(one, out var wanted) || wanted != due)) _later.Dequeue();
    }
}
