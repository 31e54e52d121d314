using Actors.Ingest;
using Actors.Kernel;

namespace Actors.Sharding;

/// <summary>
/// Lists and watches a kind as a whole and tells the region what becomes of its objects. It drives a <see cref="ListWatch"/>; the requests are effects, one at a time. In a fleet it begins when
/// the region follows something: who has nothing to work on needs none of it, and before that it is not known where to read it.
/// </summary>
internal sealed class IngestActor(IngestSettings settings, ActorRef region) : Actor
{
    private readonly Router _router = new(settings);
    private readonly WatchRequests _requests = new(settings.Kind, settings.Options);
    private readonly IngestReports _reports = new(settings.Kind);
    private ListWatch? _machine;
    private bool _isReading = settings.NumberOfShards == 0;
    private long _follow;
    private long _done = -1;
    private bool _hasReported;
    private bool _hasReportedObjects;

    /// <summary>What reads a kind: whole, or only the shards that are followed, where those are known by a field of the objects.</summary>
    public static Actor For(IngestSettings settings, ActorRef region) =>
        settings is { NumberOfShards: > 0, IsReadWhole: false, ShardField: { } field } ? new ShardedIngestActor(settings, field, region) : new IngestActor(settings, region);

    private ListWatch Machine => _machine!;

    /// <summary>Whether the region has been told all that concerns what it follows.</summary>
    private bool HasToldAll => _router.HasSynced || !_isReading;

    protected override void PreStart(ActorContext context)
    {
        _machine = new ListWatch(settings.Options, _router, context.Random, context.Now);
        if (_isReading) Drive(context);
        else context.Tell(region, new IngestStarted());
    }

    protected override void PostStop(ActorContext context) => _requests.Close();

    protected override void Receive(object message, ActorContext context)
    {
        switch (message)
        {
            case GetIngest:
                context.Reply(Snapshot(context.Now));
                return;
            case var reported when IngestReports.IsReported(reported):
                return;
            case FollowShards follow:
                context.Tell(region, new FollowBegun(_follow = follow.Number));
                _isReading |= Array.IndexOf(follow.Shards, true) >= 0;
                _router.Follow(follow.Shards, Machine.Objects);
                break;
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
        if (_isReading) Drive(context);
    }

    private void Take(object outcome, Instant now)
    {
        _reports.Take(outcome, now);
        WatchRequests.Tell(Machine, outcome, now, _router);
    }

    private void Drive(ActorContext context)
    {
        IngestReports.SetDeadline(Machine.Deadline, context);
        _requests.Drive(Machine.Action, context);
    }

    /// <summary>Tells the region what has come, and behind it how much that is.</summary>
    private void Report(ActorContext context)
    {
        _router.Flush(region, context);
        if (settings.NumberOfShards > 0 && HasToldAll && _follow > _done) context.Tell(region, new FollowDone(_done = _follow));
        if (_reports.ReportFailure(_router, Machine.Objects.Count, context) || !HasToldAll) return;
        if (_isReading ? _hasReportedObjects : _hasReported) return;
        (_hasReported, _hasReportedObjects) = (true, _isReading);
        _reports.ReportSynced(Machine.Objects.Count, context);
    }

    private IngestSnapshot Snapshot(Instant now) => new(
        settings.Kind, HasToldAll, Machine.Objects.Count, Machine.ResourceVersion,
        _requests.Action switch { ListPageAction => "List", WatchAction => "Watch", _ => "Wait" }, _reports.LastFailure, now - _reports.HeardAt);
}
