namespace Actors.Benchmarks.Reconciling;

/// <summary>What everybody else has between watch and reconcile, as client-go's workqueue: keys once each, none handed out twice at once. The baseline.</summary>
internal sealed class WorkQueue<T>
    where T : notnull
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _ready = new(0);
    private readonly Queue<T> _queue = new();
    private readonly HashSet<T> _dirty = [];
    private readonly HashSet<T> _processing = [];

    public void Add(T item)
    {
        lock (_gate)
        {
            if (!_dirty.Add(item) || _processing.Contains(item)) return;
            _queue.Enqueue(item);
        }

        _ready.Release();
    }

    public async ValueTask<T> GetAsync(CancellationToken cancellation)
    {
        await _ready.WaitAsync(cancellation).ConfigureAwait(false);
        lock (_gate)
        {
            var item = _queue.Dequeue();
            _processing.Add(item);
            _dirty.Remove(item);
            return item;
        }
    }

    public void Done(T item)
    {
        lock (_gate)
        {
            _processing.Remove(item);
            if (!_dirty.Contains(item)) return;
            _queue.Enqueue(item);
        }

        _ready.Release();
    }
}
