namespace Actors.Operators.Events;

/// <summary>
/// Decides what becomes of an event: a new one, one more of the same, or nothing. The rules and numbers are those of client-go's EventCorrelator: similar events (all is the same but the
/// message) are put together from the tenth message in ten minutes on; an object has 25 events at once, and one more every five minutes.
/// </summary>
internal sealed class EventCorrelator
{
    private const int Remembered = 4096;
    private const int SimilarMax = 10;
    private const int Burst = 25;
    private static readonly TimeSpan SimilarFor = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Refill = TimeSpan.FromMinutes(5);

    private readonly LeastRecentlyUsed<ObjectEvent, EventSeries> _series = new(Remembered);
    private readonly LeastRecentlyUsed<ObjectEvent, Similar> _similar = new(Remembered);
    private readonly LeastRecentlyUsed<EventSubject, Allowance> _allowances = new(Remembered);

    /// <summary>The event as it is to be written, counted; null if it is not to be.</summary>
    public EventSeries? Correlate(ObjectEvent happened, DateTimeOffset now)
    {
        var (what, key) = Combine(happened, now);
        if (!_series.TryGet(key, out var series)) _series.Put(key, series = new EventSeries(what, now));
        (series.What, series.Last) = (what, now);
        series.Count++;
        return MayBeWritten(happened.Subject, now) ? series : null;
    }

    private (ObjectEvent What, ObjectEvent Key) Combine(ObjectEvent happened, DateTimeOffset now)
    {
        var alike = happened with { Message = "" };
        if (!_similar.TryGet(alike, out var similar) || now - similar.Last > SimilarFor) _similar.Put(alike, similar = new Similar());
        similar.Last = now;
        if (similar.Messages.Count < SimilarMax) similar.Messages.Add(happened.Message);
        return similar.Messages.Count < SimilarMax
            ? (happened, happened)
            : (happened with { Message = $"(combined from similar events): {happened.Message}" }, alike);
    }

    private bool MayBeWritten(EventSubject subject, DateTimeOffset now)
    {
        if (!_allowances.TryGet(subject, out var allowance)) _allowances.Put(subject, allowance = new Allowance { Left = Burst, Since = now });
        allowance.Left = Math.Min(Burst, allowance.Left + ((now - allowance.Since) / Refill));
        allowance.Since = now;
        if (allowance.Left < 1) return false;
        allowance.Left--;
        return true;
    }

    private sealed class Similar
    {
        public HashSet<string> Messages { get; } = new(StringComparer.Ordinal);

        public DateTimeOffset Last { get; set; }
    }

    private sealed class Allowance
    {
        public double Left { get; set; }

        public DateTimeOffset Since { get; set; }
    }
}
