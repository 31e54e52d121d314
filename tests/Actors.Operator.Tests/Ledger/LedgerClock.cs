using Actors.Kernel;

namespace Actors.Operators.Ledger.Tests;

/// <summary>A clock on the wall that tests set, and the clock of the actors beside it, which nobody can.</summary>
internal sealed class LedgerClock : TimeProvider
{
    /// <summary>The clock on the wall.</summary>
    public DateTimeOffset Wall { get; set; } = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The clock of the actors.</summary>
    public Instant Now { get; set; } = new(TimeSpan.TicksPerHour);

    public override DateTimeOffset GetUtcNow() => Wall;

    /// <summary>Has time pass, on both.</summary>
    public void Pass(TimeSpan time) => (Wall, Now) = (Wall + time, Now + time);
}
