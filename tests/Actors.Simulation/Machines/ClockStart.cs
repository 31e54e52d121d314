using Actors.Kernel;

namespace Actors.Simulation;

/// <summary>Where the clock of a new life starts: anywhere, and often just before a point at which the levels of the timer wheel turn over.</summary>
internal static class ClockStart
{
    private const int HighestBit = 37;

    public static Instant Draw(Random random)
    {
        var turnOver = 1L << random.Next(HighestBit);
        var milliseconds = Math.Max(0, turnOver - random.Next(5000));
        return new Instant((milliseconds * TimeSpan.TicksPerMillisecond) + random.Next((int)TimeSpan.TicksPerMillisecond));
    }
}
