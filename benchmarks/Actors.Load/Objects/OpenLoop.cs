using System.Diagnostics;

namespace Actors.Load.Objects;

/// <summary>Does something so many times a second, evenly spread and whether or not anybody keeps up.</summary>
/// <remarks>
/// On a thread that sleeps. The runtime's timers go by a clock that stands still for 4 ms here, come up to twice that late, and what has become due by then is done at once: two and two of 200 changes a
/// second, which is half the work for who reads them.
/// </remarks>
internal static class OpenLoop
{
    /// <summary>How long it may take to notice that it is to end.</summary>
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMilliseconds(100);

    /// <param name="perSecond">How often a second, above 0.</param>
    /// <param name="count">How often in all.</param>
    /// <param name="act">Is told when each was due, by <see cref="Stopwatch"/>, and not before that. What it takes itself delays the next, which is not due later for that.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="OperationCanceledException">It was ended early.</exception>
    public static Task RunAsync(double perSecond, int count, Action<long> act, CancellationToken cancellation) =>
        Task.Factory.StartNew(() => Run(perSecond, count, act, cancellation), cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static void Run(double perSecond, int count, Action<long> act, CancellationToken cancellation)
    {
        var began = Stopwatch.GetTimestamp();
        for (var done = 0; done < count; done++)
        {
            var due = began + (long)(done / perSecond * Stopwatch.Frequency);
            SleepUntil(due, cancellation);
            act(due);
        }
    }

    private static void SleepUntil(long due, CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var left = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due);
            if (left <= TimeSpan.Zero) return;

            // In whole milliseconds, and never none.
            Thread.Sleep((int)Math.Ceiling(Math.Min(left.TotalMilliseconds, LongestSleep.TotalMilliseconds)));
        }
    }
}
