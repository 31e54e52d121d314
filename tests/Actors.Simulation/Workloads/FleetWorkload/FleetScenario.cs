using Actors.Cluster;
using Actors.Kernel;
using Actors.Objects;
using Actors.Reconciling;
using Actors.Settings;
using Actors.Sharding;
using Actors.Ingest;

namespace Actors.Simulation;

/// <summary>
/// An operator on one to seven machines whose clocks drift, that crash, sleep for longer than their leases, lose each other and the API server, are rolled, added and taken away,
/// while users change objects.
/// </summary>
internal sealed class FleetScenario : Scenario
{
    private readonly FleetServer _server;
    private readonly FleetEffects _effects;
    private readonly Random _random;
    private readonly int _shards;
    private readonly int _names;
    private readonly TimeSpan _changeInterval;
    private long _lastRun;
    private bool _isOver;

    public FleetScenario(ulong seed)
    {
        _random = new SeededRandom(seed, "fleet");
        Faults = FaultOptions.Draw(_random, TimeSpan.FromSeconds(40)) with
        {
            DownMax = TimeSpan.FromSeconds(40), PauseMax = TimeSpan.FromSeconds(40), PartitionMax = TimeSpan.FromSeconds(40),
        };
        SafetyPhase = _random.Between(TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(4));
        World = new World(seed, new WorldOptions { Links = new LinkOptions { Loss = _random.Chance(0.5) ? 0 : 0.2 * _random.NextDouble() } });
        Network = new ClusterNetwork(World, new Cluster(World), ClusterTraits.Draw(_random));
        _server = new FleetServer(World);
        _effects = new FleetEffects(World, Network, _server);
        Attach();
        _shards = _random.Next(1, 17);
        _names = _random.Next(1, 12);
        _changeInterval = _random.Between(TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(10));
        foreach (var checker in (Checker[])[new OneRunChecker(), new FenceChecker(), new EpochChecker(), new NoFailureChecker(), new FleetEndChecker(this)]) World.Add(checker);
        for (var left = _random.Next(12); left > 0; left--) ChangeSomething();
        for (var left = _random.Next(1, 8); left > 0; left--) AddReplica($"r{left}");
        Repeat(_changeInterval, ChangeSomething);
        if (_random.Chance(0.6)) Repeat(TimeSpan.FromSeconds(20), TerminateOne);
        if (_random.Chance(0.6)) Repeat(TimeSpan.FromSeconds(30), CutOneOff);
        if (_random.Chance(0.4)) Repeat(TimeSpan.FromSeconds(30), Disturb);
    }

    public static ClusterOptions Options { get; } = new();

    public override World World { get; }

    public override FaultOptions Faults { get; }

    public override TimeSpan SafetyPhase { get; }

    public ClusterNetwork Network { get; }

    public long NextRun() => ++_lastRun;

    public bool IsOpen(Machine machine, Ownership ownership) => _effects.IsOpen(machine, ownership);

    public override void Settle()
    {
        _isOver = Network.IsHealthy = true;
        Network.CutOff.Clear();
        World.After(TimeSpan.FromMinutes(5), () =>
        {
            World.Report(null, new FleetEnds());
            foreach (var machine in World.Machines) machine.Crash();
        });
    }

    private void Attach()
    {
        new ClusterEffects(World, Network).Attach();
        _effects.Attach();
        Run<Reconcile>(static effect => effect.Object, static (run, effect) => run.Reconcile(effect.IsCleanup));
        Run<AddFinalizer>(static effect => effect.Object, static (run, _) => run.ChangeFinalizer(isOn: true));
        Run<RemoveFinalizer>(static effect => effect.Object, static (run, _) => run.ChangeFinalizer(isOn: false));
    }

    /// <summary>What the fence does not let through does not begin.</summary>
    private void Run<TEffect>(Func<TEffect, KubernetesObject> subject, Action<FleetRun, TEffect> begin) where TEffect : OwnedEffect => World.Handle<TEffect>((effect, call) =>
    {
        if (IsOpen(call.Machine, effect.Ownership)) begin(new FleetRun(this, effect, subject(effect), call), effect);
        else call.CompleteCancelled();
    });

