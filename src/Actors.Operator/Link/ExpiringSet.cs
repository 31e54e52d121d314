namespace Actors.Operators.Link;

/// <summary>Knows so many keys at most, each for a while; of more, the oldest goes.</summary>
internal sealed class ExpiringSet(int capacity, TimeSpan lifetime, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, long> _addedAt = new(StringComparer.Ordinal);
    private readonly Queue<string> _byAge = [];

    public bool Contains(string key)
    {
        lock (_gate) return _addedAt.TryGetValue(key, out var at) && !IsOver(at);
    }

    /// <param name="key">What to know.</param>
    /// <param name="at">The timestamp from which its time counts.</param>
    public void Add(string key, long at)
    {
        lock (_gate)
        {
            while (_byAge.TryPeek(out var oldest) && IsOver(_addedAt[oldest])) Forget();
            if (!_addedAt.TryAdd(key, at)) return;
            _byAge.Enqueue(key);
            if (_byAge.Count > capacity) Forget();
        }
    }

    private bool IsOver(long at) => time.GetElapsedTime(at) >= lifetime;

    private void Forget() => _addedAt.Remove(_byAge.Dequeue());
}
