using System.Diagnostics;

namespace Actors.Cli.Up;

/// <summary>The machine's monotonic clock, which all its processes share.</summary>
internal static class MachineClock
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>Nanoseconds since some moment before any process began.</summary>
    public static long Now => (long)((Int128)Stopwatch.GetTimestamp() * NanosecondsPerSecond / Stopwatch.Frequency);
}
