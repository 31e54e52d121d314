using System.Threading.Tasks.Sources;

namespace Actors.ApiServer.Storage;

/// <summary>
/// Wakes the one reader that waits for it. Nothing is allocated to wait or to wake; a wake-up nobody waits for is kept, and several are one. The reader goes on
/// within the call that wakes it.
/// </summary>
internal sealed class Wakeup : IValueTaskSource
{
    private const int Idle = 0;
    private const int Waited = 1;
    private const int Woken = 2;

    private ManualResetValueTaskSourceCore<bool> _source;
    private int _state;

    /// <summary>Completes with the next wake-up, or at once if there has been one since the last wait. Awaited by one reader, before it waits again.</summary>
    public ValueTask WaitAsync()
    {
        _source.Reset();
        if (Interlocked.CompareExchange(ref _state, Waited, Idle) == Idle) return new ValueTask(this, _source.Version);
        // Seen by all before what the reader reads next.
        Interlocked.Exchange(ref _state, Idle);
        return ValueTask.CompletedTask;
    }

    public void Wake()
    {
        var seen = Interlocked.CompareExchange(ref _state, Woken, Idle);
        // Of several that find the reader waiting one wakes it; to the others that is a wake-up they have to leave behind.
        if (seen != Waited) return;
        if (Interlocked.CompareExchange(ref _state, Idle, Waited) == Waited) _source.SetResult(true);
        else Wake();
    }

    void IValueTaskSource.GetResult(short token) => _source.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _source.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);
}
