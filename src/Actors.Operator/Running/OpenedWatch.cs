using Actors.Ingest;
using Actors.Kubernetes;
using Actors.Objects;
using Actors.Operators.Telemetry;

namespace Actors.Operators.Running;

/// <summary>A watch that is open. Its buffers are given back by whoever is the last to use them: a read that is under way when it is closed, or the one who closes it.</summary>
/// <param name="reader">What it brings.</param>
/// <param name="kind">Of what it is.</param>
/// <param name="isInitial">Whether it brings first what there is.</param>
/// <param name="endsAfter">Is shown each batch and says whether it is to end behind it, to go on elsewhere; null if it never is.</param>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001", Justification = "Close frees it, from whatever thread.")]
internal sealed class OpenedWatch(WatchEventReader reader, WatchedKind kind, bool isInitial = false, Func<IReadOnlyList<WatchEvent>, bool>? endsAfter = null) : IWatchStream
{
    private const int EventsMax = 500;

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _closing = new();
    private CancellationTokenRegistration _leaving;
    private bool _isReading;
    private bool _isClosed;

    public void Close()
    {
        lock (_gate)
        {
            if (_isClosed) return;
            _isClosed = true;
            if (!_isReading) reader.Dispose();
        }

        _leaving.Unregister();
        _closing.Cancel();
        _closing.Dispose();
    }

    /// <summary>Closes it when that is cancelled. To be called before it is read.</summary>
    public void CloseOn(CancellationToken left) => _leaving = left.Register(Close);

    /// <summary>Waits for one event and takes those that are there already.</summary>
    public async Task<WatchRead> ReadAsync(CancellationToken cancellation)
    {
        CancellationTokenSource either;
        lock (_gate)
        {
            if (_isClosed) return Closed([]);
            _isReading = true;
            either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _closing.Token);
        }

        var events = new List<WatchEvent>();
        var isOver = true;
        try
        {
            if (!await reader.ReadAsync(either.Token).ConfigureAwait(false)) return new WatchRead([], IsEnd: true);
            do events.Add(reader.Take());
            while (events.Count < EventsMax && reader.TryRead());
            if (!isInitial) Traces.TakeIn(events, kind);
            isInitial = isInitial && !events.Exists(static one => one.EndsInitialEvents);
            isOver = endsAfter?.Invoke(events) == true;
            return new WatchRead(events, IsEnd: isOver);
        }
        catch (RequestFailedException failed)
        {
            return new WatchRead(events, Failure: failed.Failure);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Closed(events);
        }
        finally
        {
            either.Dispose();
            EndRead(isOver);
        }
    }

    private static WatchRead Closed(IReadOnlyList<WatchEvent> events) => new(events, Failure: new RequestFailure(0, "", "The watch was closed"));

    private void EndRead(bool isOver)
    {
        lock (_gate)
        {
            _isReading = false;
            if (_isClosed) reader.Dispose();
        }

        if (isOver) Close();
    }
}
