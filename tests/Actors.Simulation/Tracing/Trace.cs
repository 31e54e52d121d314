namespace Actors.Simulation;

/// <summary>All that happens in a world: hashed, the last of it kept, and written out where somebody wants to read it all.</summary>
public sealed class Trace
{
    private readonly TraceHash _hash = new();
    private readonly TraceRing _ring;

    internal Trace(int ringCapacity) => _ring = new TraceRing(ringCapacity);

    /// <summary>The same for each run of a seed.</summary>
    public ulong Hash => _hash.Value;

    /// <summary>How many events it holds.</summary>
    public long Count { get; private set; }

    /// <summary>Where to write each event as a line of text; null to write none.</summary>
    public TextWriter? Output { get; set; }

    /// <summary>The last <paramref name="most"/> events at most, the oldest first.</summary>
    public IEnumerable<TraceEvent> Last(int most) => _ring.Last(most);

    internal void Add(in TraceEvent happened)
    {
        Count++;
        _hash.Add(happened);
        _ring.Add(happened);
        Output?.WriteLine(happened.ToString());
    }
}
