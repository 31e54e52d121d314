using Actors.Cluster;
using Actors.Engine;
using Actors.Ingest;
using Actors.Kernel;
using Actors.Ledger;
using Actors.Objects;
using Actors.Operators.Fleet;
using Actors.Operators.Ledger;
using Actors.Operators.Running;
using Actors.Operators.Telemetry;
using Actors.Reconciling;
using Actors.Settings;
using Actors.Sharding;
using Microsoft.Extensions.Logging;

namespace Actors.Operators.Hosting;

/// <summary>The actors of one replica, as they run.</summary>
internal sealed class Replica : IEndingWork, IAsyncDisposable
{
    private readonly ActorSystem _system;
    private readonly ActorRef _limits;
    private readonly ActorRef? _cluster;
    private readonly ActorRef? _ledger;
    private readonly List<(IngestSettings Settings, ActorRef Actor)> _ingests = [];

    /// <param name="controllers">What it runs.</param>
    /// <param name="ingests">What it reads for them.</param>
    /// <param name="maxConcurrent">How many reconciles at once, of all kinds.</param>
    /// <param name="settings">How.</param>
    /// <param name="effects">Who carries out its effects.</param>
    /// <param name="sources">Learns which kinds it has to know.</param>
    /// <param name="member">Its part in a fleet; null where it works on all objects.</param>
    /// <param name="ledger">Keeps what becomes of objects; null where that is not wanted.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">The actors' log.</param>
    public Replica(
        ControllerSet controllers, IReadOnlyList<IngestSettings> ingests, int maxConcurrent, ActorsSettings settings, EffectRunners effects, SourceStates sources, FleetMember? member, LedgerRunner? ledger, TimeProvider time,
        ILogger<ActorSystem> log)
    {
        Controllers = controllers;
        member?.AddTo(effects, () => _system!.Host.Now);
        if (ledger is not null) effects.Add<PersistRows>(ledger.PersistAsync).Add<ReadRows>(ledger.ReadAsync);
        _system = new ActorSystem(settings.ActorSystem, effects, ReplicaSupervision.Strategy, time, log);

        // In this order, as they stop in the opposite one: first what feeds, then what runs, last what it asks for permits, and what remembers.
        if (ledger is not null) _ledger = _system.Spawn(Props.Create(settings.Persistence, static one => new LedgerActor(one)), "ledger");
        var limitsOptions = new LimitsOptions { MaxConcurrent = maxConcurrent };
        var permits = new Permits(limitsOptions.MaxConcurrent, controllers.All.Select(static one => one.Spec), static max => new AtomicQuota(max));
        var keys = member is null || controllers.All.All(static one => one.Spec.Limits is null)
            ? null
            : new LimitsFleet(member.LimitsAt, settings.Cluster.RenewDeadline, settings.Cluster.LeaseDuration);
        _limits = _system.Spawn(Props.Create((limitsOptions, permits, keys), static one => new LimitsActor(one.limitsOptions, one.permits, one.keys)), "limits");
        var fleet = member is null ? null : new RegionFleet(member.RegionAt, ingests.Count, settings.Cluster.HandoffTimeout);
        var region = new RegionSettings(
            settings.Cluster.NumberOfShards, _limits, permits, [.. controllers.All.Select(static one => new RegionController(one.Spec, one.Sources.Count))], fleet)
        {
            Ledger = _ledger,
        };
        Region = _system.Spawn(Props.Create(region, static one => new RegionActor(one)), "region");
        if (member is not null)
        {
            member.Connect(_system, Region, _limits);
            var cluster = new ClusterSettings(member.Replica, member.Address, [.. member.Kinds.Select(static one => one.Id)], settings.Cluster);
            var owner = keys is null ? null : _limits;
            _cluster = _system.Spawn(Props.Create((cluster, Region, owner), static one => new ClusterActor(one.cluster, one.Region, one.owner)), "cluster");
        }

        foreach (var ingest in ingests)
        {
            sources.Expect(ingest.Kind);
            var reader = _system.Spawn(Props.Create((ingest, Region), static one => IngestActor.For(one.ingest, one.Region)), $"ingest-{ingest.Kind.Id}");
            _ingests.Add((ingest, reader));
        }
    }

    public ActorRef Region { get; }

    /// <summary>What it runs.</summary>
    public ControllerSet Controllers { get; }

    /// <summary>The clock of its actors.</summary>
    public Instant Now => _system.Host.Now;

    /// <summary>How many messages have reached nobody.</summary>
    public long DeadLetterCount => _system.DeadLetterCount;

    /// <summary>Ends with the replica: with an exception if it broke.</summary>
    public Task WhenTerminated => _system.WhenTerminated;

    public Task<LimitsSnapshot> GetLimitsAsync(TimeSpan timeout, CancellationToken cancellation) =>
        _system.AskAsync<LimitsSnapshot>(_limits, new GetLimits(), timeout, cancellation);

    /// <summary>The actors themselves, for whoever looks on.</summary>
    public ActorSystem System => _system;

    /// <summary>Who reads which kind.</summary>
    public IReadOnlyList<(IngestSettings Settings, ActorRef Actor)> Ingests => _ingests;

