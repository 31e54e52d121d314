namespace Actors.Kernel;

/// <summary>
/// A table with open addressing that holds nothing of what it holds but one byte of its hash: 9 bytes a place for references, and six to eight of nine places are taken. It is made for
/// tables of a million. What is not looked for is hardly ever touched; only where the table grows, or something is taken out, are others' hashes asked for.
/// </summary>
/// <typeparam name="T">What it holds.</typeparam>
/// <param name="hashOf">The hash of an item.</param>
/// <param name="leapsTo">Up to so many places it grows by four times and not by half, which asks for a fifth of the hashes; 0 for never.</param>
internal sealed class CompactTable<T>(Func<T, ulong> hashOf, int leapsTo = 0)
{
    private const int SmallestSize = 4;

    // 0 where there is none.
    private byte[] _tags = new byte[SmallestSize];
    private T[] _items = new T[SmallestSize];
    private int _changes;

    /// <summary>Whether an item is the one that is looked for.</summary>
    public interface IProbe
    {
        bool Is(T item);
    }

    public int Count { get; private set; }

    /// <summary>The item at a place that <see cref="Find"/> has found. To set it changes nothing about where it is.</summary>
    public ref T this[int place] => ref _items[place];

    /// <summary>Where an item is; -1 if it is not there.</summary>
    public int Find<TProbe>(ulong hash, TProbe probe)
        where TProbe : struct, IProbe
    {
        var (at, tag) = HomeOf(hash);
        for (; _tags[at] != 0; at = Behind(at))
        {
            if (_tags[at] == tag && probe.Is(_items[at])) return at;
        }

        return -1;
    }

    /// <summary>Adds an item that is not there.</summary>
    public void Add(T item) => Add(item, hashOf(item));

    /// <summary>Adds an item that is not there and whose hash is known.</summary>
    public void Add(T item, ulong hash)
    {
        if (Count + 1 > _tags.Length - (_tags.Length + 7) / 8) Grow();
        Put(item, hash);
        Count++;
        _changes++;
    }

    /// <summary>Takes the item at a place out.</summary>
    public void RemoveAt(int hole)
    {
        // Those behind it move up to where they are found, so that there are no gaps between where one belongs and where it is.
        for (var at = Behind(hole); _tags[at] != 0; at = Behind(at))
        {
            var home = HomeOf(hashOf(_items[at])).Home;
            if (Distance(home, at) < Distance(hole, at)) continue;
            (_tags[hole], _items[hole]) = (_tags[at], _items[at]);
            hole = at;
        }

        (_tags[hole], _items[hole]) = (0, default!);
        Count--;
        _changes++;
    }

    public void Clear()
    {
        (_tags, _items, Count) = (new byte[SmallestSize], new T[SmallestSize], 0);
        _changes++;
    }

    /// <exception cref="InvalidOperationException">Something was added or has gone meanwhile.</exception>
    public IEnumerator<T> GetEnumerator()
    {
        var changes = _changes;
        for (var at = 0; at < _tags.Length; at++)
        {
            if (changes != _changes) throw new InvalidOperationException("The table has changed while it was gone through");
            if (_tags[at] != 0) yield return _items[at];
        }
    }

    private int Behind(int at) => at + 1 == _tags.Length ? 0 : at + 1;

    private int Distance(int from, int to) => to >= from ? to - from : to - from + _tags.Length;

    /// <summary>Where an item belongs, and its tag, by different bits of its hash. Hashes of names that end differently are close together before they are mixed.</summary>
    private (int Home, byte Tag) HomeOf(ulong hash)
    {
        var mixed = hash * 0x9E3779B97F4A7C15;
        mixed ^= mixed >> 32;
        mixed *= 0xBF58476D1CE4E5B9;
        return ((int)(((mixed >> 32) * (ulong)_tags.Length) >> 32), (byte)((mixed >> 16) | 1));
    }

    private void Put(T item, ulong hash)
    {
        var (at, tag) = HomeOf(hash);
        while (_tags[at] != 0) at = Behind(at);
        (_tags[at], _items[at]) = (tag, item);
    }

    /// <summary>Where it is large, by half: by twice as much, a third of the places more would be empty.</summary>
    private void Grow()
    {
        var (tags, items) = (_tags, _items);
        var size = tags.Length * 4 <= leapsTo ? tags.Length * 4 : tags.Length + (tags.Length / 2);
        (_tags, _items) = (new byte[size], new T[size]);
        for (var at = 0; at < tags.Length; at++)
        {
            if (tags[at] != 0) Put(items[at], hashOf(items[at]));
        }
    }
}
