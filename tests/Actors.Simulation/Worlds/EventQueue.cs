namespace Actors.Simulation;

/// <summary>
/// What is going to happen, in the order of time, and of the same time in the order in which it was put in. The only clock there is: time is
/// that of the event taken last.
/// </summary>
internal sealed class EventQueue
{
    private readonly PriorityQueue<IEvent, Due> _events = new();
    private long _lastNumber;

    /// <summary>Ticks of 100 ns since the world began.</summary>
    public long Now { get; private set; }

    public bool IsEmpty => _events.Count == 0;

    public long NextTime => _events.TryPeek(out _, out var due) ? due.Time : long.MaxValue;

    public void Add(IEvent happening, long time) => _events.Enqueue(happening, new Due(Math.Max(time, Now), ++_lastNumber));

    public IEvent Take()
    {
        if (!_events.TryDequeue(out var happening, out var due)) throw new InvalidOperationException("Nothing more happens in this world");
        Now = due.Time;
        return happening;
    }

    public void AdvanceTo(long time) => Now = Math.Max(Now, Math.Min(time, NextTime));

    private readonly record struct Due(long Time, long Number) : IComparable<Due>
    {
        public int CompareTo(Due other) => Time == other.Time ? Number.CompareTo(other.Number) : Time.CompareTo(other.Time);
    }
}
