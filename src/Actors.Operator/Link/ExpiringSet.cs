namespace Actors.Operators.Link;

/// <summary>Knows so many keys at most, each for a while; of more, the oldest goes.</summary>
internal sealed class ExpiringSet(int capacity, TimeSpan lifetime, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, long> _addedAt = new(StringComparer.Ordinal);
    private readonly Queue<(string Key, long At)> _byAge = [];

    public bool Contains(string key)
    {
        lock (_gate) return _addedAt.TryGetValue(key, out var at) && time.GetElapsedTime(at) < lifetime;
    }

    /// <param name="key">What to know.</param>
    /// <param name="at">The timestamp from which its time counts.</param>
    public void Add(string key, long at)
    {
        lock (_gate)
        {
            _addedAt[key] = at;
            _byAge.Enqueue((key, at));
            while (_byAge.Count > capacity || time.GetElapsedTime(_byAge.Peek().At) >= lifetime)
            {
                var (oldest, addedAt) = _byAge.Dequeue();
                if (_addedAt.GetValueOrDefault(oldest) == addedAt) _addedAt.Remove(oldest);
                if (_byAge.Count == 0) break;
            }
        }
    }
}
