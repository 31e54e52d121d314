namespace Actors.Simulation;

/// <summary>
/// Outages that last until another replica acts upon them: then what was held up on its way arrives, and who slept wakes up. A Lease that is renewed in that moment is the one that
/// could come back to life beside its heir.
/// </summary>
internal sealed class FleetAmbush(World world, ClusterNetwork network, FleetServer server, TimeSpan leaseDuration)
{
    private readonly Dictionary<Machine, Queue<Action>> _held = [];
    private readonly HashSet<Machine> _asleep = [];

    /// <summary>Holds up all that a machine has to do with Leases and map.</summary>
    public void CutOff(Machine machine)
    {
        if (!_held.TryAdd(machine, [])) return;
        world.After(3 * leaseDuration, () => Release(machine));
    }

    /// <summary>Has a machine stand still.</summary>
    public void Lull(Machine machine)
    {
        if (machine.State != MachineState.Running || !_asleep.Add(machine)) return;
        machine.Pause();
        world.After(3 * leaseDuration, () => Release(machine));
    }

    /// <summary>Whether a request has to wait.</summary>
    public bool TryHold(Machine machine, Action request)
    {
        if (!_held.TryGetValue(machine, out var held)) return false;
        held.Enqueue(request);
        return true;
    }

    /// <summary>Another one takes a Lease, or writes a map.</summary>
    public void OnActed(Machine other)
    {
        foreach (var machine in _held.Keys.Concat(_asleep).Where(one => one != other && server.SilenceOf(one) >= 0.95 * leaseDuration && network.Strikes(0.6)).ToArray())
            world.After(network.Latency / 2, () => Release(machine));
    }

    public void ReleaseAll()
    {
        foreach (var machine in _held.Keys.Concat(_asleep).ToArray()) Release(machine);
    }

    private void Release(Machine machine)
    {
        if (_asleep.Remove(machine)) machine.Resume();
        if (!_held.Remove(machine, out var held)) return;
        foreach (var request in held) request();
    }
}
