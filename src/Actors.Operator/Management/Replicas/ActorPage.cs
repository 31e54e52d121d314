using Actors.Kernel;
using Actors.Reconciling;

namespace Actors.Operators.Management;

/// <summary>
/// The first objects of a list, of those behind the page before, and one more, which says whether there is another page. Once there are as many, only what comes before the last of them is of interest, so a
/// page of 100 of 100,000 objects asks for the summaries of some 1,000.
/// </summary>
/// <param name="order">The list's order.</param>
/// <param name="limit">How many there are on a page.</param>
/// <param name="timeOf">What time a moment was.</param>
internal sealed class ActorPage(ActorOrder order, int limit, Func<Instant, DateTimeOffset> timeOf)
{
    private readonly PriorityQueue<ActorSummary, OrderPlace> _first = new(Comparer<OrderPlace>.Create(static (x, y) => y.CompareTo(x)));
    private volatile OrderPlace? _end;

    /// <summary>How many objects there are, on whatever page.</summary>
    public int Total { get; private set; }

    public List<ActorSummary> Items => [.. _first.UnorderedItems.Select(static one => one.Element)];

    /// <summary>Whether an object may be on it. Called on many threads; one that has been taken meanwhile may still be let through.</summary>
    public bool Wants(in ResourceGlance one) => order.MayBeBefore(one, _end, timeOf);

    /// <summary>Counts one that is not on it.</summary>
    public void Count() => Total++;

    /// <summary>Takes one in, if it is on it.</summary>
    public void Take(ActorSummary one)
    {
        Total++;
        var place = order.PlaceOf(one);
        if (!order.IsBehind(place)) return;
        if (_first.Count <= limit) _first.Enqueue(one, place);
        else _first.EnqueueDequeue(one, place);
        if (_first.Count > limit && _first.TryPeek(out _, out var end)) _end = end;
    }
}