    /// <summary>How it is now, for its metrics.</summary>
    /// <exception cref="TimeoutException">It does not say in time.</exception>
    public async Task<ReplicaFigures> GetFiguresAsync(LinkFigures? link, TimeSpan timeout, CancellationToken cancellation)
    {
        var ingests = await Task.WhenAll(_ingests.Select(one => _system.AskAsync<IngestSnapshot>(one.Actor, new GetIngest(), timeout, cancellation))).ConfigureAwait(false);
        var depths = new Dictionary<string, int>(StringComparer.Ordinal);
        var root = (ActorDescription)await _system.InspectAsync(_system.Root, new DescribeActor(WithChildren: true), timeout, cancellation).ConfigureAwait(false);
        await _system.InspectAllAsync(root.Children, new DescribeActor(), answer => Note(answer, static one => one.Actor.Path.Name), timeout, cancellation).ConfigureAwait(false);
        var region = (ActorDescription)await _system.InspectAsync(Region, new DescribeActor(WithChildren: true), timeout, cancellation).ConfigureAwait(false);
        await _system.InspectAllAsync(region.Children, new DescribeActor(), answer => Note(answer, static _ => "shards"), timeout, cancellation).ConfigureAwait(false);
        return new ReplicaFigures(
            await GetLimitsAsync(timeout, cancellation).ConfigureAwait(false), await GetClusterAsync(timeout, cancellation).ConfigureAwait(false), ingests, depths, link, _system.DeadLetterCount,
            _system.SlowBehaviourCount)
        {
            Unfinished = UnfinishedWork(),
        };

        void Note(object answer, Func<ActorDescription, string> nameOf)
        {
            if (answer is not ActorDescription one) return;
            lock (depths) depths[nameOf(one)] = depths.GetValueOrDefault(nameOf(one)) + one.MailboxDepth;
        }
    }

    private Dictionary<string, UnfinishedWork> UnfinishedWork()
    {
        var unfinished = Controllers.All.ToDictionary(static one => one.Spec.Name, static _ => default(UnfinishedWork));
        foreach (var run in _system.Host.RunningEffects)
        {
            if (run.Effect is Reconcile reconcile) unfinished[reconcile.Controller.Name] = unfinished[reconcile.Controller.Name].With(Now - run.Since);
        }

        return unfinished;
    }

    /// <summary>Has the fleet's actor do something and answer; only in a fleet.</summary>
    public Task<object> AskClusterAsync(object question, TimeSpan timeout, CancellationToken cancellation) =>
        _system.AskAsync<object>(_cluster!, question, timeout, cancellation);

    /// <summary>Asks whoever knows about objects.</summary>
    public Task<TAnswer> AskAsync<TAnswer>(object question) => _system.AskAsync<TAnswer>(Region, question, Timeout.InfiniteTimeSpan);

    public Task DrainAsync(TimeSpan timeout, CancellationToken cancellation) => _system.AskAsync<Drained>(_limits, new Drain(), timeout, cancellation);

    /// <summary>Its part in the fleet; null where there is none.</summary>
    public async Task<ClusterSnapshot?> GetClusterAsync(TimeSpan timeout, CancellationToken cancellation) =>
        _cluster is null ? null : await _system.AskAsync<ClusterSnapshot>(_cluster, new GetCluster(), timeout, cancellation).ConfigureAwait(false);

    public Task LeaveAsync(TimeSpan timeout, CancellationToken cancellation) =>
        _cluster is null ? Task.CompletedTask : _system.AskAsync<FleetLeft>(_cluster, new LeaveFleet(), timeout, cancellation);

    /// <summary>How the ledger does; null where there is none.</summary>
    public async Task<LedgerSnapshot?> GetLedgerAsync(TimeSpan timeout, CancellationToken cancellation) =>
        _ledger is null ? null : await _system.AskAsync<LedgerSnapshot>(_ledger, new GetLedger(), timeout, cancellation).ConfigureAwait(false);

    /// <summary>Whether what the ledger was told of an object is in its store.</summary>
    public async Task<bool> IsWrittenAsync(LedgerKey key, TimeSpan timeout, CancellationToken cancellation) =>
        _ledger is not null && !await _system.AskAsync<bool>(_ledger, new IsRowWaiting(key), timeout, cancellation).ConfigureAwait(false);

    public async Task<bool> FlushAsync(TimeSpan timeout, CancellationToken cancellation) =>
        _ledger is null || (await _system.AskAsync<LedgerFlushed>(_ledger, new FlushLedger(), timeout, cancellation).ConfigureAwait(false)).IsWritten;

    /// <summary>Ends it at once, as what broke beside its actors cannot be done without: nothing is done any more, and nothing given away.</summary>
    public void Break(Exception failure) => _system.Break(failure);

    public ValueTask DisposeAsync() => _system.DisposeAsync();

    /// <summary>One list and watch for each kind, whoever wants it.</summary>
    internal static IReadOnlyList<IngestSettings> IngestsOf(ControllerSet controllers, int numberOfShards = 0, IngestMode mode = IngestMode.Auto)
    {
        var routes = new List<(WatchedKind Kind, IngestRoute Route)>();
        foreach (var controller in controllers.All)
        {
            for (var source = 0; source < controller.Sources.Count; source++)
            {
                var wanted = controller.Sources[source];
                routes.Add((wanted.Kind, new IngestRoute(controller.Spec, source, wanted.Role, wanted.Index, wanted.Map)));
            }
        }

        return
        [
            .. from route in routes
               group route by route.Kind with { Content = ObjectContent.WithoutManagedFields } into same
               let isNameEnough = same.All(static one => one.Kind.Content == ObjectContent.MetadataOnly)
               let kind = isNameEnough ? same.Key with { Content = ObjectContent.MetadataOnly } : same.Key
               let ingest = new IngestSettings(kind, [.. same.Select(static one => one.Route)], new ListWatchOptions(), numberOfShards)
               select ingest with { IsReadWhole = mode == IngestMode.Direct && ingest.ShardField == ShardField.ControllerUid },
        ];
    }
}
