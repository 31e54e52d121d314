using Actors.Settings;
using Actors.Sharding;

namespace Actors.Simulation;

/// <summary>
/// An operator on one to seven machines whose clocks drift, that crash, sleep for longer than their leases, lose each other and the API server, or of it the Leases alone, are rolled, added and taken away,
/// while users change objects.
/// </summary>
internal sealed class FleetScenario : Scenario
{
    private readonly SimulatedFleet _fleet;
    private readonly Random _random;
    private readonly int _shards;
    private readonly int _names;
    private readonly TimeSpan _changeInterval;
    private readonly OperatorLedger? _ledger;
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
        _fleet = new SimulatedFleet(World, ClusterTraits.Draw(_random));
        _shards = _random.Next(1, 17);
        _names = _random.Next(1, 12);
        _changeInterval = _random.Between(TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(10));
        foreach (var checker in SimulatedFleet.Checkers().Append(new FleetEndChecker(this))) World.Add(checker);
        var forLedger = new SeededRandom(seed, "ledger");
        if (forLedger.Chance(0.7)) (_ledger = new OperatorLedger(World, forLedger)).Attach();
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

    public ClusterNetwork Network => _fleet.Network;

    public override void Settle()
    {
        _isOver = Network.IsHealthy = true;
        if (_ledger is { } ledger) ledger.IsHealthy = true;
        Network.CutOff.Clear();
        _fleet.CutOffFromLeases.Clear();
        World.After(TimeSpan.FromMinutes(5), () =>
        {
            World.Report(null, new FleetEnds());
            foreach (var machine in World.Machines) machine.Crash();
        });
    }

    /// <summary>Some are there from the beginning, some come later.</summary>
    private void AddReplica(string name)
    {
        var machine = World.AddMachine(name, context => FleetReplica.Boot(World, name, Options with { NumberOfShards = _shards }, context, remembers: _ledger is not null), new MachineOptions { DriftPpm = _random.Next(-20_000, 20_001), Supervision = ReplicaSupervision.Strategy });
        if (_random.Chance(0.7)) return;
        machine.Crash();
        World.After(_random.Between(TimeSpan.Zero, TimeSpan.FromMinutes(1)), machine.Boot);
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
        var cutOff = _random.Chance(0.5) ? Network.CutOff : _fleet.CutOffFromLeases;
        cutOff.Add(machine);
        World.After(_random.Between(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(40)), () => cutOff.Remove(machine));
    }

    private void Disturb()
    {
        switch (_random.Next(4))
        {
            case 0:
                Network.Cluster.Compact(_random.Next(5));
                break;
            case 1 when _random.Chance(0.3):
                _fleet.Server.DeleteMap();
                break;
            default:
                Network.GoDown(_random.Between(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(40)));
                break;
        }
    }
}
