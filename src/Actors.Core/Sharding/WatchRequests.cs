using Actors.Ingest;
using Actors.Kernel;
using Actors.Objects;

namespace Actors.Sharding;

/// <summary>
/// Has done in the world what one <see cref="ListWatch"/> wants, on behalf of the actor that drives it: one request at a time, and a watch is read by an effect for each batch, so
/// who is slow holds the server back and not its own memory.
/// </summary>
internal sealed class WatchRequests(WatchedKind kind, ListWatchOptions options)
{
    private IWatchStream? _stream;
    private EffectId? _asked;
    private bool _isGivenUp;

    /// <summary>What was asked for last.</summary>
    public ListWatchAction? Action { get; private set; }

    /// <summary>Closes what is open.</summary>
    public void Close() => _stream?.Close();

    /// <summary>Takes a message, if it is the outcome of a request.</summary>
    /// <param name="message">Any.</param>
    /// <param name="outcome">What the machine is to be told; null for nothing.</param>
    public bool TryTake(object message, out object? outcome)
    {
        outcome = null;
        if (message is not (PageRead or RequestFailed or WatchOpened or WatchRead or EffectFailed or EffectCancelled)) return false;
        var isGivenUp = _isGivenUp;
        (_asked, _isGivenUp) = (null, false);

        // What comes after it was given up tells nothing any more.
        if (isGivenUp) (message as WatchOpened)?.Stream.Close();
        else if (message is WatchOpened opened) _stream = opened.Stream;
        else outcome = message;
        return true;
    }

    /// <summary>Tells a machine an outcome.</summary>
    /// <param name="machine">Which.</param>
    /// <param name="outcome">What has come.</param>
    /// <param name="now">When.</param>
    /// <param name="router">Takes what the machine tells, and knows by which event.</param>
    /// <param name="screen">What an event is to the machine; null where it is as it came.</param>
    public static void Tell(ListWatch machine, object outcome, Instant now, Router router, Func<WatchEvent, WatchEvent>? screen = null)
    {
        switch (outcome)
        {
            case PageRead read:
                machine.OnPage(read.Page, now);
                break;
            case WatchRead read:
                TellEvents(machine, read, now, router, screen);
                break;
            case RequestFailed failed:
                TellFailure(machine, failed.Failure, now);
                break;
            case EffectFailed failed:
                TellFailure(machine, new RequestFailure(0, "", failed.Error.Message), now);
                break;
            default:
                TellFailure(machine, new RequestFailure(0, "", "The request was ended"), now);
                break;
        }
    }

    /// <summary>Has what the machine wants be done, and what it does not want any more be given up.</summary>
    public void Drive(ListWatchAction wanted, ActorContext context)
    {
        if (_asked is { } asked)
        {
            if (wanted == Action || _isGivenUp) return;
            _isGivenUp = true;
            context.Cancel(asked);
            return;
        }

        if (wanted != Action)
        {
            _stream?.Close();
            (_stream, Action) = (null, wanted);
        }

        _asked = wanted switch
        {
            ListPageAction page => context.Perform(new ReadPage(kind, options, page)),
            WatchAction when _stream is { } stream => context.Perform(new ReadWatch(stream)),
            WatchAction watch => context.Perform(new OpenWatch(kind, options, watch)),
            _ => null,
        };
    }

    private static void TellEvents(ListWatch machine, WatchRead read, Instant now, Router router, Func<WatchEvent, WatchEvent>? screen)
    {
        var action = machine.Action;
        foreach (var happened in read.Events)
        {
            if (machine.Action != action) break;
            router.TraceParent = happened.TraceParent;
            machine.OnWatchEvent(screen is null ? happened : screen(happened), now);
        }

        router.TraceParent = null;

        if (machine.Action != action || (!read.IsEnd && read.Failure is null)) return;
        if (read.Failure is { } failure) machine.OnWatchFailed(failure, now);
        else machine.OnWatchEnded(now);
    }

    private static void TellFailure(ListWatch machine, RequestFailure failure, Instant now)
    {
        if (machine.Action is ListPageAction) machine.OnListFailed(failure, now);
        else machine.OnWatchFailed(failure, now);
    }
}
