using Actors.Ingest;
using Actors.Kernel;

namespace Actors.Sharding;

/// <summary>
/// Lists and watches a kind as a whole and tells the region what becomes of its objects. It drives a <see cref="ListWatch"/>; the requests are effects, one at a time.
/// </summary>
internal sealed class IngestActor(IngestSettings settings, ActorRef region) : Actor
{
    private const string DeadlineTimer = "deadline";

    private readonly Router _router = new(settings);
    private readonly WatchRequests _requests = new(settings.Kind, settings.Options);
    private ListWatch? _machine;
    private RequestFailure? _lastFailure;
    private Instant? _heardAt;

    /// <summary>What reads a kind: whole, or only the shards that are followed, where those are known by a field of the objects.</summary>
    public static Actor For(IngestSettings settings, ActorRef region) =>
        settings is { NumberOfShards: > 0, IsReadWhole: false, ShardField: { } field } ? new ShardedIngestActor(settings, field, region) : new IngestActor(settings, region);

    private ListWatch Machine => _machine!;

    protected override void PreStart(ActorContext context)
    {
        _machine = new ListWatch(settings.Options, _router, context.Random, context.Now);
        if (settings.NumberOfShards > 0) context.Tell(region, new IngestStarted());
        Drive(context);
    }

    protected override void PostStop(ActorContext context) => _requests.Close();

    protected override void Receive(object message, ActorContext context)
    {
        switch (message)
        {
            case GetIngest:
                context.Reply(Snapshot(context.Now));
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
                if (!_requests.TryTake(message, out var outcome))
                {
                    context.Unhandled(message);
                    return;
                }

                if (outcome is not null) Take(outcome, context.Now);
                break;
        }

        Report(context);
        _router.Flush(region, context);
        Drive(context);
    }

    private void Take(object outcome, Instant now)
    {
        if (outcome is PageRead or WatchRead { Events.Count: > 0 }) (_lastFailure, _heardAt) = (null, now);
        WatchRequests.Tell(Machine, outcome, now);
    }

    private void Drive(ActorContext context)
    {
        SetDeadline(context);
        _requests.Drive(Machine.Action, context);
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

    private IngestSnapshot Snapshot(Instant now) => new(
        settings.Kind, _router.HasSynced, Machine.Objects.Count, Machine.ResourceVersion,
        _requests.Action switch { ListPageAction => "List", WatchAction => "Watch", _ => "Wait" }, _lastFailure, now - _heardAt);

    private sealed class DeadlineReached
    {
        public static readonly DeadlineReached Instance = new();
    }
}
