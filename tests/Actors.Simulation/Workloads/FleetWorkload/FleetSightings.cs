using Actors.Cluster;
using Actors.Kernel;

namespace Actors.Simulation;

/// <summary>When each process's watch has first shown each Lease as it is, by that process's clock: some late, some never.</summary>
internal sealed class FleetSightings(World world, ClusterNetwork network, Func<Machine, bool> isOutOfReach)
{
    private readonly Dictionary<(Machine Machine, int Life), Dictionary<string, (string Version, Instant At)>> _seen = [];

    /// <summary>A process watches from now on.</summary>
    public void Watch(Machine machine) => _seen.TryAdd((machine, machine.Lives), []);

    /// <summary>The server has taken a Lease.</summary>
    public void OnWritten(HeldLease lease)
    {
        foreach (var ((machine, life), leases) in _seen)
        {
            if (machine.Lives == life) world.After(network.Latency, () => Show(machine, life, lease, leases));
        }
    }

    /// <summary>What that process knows of the Leases that it has read.</summary>
    public FleetRead AddTo(FleetRead read, Machine machine) => _seen.GetValueOrDefault((machine, machine.Lives)) is not { } leases
        ? read
        : read with { Leases = [.. read.Leases.Select(lease => leases.TryGetValue(lease.Record.Name, out var seen) && seen.Version == lease.Version ? lease with { SeenAt = seen.At } : lease)] };

    private void Show(Machine machine, int life, HeldLease lease, Dictionary<string, (string Version, Instant At)> leases)
    {
        if (machine.Lives == life && machine.State == MachineState.Running && !isOutOfReach(machine) && !network.Strikes(0.05)) leases[lease.Record.Name] = (lease.Version, machine.Now);
    }
}
