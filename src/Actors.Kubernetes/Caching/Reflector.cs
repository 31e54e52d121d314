using Actors.Ingest;
using Actors.Kernel;
using Actors.Kubernetes.Configuration;
using Actors.Objects;

namespace Actors.Kubernetes;

/// <summary>
/// Tells a handler what objects there are and what becomes of them, for as long as it runs, whatever the server and the network do in between. It carries out what
/// a <see cref="ListWatch"/> decides and decides nothing itself.
/// </summary>
public sealed class Reflector
{
    private readonly ResourceClient<KubernetesObject> _resource;
    private readonly ReflectorOptions _options;
    private readonly ListWatch _machine;
    private readonly TimeProvider _clock;
    private readonly long _start;

    /// <summary>Makes one that begins when it is run.</summary>
    /// <param name="resource">Whose objects; it also says how much is kept of each.</param>
    /// <param name="handler">Is told, one thing at a time. If it throws, <see cref="RunAsync"/> ends with that.</param>
    /// <param name="options">What to watch, and how.</param>
    public Reflector(ResourceClient<KubernetesObject> resource, IObjectHandler handler, ReflectorOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentNullException.ThrowIfNull(handler);
        (_resource, _options, _clock) = (resource, options ?? new ReflectorOptions(), resource.Clock);
        _start = _clock.GetTimestamp();
        _machine = new ListWatch(_options.ListWatch, handler, Random.Shared, Now);
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
        var wanted = new ListOptions
        {
            LabelSelector = _options.LabelSelector,
            FieldSelector = _options.FieldSelector,
            Shards = _options.ListWatch.Shards,
            Limit = page.Limit == 0 ? null : page.Limit,
            Continue = page.Continue,
        };
        ResourceList<KubernetesObject> list;
        try
        {
            // The machine does the waiting: it knows when it is no use to ask for the same again.
            list = await _resource.ListAsync(wanted, maxRetries: 0, cancellation).ConfigureAwait(false);
        }
        catch (Exception exception) when (ToFailure(exception) is { } failure)
        {
            _machine.OnListFailed(failure, Now);
            return;
        }

        _machine.OnPage(new ObjectList(list.ResourceVersion, list.Continue, list.RemainingItemCount, list.ShardSelector, list.Items), Now);
    }

    private async Task WatchAsync(WatchAction watch, CancellationToken cancellation)
    {
        using var alarm = new CancellationTokenSource(Timeout.InfiniteTimeSpan, _clock);
        using var registration = cancellation.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), alarm);
        try
        {
            using var stream = await OpenAsync(watch, alarm).ConfigureAwait(false);
            while (_machine.Action == watch)
            {
                if (!await ReadLineAsync(stream.Lines, alarm).ConfigureAwait(false))
                {
                    _machine.OnWatchEnded(Now);
                    return;
                }

                _machine.OnWatchEvent(Parse(stream.Lines.Line.Span), Now);
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

    private async Task<WatchStream> OpenAsync(WatchAction watch, CancellationTokenSource alarm)
    {
        var wanted = new WatchOptions
        {
            LabelSelector = _options.LabelSelector,
            FieldSelector = _options.FieldSelector,
            Shards = _options.ListWatch.Shards,
            ResourceVersion = watch.ResourceVersion,
            SendInitialEvents = watch.SendInitialEvents,
            Timeout = watch.Timeout,
        };
        SetAlarm(alarm);
        try
        {
            return await _resource.OpenWatchAsync(wanted, maxRetries: 0, alarm.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (ToFailure(exception) is { } failure)
        {
            throw new RequestFailedException(failure);
        }
    }

    private async ValueTask<bool> ReadLineAsync(LineReader lines, CancellationTokenSource alarm)
    {
        try
        {
            // Lines that are there already need no alarm, which would cost more than to read them.
            if (lines.TryRead()) return true;
            SetAlarm(alarm);
            return await lines.ReadAsync(alarm.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (ToFailure(exception) is { } failure)
        {
            throw new RequestFailedException(failure);
        }
    }

    private WatchEvent Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            return WatchEvent.Parse(line, _resource.Content);
        }
        catch (MalformedObjectException exception)
        {
            throw new RequestFailedException(new RequestFailure(0, RequestFailure.Unreadable, exception.Message));
        }
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

    /// <summary>What went wrong out there; null for what is wrong in here, which goes on up.</summary>
    private static RequestFailure? ToFailure(Exception exception) => exception switch
    {
        KubernetesException refused => new RequestFailure((int)refused.StatusCode, refused.Reason, refused.Message, refused.RetryAfter),
        InvalidDataException => new RequestFailure(0, RequestFailure.Unreadable, exception.Message),
        HttpRequestException or IOException or TimeoutException or KubernetesCredentialException => new RequestFailure(0, "", exception.Message),
        _ => null,
    };

    /// <summary>Tells what the server or the network did from what the handler throws.</summary>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1064", Justification = "Never leaves this class.")]
    private sealed class RequestFailedException(RequestFailure failure) : Exception(failure.Message)
    {
        public RequestFailure Failure => failure;
    }
}
