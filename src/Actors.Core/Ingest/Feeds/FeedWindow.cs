namespace Actors.Ingest;

/// <summary>What has happened since some version, as far as it is still held: bounded, and the oldest goes first. Whoever reads it keeps a place.</summary>
internal sealed class FeedWindow(FeedOptions options)
{
    private FeedEvent[] _ring = new FeedEvent[16];
    private long _bytes;

    /// <summary>The version up to which everything has been told.</summary>
    public ulong Version { get; private set; }

    /// <summary>The oldest version at which a reader can go on.</summary>
    public ulong Oldest { get; private set; }

    /// <summary>The place of the first change that is still held.</summary>
    public long Start { get; private set; }

    /// <summary>The place of the next change.</summary>
    public long End { get; private set; }

    /// <summary>Whether changes had to go: as long as it is, nothing older would find room in it either.</summary>
    public bool IsTrimmed { get; private set; }

    public FeedEvent this[long place] => _ring[place & (_ring.Length - 1)];

    /// <summary>Begins anew, with what comes after a version.</summary>
    public void Begin(ulong version)
    {
        Array.Clear(_ring);
        (Start, _bytes, Version, Oldest, IsTrimmed) = (End, 0, version, version, false);
    }

    public void Append(FeedEvent happened)
    {
        if (End - Start == _ring.Length) Grow();
        Version = happened.Version;
        _ring[End++ & (_ring.Length - 1)] = happened;
        _bytes += happened.Object.Json.Length;
        while (End - Start > 1 && (End - Start > options.MaxEvents || _bytes > options.MaxBytes)) DropOldest();
    }

    /// <summary>Nothing has happened up to this version but what is held.</summary>
    public void Pass(ulong version) => Version = Math.Max(Version, version);

    /// <summary>The place of the first change after a version, which is not older than <see cref="Oldest"/>.</summary>
    public long PlaceAfter(ulong version)
    {
        var (low, high) = (Start, End);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (this[middle].Version <= version) low = middle + 1;
            else high = middle;
        }

        // A server that shows what is gone in a version that was there before: who has that version may not have seen it go.
        while (low > Start && this[low - 1] is { Is: null } gone && gone.Version == version) low--;
        return low;
    }

    private void DropOldest()
    {
        var dropped = this[Start];
        _ring[Start++ & (_ring.Length - 1)] = null!;
        _bytes -= dropped.Object.Json.Length;
        (Oldest, IsTrimmed) = (dropped.Version, true);
    }

    private void Grow()
    {
        var ring = new FeedEvent[_ring.Length * 2];
        for (var place = Start; place < End; place++) ring[place & (ring.Length - 1)] = this[place];
        _ring = ring;
    }
}
