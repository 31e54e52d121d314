using System.Diagnostics;

namespace Actors.Benchmarks.Kernel;

/// <summary>
/// The baseline: keyed timers on a <see cref="PriorityQueue{TElement,TPriority}"/> under a lock. A cancelled timer is only marked, because taking it out of
/// the middle would look at every entry; when half of the queue is marked it is built anew.
/// </summary>
internal sealed class PriorityQueueTimers
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(object Owner, object Key), Entry> _byKey = [];
    private PriorityQueue<Entry, long> _queue = new();

    public void Set(object owner, object key, object message, TimeSpan delay)
    {
        var entry = new Entry(message, Stopwatch.GetTimestamp() + (long)(delay.TotalSeconds * Stopwatch.Frequency));
        lock (_gate)
        {
            if (_byKey.TryGetValue((owner, key), out var former)) former.IsCancelled = true;
            _byKey[(owner, key)] = entry;
            _queue.Enqueue(entry, entry.Due);
        }
    }

    public bool Cancel(object owner, object key)
    {
        lock (_gate)
        {
            if (!_byKey.Remove((owner, key), out var entry)) return false;
            entry.IsCancelled = true;
            if (_queue.Count > 2 * _byKey.Count) Rebuild();
            return true;
        }
    }

    private void Rebuild() =>
        _queue = new PriorityQueue<Entry, long>(_queue.UnorderedItems.Where(item => !item.Element.IsCancelled));

    private sealed class Entry(object message, long due)
    {
        public object Message => message;

        public long Due => due;

        public bool IsCancelled { get; set; }
    }
}
