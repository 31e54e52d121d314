using Actors.Cluster;
using Actors.Engine;
using Actors.Ingest;
using Actors.Kernel;
using Actors.Kubernetes;
using Actors.Objects;
using Actors.Operators.Feeds;
using Actors.Operators.Running;
using Actors.Reconciling;
using Actors.Settings;
using Actors.Sharding;

namespace Actors.Operators.Tests.Feeds;

/// <summary>
/// The reading half of a replica that follows all shards of the config maps owned by config maps, or of all that are referred to: its ingest's actors, as they run, and what its region is told.
/// Another replica, which a <see cref="FeedHost"/> plays, reads them for all.
/// </summary>
internal sealed class FleetReading : IAsyncDisposable
{
    private const int Shards = 8;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, KubernetesObject> _view = new(StringComparer.Ordinal);
    private readonly List<(string Name, bool IsThere)> _references = [];
    private readonly FeedService _own;
    private readonly KubernetesClient _client;
    private readonly ActorSystem _system;
    private readonly List<FeedHost> _hosts;
    private readonly IngestPlaces _places;
    private readonly IngestSettings _settings;

    public FleetReading(TestCluster cluster, WatchedKind kind, FeedHost host, TimeProvider time, OperatorLogLines log, IngestMode mode, RouteRole role = RouteRole.Owned)
    {
        _client = cluster.NewClient();
        _own = new FeedService(_client, new FeedOptions(), new ListWatchOptions(), new BackgroundWork(), TimeSpan.Zero);
        _hosts = [host];
        var kinds = new Dictionary<WatchedKind, bool> { [kind] = role == RouteRole.Referenced };
        _places = new IngestPlaces(mode, _own, kinds, address => _hosts.FindLast(one => one.Address.Authority == address)!.NewClient(), time, log.Log);
        Kind = kind;
        var watches = new WatchRunner(_client, _places);
        var effects = new EffectRunners()
            .Add<ReadPage>(watches.ReadPageAsync)
            .Add<OpenWatch>(watches.OpenAsync)
            .Add<ReadWatch>(WatchRunner.ReadAsync, onLane: true, lendsThread: true)
            .Add<ReportSource>(static (_, _) => Task.FromResult<object>(new SourceReported()));
        _system = new ActorSystem(new ActorSystemOptions(), effects, ReplicaSupervision.Strategy);
        var controller = new ControllerSpec { Name = "owners", Kind = new GroupKind("", "ConfigMap") };
        var options = new ListWatchOptions { MinBackoff = TimeSpan.FromMilliseconds(20), MaxBackoff = TimeSpan.FromMilliseconds(100) };
        _settings = new IngestSettings(kind, [new IngestRoute(controller, 0, role)], options, Shards);
    }

    public WatchedKind Kind { get; }

    public KindPlace Place => _places[Kind];

    /// <summary>Names, with versions.</summary>
    public string[] Held
    {
        get
        {
            lock (_gate) return [.. _view.Values.Select(static one => $"{one}").Order(StringComparer.Ordinal)];
        }
    }

    /// <summary>What was told of objects others refer to: their names, and whether they are there.</summary>
    public (string Name, bool IsThere)[] References
    {
        get
        {
            lock (_gate) return [.. _references];
        }
    }

    /// <summary>Begins to read at the other replica.</summary>
    public async Task StartAsync()
    {
        await PlaceAsync(isShared: true);
        var region = _system.Spawn(Props.Create(() => new Region(this)), "region");
        _system.Spawn(Props.Create(() => IngestActor.For(_settings, region)), "ingest");
    }

    /// <summary>The map says that another replica reads for all from now on.</summary>
    public Task MoveAsync(FeedHost host)
    {
        _hosts.Add(host);
        return PlaceAsync(isShared: true);
    }

    /// <summary>The map says that the other replica reads for all, or that there is no other.</summary>
    public Task PlaceAsync(bool isShared) => _places.PlaceAsync(
        new PlaceIngests(
            "r1_x",
            new ShardMap(1, [new ShardPlace("r1_x"), new ShardPlace(isShared ? "r2_x" : "r1_x")], new Dictionary<string, string> { [Kind.Id] = isShared ? "r2_x" : "r1_x" }),
            new Dictionary<string, string> { ["r1_x"] = "", ["r2_x"] = _hosts[^1].Address.Authority }),
        default);

    public async ValueTask DisposeAsync()
    {
        await _system.DisposeAsync();
        await _own.DisposeAsync();
        _client.Dispose();
    }

    private void Take(object told)
    {
        lock (_gate)
        {
            if (told is ChildChanged changed) _view[changed.Child.Object.Uid] = changed.Child.Object;
            else if (told is ChildDeleted deleted) _view.Remove(deleted.Last.Object.Uid);
            else if (told is ReferenceListed listed) _references.Add((listed.Name.Name, listed.Version != 0));
            else if (told is ReferenceChanged reference) _references.Add((reference.Name.Name, reference.Version != 0));
        }
    }

    private sealed class Region(FleetReading owner) : Actor
    {
        protected override void Receive(object message, ActorContext context)
        {
            if (message is IngestStarted) context.Reply(new FollowShards(1, [.. Enumerable.Repeat(true, Shards)]));
            else owner.Take(message);
        }
    }
}
