namespace Actors.Ledger;

/// <summary>Rows that are to be written, the newest of each object, those first that were told first.</summary>
internal sealed class LedgerQueue
{
    private readonly Dictionary<LedgerKey, LedgerRow> _newest = [];
    private readonly Queue<LedgerKey> _order = new();
    /// <summary>How many rows there are.</summary>
    public int Waiting => _newest.Count;

    /// <summary>How many were replaced before they were taken.</summary>
    public long Coalesced { get; private set; }

    /// <summary>How many places in line were taken in all: with <see cref="Places"/> tells whether what was there at some time has been taken.</summary>
    public long Taken => Places - _order.Count;

    /// <summary>How many places in line there were in all.</summary>
    public long Places { get; private set; }

    /// <summary>Whether a row of that key waits.</summary>
    public bool Has(LedgerKey key) => _newest.ContainsKey(key);

    /// <summary>Takes a row in; one that waits for the same object is not needed any more, and the new one has its place.</summary>
    public void Put(LedgerRow row)
    {
        if (_newest.TryGetValue(row.Key, out var waiting))
        {
            Coalesced++;
            if (waiting.Epoch <= row.Epoch) _newest[row.Key] = row;
            return;
        }

        _newest.Add(row.Key, row);
        _order.Enqueue(row.Key);
        Places++;
    }

    /// <summary>Takes the first ones out.</summary>
    public LedgerRow[] Take(int max)
    {
        var taken = new LedgerRow[Math.Min(max, _order.Count)];
        for (var at = 0; at < taken.Length; at++)
        {
            _newest.Remove(_order.Dequeue(), out var row);
            taken[at] = row!;
        }

        return taken;
    }

    /// <summary>Takes rows back that could not be written, unless there are newer ones.</summary>
    public void PutBack(IReadOnlyList<LedgerRow> rows)
    {
        foreach (var row in rows)
        {
            if (_newest.TryGetValue(row.Key, out var newer) && newer.Epoch >= row.Epoch) Coalesced++;
            else Put(row);
        }
    }

    /// <summary>All of them, in no particular order.</summary>
    public IReadOnlyCollection<LedgerRow> All => _newest.Values;
}
