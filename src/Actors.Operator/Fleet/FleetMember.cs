using System.Collections.Concurrent;
using System.Net;
using Actors.Cluster;
using Actors.Engine;
using Actors.Ingest;
using Actors.Kernel;
using Actors.Kubernetes;
using Actors.Operators.Hosting;
using Actors.Operators.Events;
using Actors.Operators.Feeds;
using Actors.Operators.Link;
using Actors.Operators.Management;
using Actors.Operators.Running;
using Actors.Operators.Telemetry;
using Actors.Reconciling;
using Actors.Settings;
using Actors.Sharding;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Actors.Operators.Fleet;

/// <summary>A replica's part in a fleet, outside of its actors: what it asks the API server, and its link to the others.</summary>
internal sealed class FleetMember : IAsyncDisposable
{
    private readonly FleetRunner _runner;
    private readonly FleetWatch _watch;
    private readonly LinkAuthentication _authentication;
    private readonly LinkServer _server;
    private readonly LinkClient _client;
    private readonly FeedService _feeds;
    private readonly ConcurrentDictionary<string, KubernetesClient> _peers = new(StringComparer.Ordinal);
    private ActorSystem? _system;
    private ClusterJournal? _journal;
    private bool _isDisposed;

    /// <exception cref="OperatorStartException">There is nothing by which replicas could know each other.</exception>
    public FleetMember(KubernetesClient client, Fence fence, ControllerSet controllers, IReadOnlyList<IngestSettings> ingests, OperatorOptions options, ClusterOptions cluster, EventWriter events, BackgroundWork work, TimeProvider time, ILogger log)
    {
        var kinds = string.Join(' ', controllers.All.Select(static one => $"{one.Spec.Kind}").Order(StringComparer.Ordinal));
        var names = new FleetNames(options.Name, options.FleetNamespace ?? client.Configuration.Namespace, kinds);
        _runner = new FleetRunner(client, names, cluster, events, time, log);
        (Fence, Replica, State) = (fence, options.Replica!, new FleetState(events, life => _runner.SubjectOf(life), log));
        _watch = new FleetWatch(client, names, work, time);
        _authentication = LinkAuthentication.Load(options.LinkSecretFile, client, time);
        _server = new LinkServer(IPEndPoint.Parse(options.LinkAddress), FleetProtocol.Instance, _authentication, OnDeadLetter, log, time);
        _feeds = new FeedService(client, new FeedOptions(), new ListWatchOptions(), work, FeedService.Linger);
        _server.Map(FeedService.Prefix, _feeds.AnswerAsync);
        Kinds = cluster.Ingest == IngestMode.Direct ? [] : [.. ingests.Select(static one => one.Kind)];
        var isWhole = ingests.Where(one => Kinds.Contains(one.Kind)).ToDictionary(static one => one.Kind, static one => one.ShardField is null);
        Places = new IngestPlaces(
            cluster.Ingest, _feeds, isWhole, address => _peers.GetOrAdd(address, static (at, authentication) => authentication.NewClient(at, FeedService.Prefix), _authentication), time, log);
        _client = new LinkClient(Replica, FleetProtocol.Instance, _authentication, OnDeadLetter, log, time);
    }

    /// <summary>The replica's name, without what is drawn at its start.</summary>
    public string Replica { get; }

    /// <summary>Where other replicas reach it; empty before <see cref="ListenAsync"/>.</summary>
    public string Address => _server.Address;

    /// <summary>The kinds that one replica lists and watches for all.</summary>
    public IReadOnlyList<WatchedKind> Kinds { get; }

    /// <summary>Where each kind is read.</summary>
    public IngestPlaces Places { get; }

    /// <summary>What its requests have to pass.</summary>
    public Fence Fence { get; }

    public FleetState State { get; }

    /// <summary>Why it may not work; null if it may, be it that it has nothing to work on.</summary>
    public string? Problem => _runner.NameTaken is { } taken ? $"it is not let into its fleet: {taken}" : State.Problem;

    /// <summary>What has gone over the link.</summary>
    public LinkFigures Link => new(_client.SentCount, _client.LostCount, _server.ReceivedCount, _server.RefusedCount);

