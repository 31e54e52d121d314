namespace Actors.Kernel;

/// <summary>
/// A point on the monotonic clock of one host. Never steps back and is not tied to wall time, so instants of different hosts
/// (or of two lives of one process) must not be compared.
/// </summary>
/// <param name="Ticks">Units of 100 ns since an arbitrary start, at or after 0.</param>
public readonly record struct Instant(long Ticks) : IComparable<Instant>
{
    /// <summary>The time from <paramref name="earlier"/> to <paramref name="later"/>; negative if they are the other way round.</summary>
    public static TimeSpan operator -(Instant later, Instant earlier) => new(later.Ticks - earlier.Ticks);

    /// <summary>The instant <paramref name="duration"/> after <paramref name="start"/>, at most the last one that can be represented.</summary>
    public static Instant operator +(Instant start, TimeSpan duration)
    {
        var ticks = unchecked(start.Ticks + duration.Ticks);
        return new Instant(ticks < start.Ticks && duration > TimeSpan.Zero ? long.MaxValue : ticks);
    }

    /// <summary>Whether <paramref name="left"/> comes before <paramref name="right"/>.</summary>
    public static bool operator <(Instant left, Instant right) => left.Ticks < right.Ticks;

    /// <summary>Whether <paramref name="left"/> comes after <paramref name="right"/>.</summary>
    public static bool operator >(Instant left, Instant right) => left.Ticks > right.Ticks;

    /// <summary>Whether <paramref name="left"/> does not come after <paramref name="right"/>.</summary>
    public static bool operator <=(Instant left, Instant right) => left.Ticks <= right.Ticks;

    /// <summary>Whether <paramref name="left"/> does not come before <paramref name="right"/>.</summary>
    public static bool operator >=(Instant left, Instant right) => left.Ticks >= right.Ticks;

    /// <inheritdoc/>
    public int CompareTo(Instant other) => Ticks.CompareTo(other.Ticks);

    /// <summary>Seconds since the clock's start, such as <c>12.0345678s</c>.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Ticks / 1e7:0.0######}s");
}
