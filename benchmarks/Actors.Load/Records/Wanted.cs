namespace Actors.Load.Records;

/// <summary>
/// Of which objects nobody has reconciled yet what is wanted last. Reads each record once, and again only while its end is not known: reading all of them at each look would take from those
/// that are measured, which share the processors.
/// </summary>
/// <param name="stamps">The stamp of each object at the end.</param>
internal sealed class Wanted(IReadOnlyDictionary<int, long> stamps)
{
    private readonly HashSet<int> _left = [.. stamps.Keys];
    private readonly Dictionary<RecordReader, Place> _places = [];

    /// <summary>How many objects there are.</summary>
    public int Count => stamps.Count;

    /// <summary>How many are left, by what these have noted by now.</summary>
    public int Left(IEnumerable<RecordReader> readers)
    {
        foreach (var reader in readers)
        {
            if (!_places.TryGetValue(reader, out var place)) _places.Add(reader, place = new Place());
            place.Open.RemoveAll(open => reader.TryRead(open, out var record) && HasEnded(record));
            for (; reader.TryRead(place.Next, out var record); place.Next++)
            {
                if (!HasEnded(record)) place.Open.Add(place.Next);
            }
        }

        return _left.Count;
    }

    private bool HasEnded(ReconcileRecord record)
    {
        if (record.End == 0) return false;
        if (record.Failed == 0 && stamps.TryGetValue(record.Number, out var stamp) && stamp == record.Stamp) _left.Remove(record.Number);
        return true;
    }

    /// <summary>How far the records of one process are read, and which of them had no end.</summary>
    private sealed class Place
    {
        public int Next { get; set; }

        public List<int> Open { get; } = [];
    }
}
