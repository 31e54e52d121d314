using System.Collections.Concurrent;
using System.Diagnostics;
using Actors.Objects;

namespace Actors.Load.Subjects;

/// <summary>A queue as client-go's: each name is in it once, none is handed out twice at once, and what fails comes back later each time.</summary>
internal sealed class RateLimitedQueue(Recorder recorder) : IDisposable
{
    private static readonly TimeSpan Min = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Max = TimeSpan.FromSeconds(1000);

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _ready = new(0);
    private readonly Queue<(ObjectKey Key, long Since)> _queue = new();
    private readonly HashSet<ObjectKey> _dirty = [];
    private readonly HashSet<ObjectKey> _processing = [];
    private readonly ConcurrentDictionary<ObjectKey, int> _failures = new();
    private long _added;

    /// <summary>How many were put in line.</summary>
    public long Added => Interlocked.Read(ref _added);

    public void Add(ObjectKey key)
    {
        lock (_gate)
        {
            if (!_dirty.Add(key) || _processing.Contains(key)) return;
            _queue.Enqueue((key, Stopwatch.GetTimestamp()));
            _added++;
        }

        _ready.Release();
    }

    public void AddRateLimited(ObjectKey key)
    {
        var failures = _failures.AddOrUpdate(key, 1, static (_, before) => before + 1);
        var wait = Min * Math.Pow(2, Math.Min(failures - 1, 30));
        _ = Task.Delay(wait < Max ? wait : Max).ContinueWith(_ => Add(key), TaskScheduler.Default);
    }

    public void Forget(ObjectKey key) => _failures.TryRemove(key, out _);

    public async ValueTask<ObjectKey> GetAsync(CancellationToken cancellation)
    {
        await _ready.WaitAsync(cancellation);
        lock (_gate)
        {
            var (key, since) = _queue.Dequeue();
            _processing.Add(key);
            _dirty.Remove(key);
            recorder.Wait(Stopwatch.GetElapsedTime(since));
            return key;
        }
    }

    public void Dispose() => _ready.Dispose();

    public void Done(ObjectKey key)
    {
        lock (_gate)
        {
            _processing.Remove(key);
            if (!_dirty.Contains(key)) return;
            _queue.Enqueue((key, Stopwatch.GetTimestamp()));
            _added++;
        }

        _ready.Release();
    }
}
