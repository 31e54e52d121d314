namespace Actors.Simulation;

/// <summary>The last events of a trace, for the report of a failure.</summary>
internal sealed class TraceRing(int capacity)
{
    private readonly TraceEvent[] _events = new TraceEvent[capacity];
    private long _count;

    public void Add(in TraceEvent happened) => _events[_count++ % _events.Length] = happened;

    /// <summary>The last <paramref name="most"/> events at most, the oldest first.</summary>
    public IEnumerable<TraceEvent> Last(int most)
    {
        var kept = Math.Min(Math.Min(_count, _events.Length), most);
        for (var number = _count - kept; number < _count; number++) yield return _events[number % _events.Length];
    }
}
