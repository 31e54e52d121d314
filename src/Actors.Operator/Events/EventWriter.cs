using System.Globalization;
using System.Text;
using System.Threading.Channels;
using Actors.Kernel;
using Actors.Kubernetes;
using Actors.Kubernetes.Models;
using Actors.Operators.Running;
using Microsoft.Extensions.Logging;

namespace Actors.Operators.Events;

/// <summary>Writes events to the server, one after the other in the background. Nobody waits for it: what it cannot take or write is dropped and counted.</summary>
internal sealed class EventWriter : IAsyncDisposable
{
    private const int QueueMax = 1000;
    private const int Tries = 4;
    private const int ReasonMax = 128;
    private const int MessageMax = 1024;

    // The longest name of an object, less what the server's clock adds to it.
    private const int NamePrefixMax = 253 - 17;
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LastChance = TimeSpan.FromSeconds(2);

    private readonly Channel<ObjectEvent> _queue = Channel.CreateBounded<ObjectEvent>(new BoundedChannelOptions(QueueMax) { SingleReader = true });
    private readonly EventCorrelator _correlator = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly KubernetesClient _client;
    private readonly string _component;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Task _running;
    private long _dropped;
    private long _written;

    /// <param name="client">Of the cluster.</param>
    /// <param name="component">Who reports the events.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Is told of drops.</param>
    public EventWriter(KubernetesClient client, string component, TimeProvider time, ILogger log)
    {
        (_client, _component, _time, _log) = (client, component, time, log);
        _running = Task.Run(RunAsync);
    }

    /// <summary>How many events were dropped.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Takes an event; waits for nothing.</summary>
    public void Record(ObjectEvent happened)
    {
        var kept = happened with { Reason = happened.Reason[..Math.Min(happened.Reason.Length, ReasonMax)], Message = Cut(happened.Message) };
        if (!_queue.Writer.TryWrite(kept)) Drop($"{QueueMax} are waiting");
    }

    /// <summary>Takes no more, writes what waits if that is quickly done, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_queue.Writer.TryComplete()) return;
        _stopping.CancelAfter(LastChance);
        await _running.ConfigureAwait(false);
        _stopping.Dispose();
        if (Dropped > 0) _log.EventsDroppedInAll(Dropped);
    }

    private async Task RunAsync()
    {
        while (await _queue.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            while (_queue.Reader.TryRead(out var happened))
            {
                if (_correlator.Correlate(happened, _time.GetUtcNow()) is { } series) await WriteAsync(series).ConfigureAwait(false);
            }
        }
    }

    private async Task WriteAsync(EventSeries series)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await WriteOnceAsync(series).ConfigureAwait(false);
                return;
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                Drop("the operator stops");
                return;
            }
            catch (Exception failure) when (RequestFailedException.FailureOf(failure) is { } known)
            {
                if (!known.IsUnavailable || attempt == Tries)
                {
                    Drop(known.Message);
                    return;
                }
            }
            catch (Exception failure)
            {
                // Whatever it is, it is about this event, and others are still to come.
                Drop(failure.Message);
                return;
            }

            await WaitAsync(FirstWait * (1 << (attempt - 1))).ConfigureAwait(false);
        }
    }

    private async Task WaitAsync(TimeSpan wait) =>
        await Task.Delay(wait, _time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async Task WriteOnceAsync(EventSeries series)
    {
        var events = _client.Resource<CoreV1Event>().InNamespace(series.What.Subject.EventNamespace);
        if (series.Name is { } name && await TryCountAsync(events, name, series).ConfigureAwait(false)) return;
        var wanted = ToModel(series);
        try
        {
            series.Name = (await events.CreateAsync(wanted, cancellation: _stopping.Token).ConfigureAwait(false)).Metadata.Name;
        }
        catch (KubernetesException failure) when (failure.IsAlreadyExists && series.What.IsOfAll)
        {
            // Another replica has said it.
            series.Name = wanted.Metadata.Name;
        }
    }

    /// <summary>Counts up the event that is there; false if it is not there any more, as events are kept for an hour or so.</summary>
    private async Task<bool> TryCountAsync(ResourceClient<CoreV1Event> events, string name, EventSeries series)
    {
        var patch = new CoreV1EventCount(series.Count, (Time)series.Last, series.What.Message);
        try
        {
            await events.PatchAsync(name, Patch.Merge(patch), cancellation: _stopping.Token).ConfigureAwait(false);
            return true;
        }
        catch (KubernetesException failure) when (failure.IsNotFound)
        {
            return false;
        }
    }

    private CoreV1Event ToModel(EventSeries series)
    {
        var subject = series.What.Subject;
        var prefix = subject.Name[..Math.Min(subject.Name.Length, NamePrefixMax)];

        // Two in one tick of the clock are told apart by their number.
        var unique = series.What.IsOfAll ? (long)(Fnv1a.Hash($"{subject.Uid} {series.What.Reason} {series.What.Message}") >> 4) : series.First.UtcTicks + ++_written;
        return new CoreV1Event
        {
            Metadata = new V1ObjectMeta { Name = $"{prefix}.{unique.ToString("x", CultureInfo.InvariantCulture)}", Namespace = subject.EventNamespace },
            InvolvedObject = subject.ToReference(),
            Type = series.What.Type,
            Reason = series.What.Reason,
            Message = series.What.Message,
            Count = series.Count,
            FirstTimestamp = series.First,
            LastTimestamp = series.Last,
            Source = new V1EventSource { Component = _component },
            ReportingComponent = _component,
            ReportingInstance = Environment.MachineName,
        };
    }

    private void Drop(string problem)
    {
        if (Interlocked.Increment(ref _dropped) == 1) _log.EventsDropped(problem);
    }

    /// <summary>Cut at the end of a character.</summary>
    private static string Cut(string message)
    {
        if (Encoding.UTF8.GetByteCount(message) <= MessageMax) return message;
        var kept = 0;
        var bytes = 0;
        foreach (var rune in message.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > MessageMax) break;
            kept += rune.Utf16SequenceLength;
        }

        return message[..kept];
    }

    /// <summary>What changes when an event happens once more.</summary>
    private sealed record CoreV1EventCount(int Count, Time LastTimestamp, string Message);
}
