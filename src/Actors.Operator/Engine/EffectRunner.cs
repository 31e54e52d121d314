using Actors.Kernel;

namespace Actors.Engine;

/// <summary>Carries out the effects of one type, and knows how long it takes to start one.</summary>
/// <param name="run">Carries one out.</param>
/// <param name="onLane">Whether it may be started on a lane.</param>
/// <param name="lendsThread">Whether actors may run on the thread that ends it.</param>
internal sealed class EffectRunner(Func<Effect, CancellationToken, Task<object>> run, bool onLane, bool lendsThread)
{
    /// <summary>A start that takes longer than this keeps others waiting for more than a pool thread would cost.</summary>
    private static readonly TimeSpan LongStart = TimeSpan.FromMilliseconds(2);

    /// <summary>One long start may have been a compiler or a garbage collector at work; so many in a row are how it works.</summary>
    private const int LongStartsMax = 4;

    /// <summary>How long it then starts on threads of its own until it is tried again; twice as long each time that shows the same.</summary>
    private static readonly TimeSpan ShortestBan = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestBan = TimeSpan.FromMinutes(1);

    private TimeSpan _ban = ShortestBan;
    private long _bannedUntil;
    private int _longStarts;

    public bool LendsThread => lendsThread;

    public bool MayStartOnLane(Instant now) => onLane && now.Ticks >= Volatile.Read(ref _bannedUntil);

    public Task<object> Run(Effect effect, CancellationToken cancelled) => run(effect, cancelled);

    /// <summary>Notes how long a lane was kept by a start. Lanes that do so at once may count one too few or too many; nothing but the time of a ban depends on it.</summary>
    public void NoteStart(TimeSpan took, Instant now)
    {
        if (took < LongStart)
        {
            if (_longStarts != 0) (_longStarts, _ban) = (0, ShortestBan);
            return;
        }

        if (++_longStarts < LongStartsMax) return;
        Volatile.Write(ref _bannedUntil, (now + _ban).Ticks);
        (_longStarts, _ban) = (LongStartsMax - 1, _ban + _ban < LongestBan ? _ban + _ban : LongestBan);
    }
}
