using Actors.Kernel;
using Microsoft.Extensions.Logging;

namespace Actors.Engine;

/// <summary>
/// Counts all dead letters and logs some: the first ones, then none for a while, then the next ones, as Akka does. That an effect has ended because its actor was stopped is what was wanted,
/// and happens wherever shards move: it is counted only.
/// </summary>
internal sealed class DeadLetterLog(ILogger log, MonotonicClock clock, int logged, TimeSpan suspension)
{
    private readonly Lock _gate = new();
    private long _count;
    private long _loggedInRow;
    private long _countAtSuspension;
    private Instant _suspendedUntil;

    /// <summary>Whether letters are counted only.</summary>
    public bool IsSilent { get; set; }

    public long Count => Volatile.Read(ref _count);

    public void Add(DeadLetter letter)
    {
        var number = Interlocked.Increment(ref _count);
        if (logged == 0 || IsSilent || letter.Message is EffectCancelled || !log.IsEnabled(LogLevel.Information)) return;
        lock (_gate)
        {
            if (_loggedInRow == logged && !TryResume(number)) return;
            log.DeadLetter(number, letter.Message.GetType().Name, letter.Sender?.ToString() ?? "nobody", letter.Recipient.Path);
            if (++_loggedInRow == logged) Suspend();
        }
    }

    private void Suspend()
    {
        _countAtSuspension = Count;
        _suspendedUntil = clock.Now + suspension;
        log.DeadLettersSuspended(suspension);
    }

    private bool TryResume(long number)
    {
        if (clock.Now < _suspendedUntil) return false;
        var missed = number - _countAtSuspension - 1;
        if (missed > 0) log.DeadLettersResumed(missed);
        _loggedInRow = 0;
        return true;
    }
}
