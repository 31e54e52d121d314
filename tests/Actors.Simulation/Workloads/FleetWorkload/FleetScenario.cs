using Actors.Sharding;

namespace Actors.Simulation;

/// <summary>
/// An operator on one to seven machines whose clocks drift, that crash, sleep for longer than their leases, lose each other and the API server, or of it the Leases alone, are rolled, added and taken away,
/// while users change objects.
/// </summary>
internal sealed class FleetScenario : Scenario
{
    // In millionths.
    private const int DriftMax = 20_000;

    private readonly SimulatedFleet _fleet;
    private readonly FleetTraits _traits;
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
        _traits = FleetTraits.Draw(_random);
        _fleet = new SimulatedFleet(World, ClusterTraits.Draw(_random), _traits);
        var lags = new SeededRandom(seed, "lag");
        if (lags.Chance(0.5)) Network.LagWatches(lags, TimeSpan.FromSeconds(10));
        _shards = _random.Next(1, 17);
        _names = _random.Next(1, 12);
        _changeInterval = _traits.IsBusy ? TimeSpan.FromMilliseconds(300) : _random.Between(TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(10));
        foreach (var checker in SimulatedFleet.Checkers().Append(new FleetKeyChecker(seed)).Append(new FleetEndChecker(this))) World.Add(checker);
        var forLedger = new SeededRandom(seed, "ledger");
        if (forLedger.Chance(0.7)) (_ledger = new OperatorLedger(World, forLedger, new SeededRandom(seed, "clock"))).Attach();
        for (var left = _random.Next(12); left > 0; left--) ChangeSomething();
        for (var left = _random.Next(1, 8); left > 0; left--) AddReplica($"r{left}");
        Repeat(_changeInterval, ChangeSomething);
        if (_random.Chance(0.6)) Repeat(TimeSpan.FromSeconds(20), TerminateOne);
        if (_random.Chance(0.6)) Repeat(TimeSpan.FromSeconds(30), CutOneOff);
        if (_random.Chance(0.4)) Repeat(TimeSpan.FromSeconds(30), Disturb);
        if (_traits.AmbushInterval > TimeSpan.Zero) Repeat(_traits.AmbushInterval, LayAmbush);
        if (_traits.LossInterval > TimeSpan.Zero) Repeat(_traits.LossInterval, () => Mark(_fleet.CutOffFromLeases, _traits.Options.LeaseDuration, 2 * _traits.Options.LeaseDuration));
        if (_traits.BlindInterval > TimeSpan.Zero) Repeat(_traits.BlindInterval, () => MarkOne(_fleet.Blind));
    }

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
        _fleet.Blind.Clear();
        _fleet.Ambush.ReleaseAll();
        World.After(TimeSpan.FromMinutes(5), () =>
        {
            World.Report(null, new FleetEnds());
            foreach (var machine in World.Machines) machine.Crash();
        });
    }

    /// <summary>Some are there from the beginning, some come later.</summary>
    private void AddReplica(string name)
    {
        var machine = World.AddMachine(name, context => FleetReplica.Boot(World, name, _traits.Options with { NumberOfShards = _shards }, context, remembers: _ledger is not null), new MachineOptions { DriftPpm = Drift(), Supervision = ReplicaSupervision.Strategy });
        if (_random.Chance(0.7)) return;
        machine.Crash();
        World.After(_random.Between(TimeSpan.Zero, TimeSpan.FromMinutes(1)), machine.Boot);
    }

    private int Drift() => _traits.HasExtremeClocks ? (_random.Chance(0.5) ? DriftMax : -DriftMax) : _random.Next(-DriftMax, DriftMax + 1);

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
        switch (_random.Next(12))
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
            case 5:
                cluster.Delete(Cluster.Owned, FleetRun.PartNameOf(name));
                break;
            case 6:
                cluster.Change(Cluster.Owned, FleetRun.PartNameOf(name), null, null, held => held with { Spec = _random.Next(100), Generation = held.Generation + 1 });
                break;
            case 7:
                GiveToAnother(FleetRun.PartNameOf(name));
                break;
            default:
                cluster.Change(Cluster.Primary, name, null, null, held =>
                    held.IsBeingDeleted ? held : held with { Spec = _random.Next(100), Generation = held.Generation + 1 });
                break;
        }
    }

    private void GiveToAnother(string part)
    {
        ClusterObject[] others = [.. Network.Cluster.Of(Cluster.Primary)];
        (string, string)? owner = others.Length > 0 && _random.Chance(0.7) && _random.Pick(others) is var other ? (other.Name, other.Uid) : null;
        Network.Cluster.Change(Cluster.Owned, part, null, null, held => held with { Owner = owner });
    }

    /// <summary>As in a rolling update, or when there are to be fewer: one ends in order, and one of its name comes back after a while.</summary>
    private void TerminateOne()
    {
        if (_random.Pick(World.Machines).Find("/shell") is { } shell) shell.Tell(new Terminate());
    }

    private void CutOneOff() => MarkOne(_random.Chance(0.5) ? Network.CutOff : _fleet.CutOffFromLeases);

    private void MarkOne(HashSet<Machine> machines) => Mark(machines, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(40));

    private void Mark(HashSet<Machine> machines, TimeSpan shortest, TimeSpan longest)
    {
        var machine = _random.Pick(World.Machines);
        machines.Add(machine);
        World.After(_random.Between(shortest, longest), () => machines.Remove(machine));
    }

    private void LayAmbush()
    {
        if (_random.Chance(0.7)) _fleet.Ambush.CutOff(_random.Pick(World.Machines));
        else _fleet.Ambush.Lull(_random.Pick(World.Machines));
    }

    private void Disturb()
    {
        switch (_random.Next(4))
        {
            case 0:
                Network.Cluster.Compact(_random.Next(5));
                break;
            case 1 when _traits.LosesLeases && _fleet.Server.Leases is { Count: > 0 } leases:
                _fleet.Server.DeleteLease(_random.Pick([.. leases]).Record.Name);
                break;
            case 1 when !_traits.LosesLeases && _random.Chance(0.5):
                _fleet.Server.DeleteMap();
                break;
            default:
                Network.GoDown(_random.Between(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(40)));
                break;
        }
    }
}
