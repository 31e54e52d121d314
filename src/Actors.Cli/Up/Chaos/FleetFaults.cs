using Actors.Cli.Up.Fleet;

namespace Actors.Cli.Up.Chaos;

/// <summary>Brings faults upon the processes of a fleet, and notes them.</summary>
internal sealed class FleetFaults(ReplicaFleet fleet, FleetObserver watch, int faultsAtOnce) : IChaosTarget
{
    private readonly Lock _gate = new();
    private readonly List<ChaosEvent> _events = [];
    private readonly List<ReplicaPause> _pauses = [];
    private readonly Dictionary<string, Task> _stops = new(StringComparer.Ordinal);

    /// <summary>All that was done so far, in its order.</summary>
    public IReadOnlyList<ChaosEvent> Events
    {
        get
        {
            lock (_gate) return [.. _events];
        }
    }

    /// <summary>The pauses there were; one that is not over ends at the end of time.</summary>
    public IReadOnlyList<ReplicaPause> Pauses
    {
        get
        {
            lock (_gate) return [.. _pauses];
        }
    }

    public int Count(ChaosAction action) => Events.Count(one => one.Action == action);

    public bool CanDisturb(string replica)
    {
        var others = fleet.Replicas.Count(one => one.Name != replica && one.State == ReplicaState.Running);
        return fleet[replica] is { State: ReplicaState.Running, HasEndedByItself: false } && others >= fleet.Replicas.Count - faultsAtOnce;
    }

    public async Task CarryOutAsync(ChaosStep step)
    {
        var replica = fleet[step.Replica];
        lock (_gate) _events.Add(new ChaosEvent(MachineClock.Now, step.Replica, step.Action));
        switch (step.Action)
        {
            case ChaosAction.Kill:
                replica.Kill();
                watch.Down(replica.Name);
                break;
            case ChaosAction.Pause:
                Pause(replica);
                break;
            case ChaosAction.Resume:
                Resume(replica);
                break;
            case ChaosAction.Stop:
                await (_stops[replica.Name] = StopAsync(replica));
                break;
            default:
                if (_stops.Remove(replica.Name, out var stop)) await stop;
                await replica.StartAgainAsync();
                watch.Up(replica.Name);
                break;
        }
    }

    /// <summary>Until it has ended it works, and hands over what it owns.</summary>
    private async Task StopAsync(Replica replica)
    {
        await replica.StopAsync();
        watch.Down(replica.Name);
    }

    private void Pause(Replica replica)
    {
        lock (_gate) _pauses.Add(new ReplicaPause(replica.Name, MachineClock.Now, long.MaxValue));
        replica.Pause();
        watch.Down(replica.Name);
    }

    private void Resume(Replica replica)
    {
        replica.Resume();
        watch.Up(replica.Name);
        lock (_gate)
        {
            var at = _pauses.FindLastIndex(pause => pause.Replica == replica.Name);
            _pauses[at] = _pauses[at] with { To = MachineClock.Now };
        }
    }
}
