using Actors.Ingest;
using Actors.Kernel;
using Actors.Objects;

namespace Actors.Sharding;

/// <summary>
/// Lists and watches those shards of a kind that the region follows and tells it what becomes of their objects. It drives <see cref="ShardStreams"/>; for each stream a child has the
/// requests carried out.
/// </summary>
internal sealed class ShardedIngestActor(IngestSettings settings, ShardField field, ActorRef region) : Actor
{
    private readonly Router _router = new(settings, isCut: true);
    private readonly IngestReports _reports = new(settings.Kind);

    // As many as there are streams: a few.
    private readonly List<Errand> _errands = [];
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
        if (FindBy(context.Sender) is not { } errand) return;
        errand.Told = null;
        if (carried.Action != errand.Stream.Machine.Action) return;
        _reports.Take(carried.Outcome, context.Now);
        WatchRequests.Tell(errand.Stream.Machine, carried.Outcome, context.Now, _router, errand.Screen);
    }

    /// <summary>Tells the region what has come, and behind it how much that is.</summary>
    private void Report(ActorContext context)
    {
        var done = Streams.Done;
        if (!_router.HasSynced && done > _done && Streams.HasSynced) _router.Synced("");
        _router.Flush(region, context);
        if (done > _done) context.Tell(region, new FollowDone(_done = done));
        if (_reports.ReportFailure(_router, Streams.Count, context) || !_router.HasSynced) return;
        if ((Streams.Streams.Count == 0 ? _hasReported : _hasReportedObjects) || !Streams.HasSynced) return;

        // At once, since nothing is missing where nothing is followed; and again with what there is when something is.
        (_hasReported, _hasReportedObjects) = (true, Streams.Streams.Count > 0);
        _reports.ReportSynced(Streams.Count, context);
    }

    /// <summary>Has a courier for each stream, and each of them know what is wanted.</summary>
    private void Drive(ActorContext context)
    {
        for (var i = 0; i < Streams.Streams.Count; i++)
        {
            var stream = Streams.Streams[i];
            var errand = Find(stream);
            if (errand is null)
            {
                var courier = context.Spawn(Props.Create((settings.Kind, stream.Options), static one => new WatchCourier(one.Kind, one.Options)));
                _errands.Add(errand = new Errand(stream, courier));
            }

            if (errand.Told == stream.Machine.Action) continue;
            errand.Told = stream.Machine.Action;
            context.Tell(errand.Courier, new Carry(errand.Told));
        }

        if (_errands.Count > Streams.Streams.Count) Dismiss(context);
        IngestReports.SetDeadline(Streams.Deadline, context);
    }

    private void Dismiss(ActorContext context)
    {
        foreach (var errand in _errands.FindAll(one => !Streams.Streams.Contains(one.Stream)))
        {
            _errands.Remove(errand);
            context.Stop(errand.Courier);
        }
    }

    private IngestSnapshot Snapshot(Instant now) => new(
        settings.Kind, _router.HasSynced, Streams.Count, Streams.Streams.MinBy(static one => ObjectVersion.Of(one.Machine.ResourceVersion).Number)?.Machine.ResourceVersion ?? "",
        Streams.Streams.Any(static one => one.Machine.IsListing) ? "List" : Streams.Streams.All(static one => one.Machine.Action is WaitAction) ? "Wait" : "Watch", _reports.LastFailure, now - _reports.HeardAt);

    private Errand? FindBy(ActorRef courier)
    {
        foreach (var errand in _errands)
        {
            if (errand.Courier.Equals(courier)) return errand;
        }

        return null;
    }

    private Errand? Find(ShardStream stream)
    {
        foreach (var errand in _errands)
        {
            if (errand.Stream == stream) return errand;
        }

        return null;
    }

    /// <summary>A stream, who carries out its requests, and what that one was told last; null if it waits for the next.</summary>
    private sealed class Errand(ShardStream stream, ActorRef courier)
    {
        public ShardStream Stream => stream;

        public ActorRef Courier => courier;

        public ListWatchAction? Told { get; set; }

        public Func<WatchEvent, WatchEvent> Screen { get; } = stream.Screen;
    }
}