    /// <summary>Some are there from the beginning, some come later.</summary>
    private void AddReplica(string name)
    {
        var machine = World.AddMachine(name, context => Boot(name, context), new MachineOptions { DriftPpm = _random.Next(-20_000, 20_001), Supervision = ReplicaSupervision.Strategy });
        if (_random.Chance(0.7)) return;
        machine.Crash();
        World.After(_random.Between(TimeSpan.Zero, TimeSpan.FromMinutes(1)), machine.Boot);
    }

    private void Boot(string name, ActorContext context)
    {
        var controller = new ControllerSpec
        {
            Name = "databases",
            Kind = new GroupKind("example.com", Cluster.Primary),
            References = [(new GroupKind("example.com", Cluster.Referenced), static held => [new ObjectKey("n", ReconcileScript.SettingOf(ClusterObject.SpecOf(held)))])],
            Finalizer = Cluster.Finalizer,
            Backoff = new Backoff { Max = TimeSpan.FromSeconds(20) },
            TimeLimit = TimeSpan.FromMinutes(1),
            Resync = null,
        };
        var limits = context.Spawn(Props.Create(static () => new LimitsActor(new LimitsOptions { MaxConcurrent = 3 })), "limits");
        var fleet = new RegionFleet(address => World.RefTo(address, "/region"), 2, Options.HandoffTimeout);
        var region = context.Spawn(Props.Create(() => new RegionActor(new RegionSettings(_shards, limits, [new RegionController(controller, 2)], fleet))), "region");
        Ingest(context, region, Cluster.Primary, new IngestRoute(controller, 0, RouteRole.Primary));
        Ingest(context, region, Cluster.Referenced, new IngestRoute(controller, 1, RouteRole.Referenced));
        var settings = new ClusterSettings(name, name, 1, ["databases", "settings"], Options with { NumberOfShards = _shards });
        var cluster = context.Spawn(Props.Create(() => new ClusterActor(settings, region)), "cluster");
        context.Spawn(Props.Create(() => new FleetShell(World, cluster)), "shell");
    }

    private void Ingest(ActorContext context, ActorRef region, string kind, IngestRoute route)
    {
        var settings = new IngestSettings(new WatchedKind("example.com", "v1", kind), [route], new ListWatchOptions(), _shards);
        context.Spawn(Props.Create(() => new IngestActor(settings, region)), $"ingest-{kind}");
    }

    private void Repeat(TimeSpan interval, Action action) => World.After(interval * (2 * _random.NextDouble()), () =>
    {
        if (_isOver) return;
        action();
        Repeat(interval, action);
    });

    private void ChangeSomething()
    {
        var (name, cluster) = ($"d{_random.Next(_names)}", Network.Cluster);
        var setting = $"s{_random.Next(3)}";
        switch (_random.Next(8))
        {
            case 0:
                cluster.Delete(Cluster.Primary, name);
                break;
            case 1:
                if (cluster.Find(Cluster.Referenced, setting) is null) cluster.Create(new ClusterObject(Cluster.Referenced, setting, "") { Spec = _random.Next(900) });
                else cluster.Change(Cluster.Referenced, setting, null, null, held => held with { Spec = _random.Next(900) });
                break;
            case 2 or 3 or 4:
                cluster.Create(new ClusterObject(Cluster.Primary, name, "") { Spec = _random.Next(100) });
                break;
            default:
                cluster.Change(Cluster.Primary, name, null, null, held =>
                    held.IsBeingDeleted ? held : held with { Spec = _random.Next(100), Generation = held.Generation + 1 });
                break;
        }
    }

    /// <summary>As in a rolling update, or when there are to be fewer: one ends in order, and one of its name comes back after a while.</summary>
    private void TerminateOne()
    {
        if (_random.Pick(World.Machines).Find("/shell") is { } shell) shell.Tell(new Terminate());
    }

    private void CutOneOff()
    {
        var machine = _random.Pick(World.Machines);
        Network.CutOff.Add(machine);
        World.After(_random.Between(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(40)), () => Network.CutOff.Remove(machine));
    }

    private void Disturb()
    {
        switch (_random.Next(4))
        {
            case 0:
                Network.Cluster.Compact(_random.Next(5));
                break;
            case 1 when _random.Chance(0.3):
                _server.DeleteMap();
                break;
            default:
                Network.GoDown(_random.Between(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(40)));
                break;
        }
    }
}