    /// <summary>By what replicas know each other.</summary>
    public LinkAuthentication Authentication => _authentication;

    /// <summary>Has other replicas ask what this one shows, and what becomes of the fleet be kept. To be called before it listens.</summary>
    public void Show(RequestDelegate manage, ClusterJournal journal)
    {
        _server.Map(FleetPeers.Prefix, http => AnswerAsync(http, manage));
        _journal = journal;
    }

    /// <summary>Answers that go on end when this replica does.</summary>
    private async Task AnswerAsync(HttpContext http, RequestDelegate manage)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, _server.Stopping);
        http.RequestAborted = ending.Token;
        await manage(http).ConfigureAwait(false);
    }

    /// <exception cref="OperatorStartException">It cannot listen where it is to.</exception>
    public Task ListenAsync(CancellationToken cancellation) => _server.StartAsync(cancellation);

    /// <summary>The region of another replica.</summary>
    public ActorRef RegionAt(string address) => _client.RefAt(address, FleetProtocol.Region);

    /// <summary>Who counts limits by key at another replica.</summary>
    public ActorRef LimitsAt(string address) => _client.RefAt(address, FleetProtocol.Limits);

    /// <summary>Has others' messages reach these from now on.</summary>
    public void Connect(ActorSystem system, ActorRef region, ActorRef limits)
    {
        _system = system;
        _server.Register(FleetProtocol.Region, region);
        _server.Register(FleetProtocol.Limits, limits);
    }

    /// <summary>Has the effects of the fleet's actor carried out.</summary>
    /// <param name="effects">Gets the runners.</param>
    /// <param name="now">The clock of the actors.</param>
    public void AddTo(EffectRunners effects, Func<Instant> now) => effects
        .Add<ReadFleet>((read, token) => ReadAsync(read, now, token))
        .Add<WriteLease>(_runner.WriteLeaseAsync)
        .Add<DeleteLease>(_runner.DeleteLeaseAsync)
        .Add<WriteShardMap>(_runner.WriteMapAsync)
        .Add<AwaitFleetChange>(_watch.AwaitAsync)
        .Add<ReportFleet>(ReportAsync)
        .Add<PlaceIngests>(PlaceAsync)
        .Add<KeepFence>((keep, _) => Task.FromResult<object>(Keep(keep, now)))
        .Add<KeepSlots>((keep, _) => Task.FromResult<object>(Keep(keep, now)));

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, true)) return;
        await _client.DisposeAsync().ConfigureAwait(false);
        await _feeds.DisposeAsync().ConfigureAwait(false);
        await _server.DisposeAsync().ConfigureAwait(false);
        await _watch.DisposeAsync().ConfigureAwait(false);
        foreach (var peer in _peers.Values) peer.Dispose();
        _authentication.Dispose();
    }

    private void OnDeadLetter(DeadLetter letter) => _system?.Host.OnDeadLetter(letter);

    private Task<object> ReportAsync(ReportFleet report, CancellationToken cancellation)
    {
        _journal?.Add(report.Replica.Length == 0 ? Replica : report.Replica, report.News.ToString(), FleetState.Sentence(report));
        return State.ReportAsync(report, cancellation);
    }

    private async Task<object> ReadAsync(ReadFleet read, Func<Instant> now, CancellationToken cancellation)
    {
        var outcome = await _runner.ReadAsync(read, cancellation).ConfigureAwait(false);
        return outcome is not FleetRead known
            ? outcome
            : known with { Leases = [.. known.Leases.Select(lease => _watch.AgeOf(lease) is { } age ? lease with { SeenAt = now() + -age } : lease)] };
    }

    private Task<object> PlaceAsync(PlaceIngests placed, CancellationToken cancellation)
    {
        _journal?.OnMap(placed.Replica, placed.Map);
        return Places.PlaceAsync(placed, cancellation);
    }

    private FenceKept Keep(KeepFence keep, Func<Instant> now)
    {
        Fence.Keep(keep.Ownership, keep.Until, now);
        return new FenceKept(keep.Ownership);
    }

    private SlotsKept Keep(KeepSlots keep, Func<Instant> now)
    {
        Fence.KeepSlots(keep, now);
        return new SlotsKept();
    }
}
