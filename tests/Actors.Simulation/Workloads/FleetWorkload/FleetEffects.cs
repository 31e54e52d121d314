using Actors.Cluster;
using Actors.Ingest;
using Actors.Kernel;
using Actors.Sharding;

namespace Actors.Simulation;

/// <summary>
/// Carries out what replicas want of the API server for their fleet: slow, refused, lost on the way there or back, and now and then done long after nobody waits for it any more.
/// Keeps the fences of all processes.
/// </summary>
internal sealed class FleetEffects(World world, ClusterNetwork network, FleetServer server)
{
    private readonly Dictionary<(Machine Machine, int Life), (Ownership Ownership, Instant Until)> _fences = [];

    /// <summary>Machines whose requests about Leases and the map come to nothing, though those about objects do not.</summary>
    public HashSet<Machine> CutOff { get; } = [];

    public void Attach()
    {
        world.Handle<PlaceIngests>(static (_, call) => call.Complete(new IngestsPlaced()));
        world.Handle<WriteLease>((write, call) => Send(
            call, write.Timeout, () => server.Write(write.Lease, write.Version), failure => new LeaseRefused(write.Lease.Name, failure)));
        world.Handle<WriteShardMap>((write, call) => Send(call, write.Timeout, () => server.Write(write.Text, write.Version), static failure => new ShardMapRefused(failure)));
        world.Handle<ReadFleet>((read, call) => Send(call, read.Timeout, server.ReadMap, static failure => new FleetUnread(failure), server.ReadLeases));
        world.Handle<DeleteLease>((delete, call) => Send(call, delete.Timeout, () => Delete(delete), _ => new LeaseDeleted(delete.Name)));
        world.Handle<AwaitFleetChange>((_, call) => Await(call));
        world.Handle<ReportFleet>(static (_, call) => call.Complete(new FleetReported()));
        world.Handle<KeepFence>((keep, call) =>
        {
            _fences[(call.Machine, call.Machine.Lives)] = (keep.Ownership, keep.Until);
            call.Complete(new FenceKept(keep.Ownership));
        });
    }

    /// <summary>Whether the shell of that process lets a request under that ownership through now.</summary>
    public bool IsOpen(Machine machine, Ownership ownership) =>
        _fences.TryGetValue((machine, machine.Lives), out var fence) && fence.Ownership == ownership && machine.Now < fence.Until;

    private bool IsOutOfReach(EffectCall call) => network.IsOutOfReach(call) || CutOff.Contains(call.Machine);

    private LeaseDeleted Delete(DeleteLease delete)
    {
        server.Delete(delete.Name, delete.Version);
        return new LeaseDeleted(delete.Name);
    }

    private void Await(EffectCall call) => server.OnNextChange(() => world.After(network.Latency, () =>
    {
        // A watch that is stuck: what it misses must be found by reading.
        if (call.IsUnheard) return;
        if (IsOutOfReach(call) || network.Strikes(0.05)) Await(call);
        else call.Complete(new FleetChanged());
    }));

    /// <param name="call">Whose request.</param>
    /// <param name="timeout">How long it may take.</param>
    /// <param name="act">What the server does.</param>
    /// <param name="refuse">The outcome where something goes wrong.</param>
    /// <param name="then">What it does with a second request, which others' may come between; null where one is enough.</param>
    private void Send<TAnswer>(EffectCall call, TimeSpan timeout, Func<TAnswer> act, Func<RequestFailure, object> refuse, Func<TAnswer, object>? then = null)
        where TAnswer : class
    {
        world.After(timeout, () => End(call, refuse(new RequestFailure(0, "", "no answer in time"))));
        if (IsOutOfReach(call) && world.Random.Chance(0.5)) return;
        var isLate = network.Strikes(0.02);
        world.After(isLate ? timeout * (4 * world.Random.NextDouble()) : network.Latency, () =>
        {
            if (IsOutOfReach(call) || (call.IsUnheard && world.Random.Chance(0.5))) return;
            var isFault = network.Strikes(network.Traits.FailureChance);
            object answer = isFault ? refuse(network.Fault()) : act();
            if (network.Strikes(network.Traits.LostAnswerChance)) return;
            var back = network.Strikes(0.1) ? timeout * world.Random.NextDouble() : network.Latency;
            if (answer is not TAnswer first || then is null) world.After(back, () => End(call, answer is RequestFailure failure ? refuse(failure) : answer));
            else world.After(back / 2, () => EndLater(call, then(first), back / 2));
        });
    }

    private void EndLater(EffectCall call, object outcome, TimeSpan after) => world.After(after, () => End(call, outcome));

    private static void End(EffectCall call, object outcome)
    {
        if (!call.HasEnded) call.Complete(outcome);
    }
}
