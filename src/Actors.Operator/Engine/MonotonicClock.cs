using System.Diagnostics;
using Actors.Kernel;

namespace Actors.Engine;

/// <summary>The kernel's clock on top of a <see cref="TimeProvider"/>'s monotonic timestamps, and timers that agree with it.</summary>
internal sealed class MonotonicClock(TimeProvider time)
{
    // The platform counts whole milliseconds up to about 49 days.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    // It is read without a detour where it counts nanoseconds, as it does where this runs in production.
    private readonly bool _isReadAtOnce = ReferenceEquals(time, TimeProvider.System) && Stopwatch.Frequency == 1_000_000_000;
    private readonly long _start = time.GetTimestamp();

    public Instant Now => new(_isReadAtOnce ? (Stopwatch.GetTimestamp() - _start) / 100 : time.GetElapsedTime(_start).Ticks);

    /// <summary>Whether it is the machine's own, which all but tests have.</summary>
    public bool IsMachines => ReferenceEquals(time, TimeProvider.System);

    /// <summary>A timer that is not set yet.</summary>
    public ITimer NewTimer(Action callback) =>
        time.CreateTimer(static state => ((Action)state!)(), callback, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>Sets the timer to fire once after <paramref name="wait"/>: never earlier, except that it fires at least once a day.</summary>
    public static void Change(ITimer timer, TimeSpan wait)
    {
        var milliseconds = Math.Ceiling(Math.Clamp(wait.TotalMilliseconds, 0, LongestWait.TotalMilliseconds));
        timer.Change(TimeSpan.FromMilliseconds(milliseconds), Timeout.InfiniteTimeSpan);
    }
}
