namespace Actors.Operators.Link;

/// <summary>Lets something be told at most once in a while.</summary>
internal sealed class Seldom(TimeProvider time, TimeSpan period)
{
    private readonly Lock _gate = new();
    private long? _toldAt;
    private long _count;

    /// <summary>Counts what happened; true if it is to be told now.</summary>
    /// <param name="happened">How often it happened.</param>
    /// <param name="count">How often it has happened since it was told last, this time included.</param>
    public bool IsDue(int happened, out long count)
    {
        lock (_gate)
        {
            count = _count += happened;
            if (_toldAt is { } last && time.GetElapsedTime(last) < period) return false;
            (_toldAt, _count) = (time.GetTimestamp(), 0);
            return true;
        }
    }
}
