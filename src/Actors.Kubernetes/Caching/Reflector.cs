using Actors.Ingest;
using Actors.Kernel;
using Actors.Objects;

namespace Actors.Kubernetes;

/// <summary>
/// Tells a handler what objects there are and what becomes of them, for as long as it runs, whatever the server and the network do in between. It carries out what
/// a <see cref="ListWatch"/> decides and decides nothing itself.
/// </summary>
public sealed class Reflector
{
    private readonly ListWatchClient _requests;
    private readonly ListWatch _machine;
    private readonly TimeProvider _clock;
    private readonly long _start;

    /// <summary>Makes one that begins when it is run.</summary>
    /// <param name="resource">Whose objects; it also says how much is kept of each.</param>
    /// <param name="handler">Is told, one thing at a time. If it throws, <see cref="RunAsync"/> ends with that.</param>
    /// <param name="options">What to watch, and how.</param>
    public Reflector(ResourceClient<KubernetesObject> resource, IObjectHandler handler, ReflectorOptions? options = null)
        : this(resource, handler, options ?? new ReflectorOptions(), null)
    {
    }

    /// <summary>Makes one that tells what happens after a version and nothing else. By <see cref="IObjectHandler.Listing"/> it says that it cannot go on: it is to be cancelled within that call.</summary>
    internal Reflector(ResourceClient<KubernetesObject> resource, IObjectHandler handler, ReflectorOptions options, string? resourceVersion)
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentNullException.ThrowIfNull(handler);
        _requests = new ListWatchClient(resource, options.LabelSelector, options.FieldSelector, options.ListWatch.Shards);
        _clock = resource.Clock;
        _start = _clock.GetTimestamp();
        _machine = resourceVersion is null
            ? new ListWatch(options.ListWatch, handler, Random.Shared, Now)
            : new ListWatch(options.ListWatch, handler, Random.Shared, Now, resourceVersion);
    }

    private Instant Now => new(_clock.GetElapsedTime(_start).Ticks);

    /// <summary>Lists and watches until it is cancelled. Run it once.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            await (_machine.Action switch
            {
                ListPageAction page => ListAsync(page, cancellation),
                WatchAction watch => WatchAsync(watch, cancellation),
                _ => WaitAsync(cancellation),
            }).ConfigureAwait(false);
        }
    }

    private async Task WaitAsync(CancellationToken cancellation)
    {
        var deadline = _machine.Deadline!.Value;
        if (deadline > Now) await Task.Delay(deadline - Now, _clock, cancellation).ConfigureAwait(false);
        ReachDeadline();
    }

    private async Task ListAsync(ListPageAction page, CancellationToken cancellation)
    {
        ObjectList list;
        try
        {
            list = await _requests.ListAsync(page, "", cancellation).ConfigureAwait(false);
        }
        catch (RequestFailedException exception)
        {
            _machine.OnListFailed(exception.Failure, Now);
            return;
        }

        _machine.OnPage(list, Now);
    }

    private async Task WatchAsync(WatchAction watch, CancellationToken cancellation)
    {
        using var alarm = new CancellationTokenSource(Timeout.InfiniteTimeSpan, _clock);
        using var registration = cancellation.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), alarm);
        try
        {
            SetAlarm(alarm);
            using var events = await _requests.OpenAsync(watch, alarm.Token).ConfigureAwait(false);
            while (_machine.Action == watch)
            {
                if (!await ReadAsync(events, alarm).ConfigureAwait(false))
                {
                    _machine.OnWatchEnded(Now);
                    return;
                }

                _machine.OnWatchEvent(events.Take(), Now);
            }
        }
        catch (OperationCanceledException) when (alarm.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            ReachDeadline();
        }
        catch (RequestFailedException exception)
        {
            _machine.OnWatchFailed(exception.Failure, Now);
        }
    }

    private ValueTask<bool> ReadAsync(WatchEventReader events, CancellationTokenSource alarm)
    {
        // Events that are there already need no alarm, which would cost more than to read them.
        if (events.TryRead()) return ValueTask.FromResult(true);
        SetAlarm(alarm);
        return events.ReadAsync(alarm.Token);
    }

    private void SetAlarm(CancellationTokenSource alarm)
    {
        if (_machine.Deadline is not { } deadline) return;
        var left = deadline - Now;
        alarm.CancelAfter(left > TimeSpan.Zero ? left : TimeSpan.Zero);
    }

    /// <summary>Timers count in whole milliseconds and may be early by a part of one.</summary>
    private void ReachDeadline()
    {
        if (_machine.Deadline is { } deadline) _machine.OnDeadline(deadline > Now ? deadline : Now);
    }
}
