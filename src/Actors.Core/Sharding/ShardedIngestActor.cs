using Actors.Ingest;
using Actors.Kernel;

namespace Actors.Sharding;

/// <summary>
/// Lists and watches those shards of a kind that the region follows and tells it what becomes of their objects. It drives <see cref="ShardStreams"/>; for each stream a child has the
/// requests carried out.
/// </summary>
internal sealed class ShardedIngestActor(IngestSettings settings, ShardField field, ActorRef region) : Actor
{
    private readonly Router _router = new(settings, isCut: true);
    private readonly IngestReports _reports = new(settings.Kind);
    private readonly Dictionary<ShardStream, ActorRef> _couriers = [];
    private readonly Dictionary<ActorRef, (ShardStream Stream, ListWatchAction? Told)> _streamOf = [];
    private ShardStreams? _streams;
    private long _done = -1;
    private bool _hasReported;
    private bool _hasReportedObjects;

    protected override SupervisorStrategy Supervision => ReplicaSupervision.Strategy;

    private ShardStreams Streams => _streams!;

    protected override void PreStart(ActorContext context)
    {
        _streams = new ShardStreams(settings.Options, field, settings.NumberOfShards, context.Random, _router.Route, _router.Failed);
        context.Tell(region, new IngestStarted());
    }

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
                context.Tell(region, new FollowBegun(follow.Number));
                Streams.Follow(follow.Number, follow.Shards, context.Now);
                break;
            case Carried carried:
                Take(carried, context);
                break;
            case DeadlineReached:
                foreach (var stream in Streams.Streams) stream.Machine.OnDeadline(context.Now);
                break;
            default:
                context.Unhandled(message);
                return;
        }

        Streams.Settle(context.Now);
        Report(context);
        Drive(context);
    }

    private void Take(Carried carried, ActorContext context)
    {
        if (!_streamOf.TryGetValue(context.Sender, out var known)) return;
        _streamOf[context.Sender] = known with { Told = null };
        if (carried.Action != known.Stream.Machine.Action) return;
        _reports.Take(carried.Outcome, context.Now);
        WatchRequests.Tell(known.Stream.Machine, carried.Outcome, context.Now, _router, known.Stream.Screen);
    }

    /// <summary>Tells the region what has come, and behind it how much that is.</summary>
    private void Report(ActorContext context)
    {
        var done = Streams.Done;
        if (!_router.HasSynced && done > _done && Streams.Streams.All(static one => one.Machine.HasSynced)) _router.Synced("");
        _router.Flush(region, context);
        if (done > _done) context.Tell(region, new FollowDone(_done = done));
        if (_reports.ReportFailure(_router, Count, context) || !_router.HasSynced) return;
        if ((Streams.Streams.Count == 0 ? _hasReported : _hasReportedObjects) || !Streams.Streams.All(static one => one.Machine.HasSynced)) return;

        // At once, since nothing is missing where nothing is followed; and again with what there is when something is.
        (_hasReported, _hasReportedObjects) = (true, Streams.Streams.Count > 0);
        _reports.ReportSynced(Count, context);
    }

    /// <summary>Has a courier for each stream, and each of them know what is wanted.</summary>
    private void Drive(ActorContext context)
    {
        foreach (var stream in Streams.Streams)
        {
            if (!_couriers.TryGetValue(stream, out var courier))
            {
                courier = context.Spawn(Props.Create((settings.Kind, stream.Options), static one => new WatchCourier(one.Kind, one.Options)));
                _couriers.Add(stream, courier);
                _streamOf.Add(courier, (stream, null));
            }

            if (_streamOf[courier].Told == stream.Machine.Action) continue;
            _streamOf[courier] = (stream, stream.Machine.Action);
            context.Tell(courier, new Carry(stream.Machine.Action));
        }

        if (_couriers.Count > Streams.Streams.Count) Dismiss(context);
        IngestReports.SetDeadline(Streams.Streams.Min(static one => one.Machine.Deadline), context);
    }

    private void Dismiss(ActorContext context)
    {
        foreach (var (stream, courier) in _couriers.Where(one => !Streams.Streams.Contains(one.Key)).ToArray())
        {
            _couriers.Remove(stream);
            _streamOf.Remove(courier);
            context.Stop(courier);
        }
    }

    private int Count => Streams.Streams.Sum(static one => one.Machine.Objects.Count);

    private IngestSnapshot Snapshot(Instant now) => new(
        settings.Kind, _router.HasSynced, Count, Streams.Streams.MinBy(static one => ObjectVersion.Of(one.Machine.ResourceVersion).Number)?.Machine.ResourceVersion ?? "",
        Streams.Streams.Any(static one => one.Machine.IsListing) ? "List" : Streams.Streams.All(static one => one.Machine.Action is WaitAction) ? "Wait" : "Watch", _reports.LastFailure, now - _reports.HeardAt);
}
