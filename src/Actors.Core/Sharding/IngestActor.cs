using Actors.Ingest;
using Actors.Kernel;

namespace Actors.Sharding;

/// <summary>
/// Lists and watches a kind and tells the region what becomes of its objects. It drives a <see cref="ListWatch"/>; the requests are effects, one at a time.
/// </summary>
internal sealed class IngestActor(IngestSettings settings, ActorRef region) : Actor
{
    private const string DeadlineTimer = "deadline";

    private readonly Router _router = new(settings);
    private ListWatch? _machine;
    private ListWatchAction? _action;
    private IWatchStream? _stream;
    private EffectId? _asked;
    private bool _isGivenUp;
    private RequestFailure? _lastFailure;

    private ListWatch Machine => _machine!;

    protected override void PreStart(ActorContext context)
    {
        _machine = new ListWatch(settings.Options, _router, context.Random, context.Now);
        if (settings.NumberOfShards > 0) context.Tell(region, new IngestStarted());
        Drive(context);
    }

    protected override void PostStop(ActorContext context) => _stream?.Close();

    protected override void Receive(object message, ActorContext context)
    {
        switch (message)
        {
            case GetIngest:
                context.Reply(Snapshot());
                return;
            case SourceReported or EffectFailed { Effect: ReportSource } or EffectCancelled { Effect: ReportSource }:
                return;
            case FollowShards follow:
                context.Tell(region, new FollowBegun(follow.Number));
                _router.Follow(follow.Shards, Machine.Objects);
                _router.Flush(region, context);
                context.Tell(region, new FollowDone(follow.Number));
                return;
            case DeadlineReached:
                Machine.OnDeadline(context.Now);
                break;
            default:
                if (!OnOutcome(message, context.Now))
                {
                    context.Unhandled(message);
                    return;
                }

                break;
        }

        Report(context);
        _router.Flush(region, context);
        Drive(context);
    }

    private bool OnOutcome(object outcome, Instant now)
    {
        if (outcome is not (PageRead or RequestFailed or WatchOpened or WatchRead or EffectFailed or EffectCancelled)) return false;
        var isGivenUp = _isGivenUp;
        (_asked, _isGivenUp) = (null, false);
        if (isGivenUp) DropLate(outcome);
        else Take(outcome, now);
        return true;
    }

    /// <summary>What comes after it was given up tells nothing any more.</summary>
    private static void DropLate(object outcome) => (outcome as WatchOpened)?.Stream.Close();

    private void Take(object outcome, Instant now)
    {
        switch (outcome)
        {
            case PageRead read:
                _lastFailure = null;
                Machine.OnPage(read.Page, now);
                break;
            case WatchOpened opened:
                _stream = opened.Stream;
                break;
            case WatchRead read:
                TakeEvents(read, now);
                break;
            case RequestFailed failed:
                OnFailed(failed.Failure, now);
                break;
            case EffectFailed failed:
                OnFailed(new RequestFailure(0, "", failed.Error.Message), now);
                break;
            default:
                OnFailed(new RequestFailure(0, "", "The request was ended"), now);
                break;
        }
    }

    private void TakeEvents(WatchRead read, Instant now)
    {
        if (read.Events.Count > 0) _lastFailure = null;
        foreach (var happened in read.Events)
        {
            if (Machine.Action != _action) return;
            Machine.OnWatchEvent(happened, now);
        }

        if (Machine.Action != _action || (!read.IsEnd && read.Failure is null)) return;
        if (read.Failure is { } failure) Machine.OnWatchFailed(failure, now);
        else Machine.OnWatchEnded(now);
    }

    private void OnFailed(RequestFailure failure, Instant now)
    {
        if (_action is ListPageAction) Machine.OnListFailed(failure, now);
        else Machine.OnWatchFailed(failure, now);
    }

    /// <summary>Has what the machine wants be done, and what it does not want any more be given up.</summary>
    private void Drive(ActorContext context)
    {
        SetDeadline(context);
        if (_asked is { } asked)
        {
            if (Machine.Action == _action || _isGivenUp) return;
            _isGivenUp = true;
            context.Cancel(asked);
            return;
        }

        if (Machine.Action != _action)
        {
            _stream?.Close();
            (_stream, _action) = (null, Machine.Action);
        }

        _asked = _action switch
        {
            ListPageAction page => context.Perform(new ReadPage(settings.Kind, settings.Options, page)),
            WatchAction when _stream is { } stream => context.Perform(new ReadWatch(stream)),
            WatchAction watch => context.Perform(new OpenWatch(settings.Kind, settings.Options, watch)),
            _ => null,
        };
    }

    private void SetDeadline(ActorContext context)
    {
        if (Machine.Deadline is not { } deadline) context.CancelTimer(DeadlineTimer);
        else context.StartTimer(DeadlineTimer, DeadlineReached.Instance, deadline > context.Now ? deadline - context.Now : TimeSpan.Zero);
    }

    private void Report(ActorContext context)
    {
        var hadSynced = _reportedSync;
        if (_router.TakeFailure() is { } failure)
        {
            _lastFailure = failure;
            context.Perform(new ReportSource(settings.Kind, failure, Machine.Objects.Count));
        }
        else if (_router.HasSynced && !hadSynced)
        {
            _reportedSync = true;
            context.Perform(new ReportSource(settings.Kind, null, Machine.Objects.Count));
        }
    }

    private bool _reportedSync;

    private IngestSnapshot Snapshot() => new(
        settings.Kind, _router.HasSynced, Machine.Objects.Count, Machine.ResourceVersion,
        _action switch { ListPageAction => "List", WatchAction => "Watch", _ => "Wait" }, _lastFailure);

    private sealed class DeadlineReached
    {
        public static readonly DeadlineReached Instance = new();
    }
}
