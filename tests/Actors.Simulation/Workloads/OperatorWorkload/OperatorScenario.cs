using Actors.Ingest;
using Actors.Kernel;
using Actors.Ledger;
using Actors.Objects;
using Actors.Reconciling;
using Actors.Settings;
using Actors.Sharding;

namespace Actors.Simulation;

/// <summary>An operator on one machine, a cluster whose users and faults give it no rest, and a process that crashes and pauses.</summary>
internal sealed class OperatorScenario : Scenario
{
    private const int Sources = 3;

    private readonly Cluster _cluster;
    private readonly ClusterNetwork _network;
    private readonly Random _random;
    private readonly int _names;
    private readonly TimeSpan _changeInterval;
    private readonly OperatorLedger? _ledger;
    private readonly TimeSpan? _resync;
    private bool _isOver;

    public OperatorScenario(ulong seed)
    {
        _random = new SeededRandom(seed, "operator");
        Faults = FaultOptions.Draw(_random, TimeSpan.FromSeconds(20));
        SafetyPhase = _random.Between(TimeSpan.FromSeconds(20), TimeSpan.FromMinutes(4));
        World = new World(seed, new WorldOptions());
        _cluster = new Cluster(World);
        _network = new ClusterNetwork(World, _cluster, ClusterTraits.Draw(_random));
        new ClusterEffects(World, _network).Attach();
        _names = _random.Next(1, 6);
        _changeInterval = _random.Between(TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(4));
        World.Add(new OneReconcileChecker());
        World.Add(new FinalizerChecker());
        World.Add(new ConvergenceChecker(_cluster));
        World.Add(new LimitChecker());
        World.Add(new ReadyChecker(Sources));
        World.Add(new NeverOlderChecker());
        World.Add(new BackoffChecker());
        World.Add(new ResyncChecker(_cluster, World));
        var forLedger = new SeededRandom(seed, "ledger");
        if (forLedger.Chance(0.7))
        {
            _ledger = new OperatorLedger(World, forLedger, new SeededRandom(seed, "clock"));
            _ledger.Attach();
            _resync = forLedger.Chance(0.5) ? null : TimeSpan.FromMinutes(2);
            World.Add(new RememberedBackoffChecker(() => _ledger.SetForwardAt));
        }

        for (var left = _random.Next(20); left > 0; left--) ChangeSomething();
        World.AddMachine("op", Boot, new MachineOptions { DriftPpm = _random.Next(-20_000, 20_001) });
        ChangeLater();
        if (_random.Chance(0.6)) DisturbLater();
    }

    public override World World { get; }

    public override FaultOptions Faults { get; }

    public override TimeSpan SafetyPhase { get; }

    /// <summary>An operator never comes to rest: it is given the time any object may need, its longest backoff among them, and then ended.</summary>
    public override void Settle()
    {
        _isOver = _network.IsHealthy = true;
        if (_ledger is { } ledger)
        {
            ledger.IsHealthy = true;
            ledger.SetClockAndRestart(World.Machine("op"));
        }

        World.After(TimeSpan.FromMinutes(25), () => World.Machine("op").Crash());
    }

    private void Boot(ActorContext context)
    {
        // An object that is not reconciled in one life of the process has to be by what it was promised in another.
        var resync = context.Random.Chance(0.5) ? null : (TimeSpan?)TimeSpan.FromMinutes(2);
        if (_ledger is not null) resync = _resync;
        var controller = new ControllerSpec
        {
            Name = "databases",
            Kind = new GroupKind("example.com", Cluster.Primary),
            Owned = [new GroupKind("example.com", Cluster.Owned)],
            References = [(new GroupKind("example.com", Cluster.Referenced), static held => [new ObjectKey("n", ReconcileScript.SettingOf(ClusterObject.SpecOf(held)))])],
            Finalizer = Cluster.Finalizer,
            MaxConcurrent = context.Random.Next(1, 4),
            Backoff = new Backoff { Max = TimeSpan.FromMinutes(5) },
            TimeLimit = TimeSpan.FromSeconds(20),
            Resync = resync,
        };
        var options = new LimitsOptions { MaxConcurrent = 4 };
        var permits = new Permits(options.MaxConcurrent, [controller], static max => new PlainQuota(max));
        var limits = context.Spawn(Props.Create(() => new LimitsActor(options, permits)), "limits");
        var ledger = _ledger is null ? null : context.Spawn(Props.Create(() => new LedgerActor(new PersistenceOptions { BatchSize = 3 })), "ledger");
        var settings = new RegionSettings(4, limits, permits, [new RegionController(controller, Sources)]) { LookEvery = TimeSpan.FromSeconds(20), Ledger = ledger };
        var region = context.Spawn(Props.Create(() => new RegionActor(settings)), "region");
        Ingest(context, region, Cluster.Primary, new IngestRoute(controller, 0, RouteRole.Primary));
        Ingest(context, region, Cluster.Owned, new IngestRoute(controller, 1, RouteRole.Owned));
        Ingest(context, region, Cluster.Referenced, new IngestRoute(controller, 2, RouteRole.Referenced));
    }

    private static void Ingest(ActorContext context, ActorRef region, string kind, IngestRoute route)
    {
        var settings = new IngestSettings(new WatchedKind("example.com", "v1", kind), [route], new ListWatchOptions());
        context.Spawn(Props.Create(() => new IngestActor(settings, region)), $"ingest-{kind}");
    }

    private void ChangeLater() => World.After(_changeInterval * (2 * _random.NextDouble()), () =>
    {
        if (_isOver) return;
        ChangeSomething();
        ChangeLater();
    });

    /// <summary>What users do, to what is theirs and to what is not.</summary>
    private void ChangeSomething()
    {
        var name = $"d{_random.Next(_names)}";
        switch (_random.Next(12))
        {
            case 0 or 1:
                _cluster.Delete(Cluster.Primary, name);
                break;
            case 2 or 3:
                _cluster.Delete(Cluster.Owned, $"part-{name}");
                break;
            case 4:
                _cluster.Change(Cluster.Owned, $"part-{name}", null, null, part => part with { Spec = _random.Next(100), Generation = part.Generation + 1 });
                break;
            case 5:
                ChangeSetting($"s{_random.Next(3)}");
                break;
            case 6 or 7 or 8:
                _cluster.Create(new ClusterObject(Cluster.Primary, name, "") { Spec = _random.Next(100) });
                break;
            default:
                _cluster.Change(Cluster.Primary, name, null, null, held =>
                    held.IsBeingDeleted ? held : held with { Spec = _random.Next(100), Generation = held.Generation + 1 });
                break;
        }
    }

    private void ChangeSetting(string name)
    {
        if (_cluster.Find(Cluster.Referenced, name) is null) _cluster.Create(new ClusterObject(Cluster.Referenced, name, "") { Spec = _random.Next(900) });
        else if (_random.Chance(0.3)) _cluster.Delete(Cluster.Referenced, name);
        else _cluster.Change(Cluster.Referenced, name, null, null, held => held with { Spec = _random.Next(900) });
    }

    private void DisturbLater() => World.After(_random.Between(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60)), () =>
    {
        if (_isOver) return;
        if (_random.Chance(0.5)) _cluster.Compact(_random.Next(5));
        else _network.GoDown(_random.Between(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60)));
        DisturbLater();
    });
}
