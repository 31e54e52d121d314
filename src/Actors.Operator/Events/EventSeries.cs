namespace Actors.Operators.Events;

/// <summary>The same event, as often as it has happened.</summary>
internal sealed class EventSeries(ObjectEvent what, DateTimeOffset first)
{
    public ObjectEvent What { get; set; } = what;

    public DateTimeOffset First { get; } = first;

    public DateTimeOffset Last { get; set; } = first;

    public int Count { get; set; }

    /// <summary>The name of the object the server has for it; null as long as it has none.</summary>
    public string? Name { get; set; }
}
