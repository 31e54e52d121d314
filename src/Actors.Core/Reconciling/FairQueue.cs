using Actors.Kernel;

namespace Actors.Reconciling;

/// <summary>
/// Items of several classes in line. Each class that has some gets turns by its weight; whoever has waited too long goes before all of that, the oldest first, so a
/// flood of one class cannot hold up another for longer than the patience.
/// </summary>
/// <typeparam name="T">What waits.</typeparam>
internal sealed class FairQueue<T>
{
    private readonly LinkedList<Waiting>[] _lines;
    private readonly int[] _weights;
    private readonly int[] _credits;
    private readonly TimeSpan _patience;

    /// <param name="weights">The turns of each class among as many as they all have together; each 1 or more.</param>
    /// <param name="patience">How long is too long.</param>
    public FairQueue(IReadOnlyDictionary<WorkClass, int> weights, TimeSpan patience)
    {
        var classes = Enum.GetValues<WorkClass>();
        _patience = patience;
        _lines = [.. classes.Select(static _ => new LinkedList<Waiting>())];
        _weights = [.. classes.Select(one => weights.TryGetValue(one, out var weight) ? weight : 1)];
        _credits = new int[classes.Length];
        if (_weights.Any(static weight => weight < 1)) throw new ArgumentException("The weight of a class is 1 or more", nameof(weights));
    }

    public int Count { get; private set; }

    public int CountOf(WorkClass work) => _lines[(int)work].Count;

    /// <summary>Puts an item in line; the ticket takes it out again.</summary>
    public Ticket Add(T item, WorkClass work, Instant since)
    {
        var line = _lines[(int)work];
        var waiting = new LinkedListNode<Waiting>(new Waiting(item, work, since));

        // Who was set aside and comes back keeps the place that its age gives it.
        var before = line.Last;
        while (before is not null && before.Value.Since > since) before = before.Previous;
        if (before is null) line.AddFirst(waiting);
        else line.AddAfter(before, waiting);
        Count++;
        return new Ticket(waiting);
    }

    /// <summary>Takes an item out of the line; false if it is not in it any more.</summary>
    public bool Remove(Ticket ticket)
    {
        if (ticket.Node.List is null) return false;
        _lines[(int)ticket.Node.Value.Work].Remove(ticket.Node);
        Count--;
        return true;
    }

    /// <summary>Takes the item whose turn it is.</summary>
    public bool TryTake(Instant now, out Waiting taken)
    {
        taken = default;
        if (Count == 0) return false;
        var chosen = Overdue(now) ?? Heaviest();
        taken = chosen.First!.Value;
        chosen.RemoveFirst();
        Count--;
        return true;
    }

    private LinkedList<Waiting>? Overdue(Instant now)
    {
        LinkedList<Waiting>? oldest = null;
        foreach (var line in _lines)
        {
            if (line.First is { } first && now - first.Value.Since >= _patience && (oldest is null || first.Value.Since < oldest.First!.Value.Since)) oldest = line;
        }

        return oldest;
    }

    /// <summary>Smooth weighted round robin: turns of one class are spread among those of the others.</summary>
    private LinkedList<Waiting> Heaviest()
    {
        var (best, total) = (-1, 0);
        for (var one = 0; one < _lines.Length; one++)
        {
            if (_lines[one].Count == 0) continue;
            _credits[one] += _weights[one];
            total += _weights[one];
            if (best < 0 || _credits[one] > _credits[best]) best = one;
        }

        _credits[best] -= total;
        return _lines[best];
    }

    /// <summary>An item in line.</summary>
    internal readonly record struct Waiting(T Item, WorkClass Work, Instant Since);

    /// <summary>A place in line.</summary>
    internal readonly record struct Ticket(LinkedListNode<Waiting> Node);
}
