namespace Actors.Load.Records;

/// <summary>What became of all changes, by what the processes have noted.</summary>
internal sealed class History
{
    private readonly ILookup<int, ReconcileRecord> _records;
    private readonly IReadOnlyList<SentChange> _sent;

    public History(IReadOnlyList<SentChange> sent, IEnumerable<ReconcileRecord> records)
    {
        _sent = sent;
        _records = records.ToLookup(static one => one.Number);
    }

    /// <summary>
    /// How long each change was on its way. One that was followed by another before anybody looked counts until the reconcile that has seen the other: that saw it, too.
    /// </summary>
    public IReadOnlyList<ChangeTimes> Times()
    {
        var times = new List<ChangeTimes>(_sent.Count);
        foreach (var changes in _sent.GroupBy(static one => one.Number))
        {
            ReconcileRecord[] seen = [.. _records[changes.Key].Where(static one => one.Failed == 0).OrderBy(static one => one.Stamp)];
            var (from, first, done) = (seen.Length, long.MaxValue, long.MaxValue);
            foreach (var change in changes.OrderByDescending(static one => one.Stamp))
            {
                while (from > 0 && seen[from - 1].Stamp >= change.Stamp)
                {
                    from--;
                    first = Math.Min(first, seen[from].Begin);
                    if (seen[from].End > 0) done = Math.Min(done, seen[from].End);
                }

                times.Add(new ChangeTimes(change, first == long.MaxValue ? null : first, done == long.MaxValue ? null : done));
            }
        }

        return times;
    }

    /// <summary>How often two reconciles of one object ran at once, wherever.</summary>
    public int Doubles()
    {
        var doubles = 0;
        foreach (var ofObject in _records)
        {
            var until = 0L;
            foreach (var record in ofObject.OrderBy(static one => one.Begin))
            {
                if (record.Begin < until) doubles++;

                // One whose process died has ended with it, and nobody knows when.
                until = Math.Max(until, record.End);
            }
        }

        return doubles;
    }

    /// <summary>Of how many objects nobody has reconciled what is wanted last.</summary>
    /// <param name="wanted">The stamp of each object at the end.</param>
    public int Lost(IReadOnlyDictionary<int, long> wanted) =>
        wanted.Count(one => !_records[one.Key].Any(record => record.Stamp == one.Value && record.End > 0 && record.Failed == 0));
}

/// <summary>How a change has got on.</summary>
/// <param name="Change">The change.</param>
/// <param name="Begin">When the first reconcile that has seen it began; null if none has.</param>
/// <param name="End">When the first that has seen it and did not fail ended; null if none has.</param>
internal readonly record struct ChangeTimes(SentChange Change, long? Begin, long? End);
