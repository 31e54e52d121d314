using Actors.Cluster;
using Actors.Ingest;
using Actors.Kernel;
using Actors.Reconciling;
using Actors.Sharding;

namespace Actors.Simulation;

/// <summary>
/// Carries out what replicas want of the API server for their fleet: slow, refused, lost on the way there or back, and now and then done long after nobody waits for it any more.
/// Keeps the fences of all processes.
/// </summary>
internal sealed class FleetEffects(World world, ClusterNetwork network, FleetServer server, FleetTraits traits)
{
    private readonly Dictionary<(Machine Machine, int Life), (Ownership Ownership, Instant Until)> _fences = [];
    private readonly Dictionary<(Machine Machine, int Life), KeepSlots> _slots = [];

    /// <summary>Machines whose requests about Leases and the map come to nothing, though those about objects do not.</summary>
    public HashSet<Machine> CutOff { get; } = [];

    /// <summary>Machines that cannot read Leases and map, though they can write them.</summary>
    public HashSet<Machine> Blind { get; } = [];

    public FleetAmbush Ambush { get; } = new(world, network, server, traits.Options.LeaseDuration);

    public void Attach()
    {
        var sightings = new FleetSightings(world, network, machine => network.IsDown || network.CutOff.Contains(machine) || CutOff.Contains(machine));
        server.Written = sightings.OnWritten;
        world.Handle<PlaceIngests>(static (_, call) => call.Complete(new IngestsPlaced()));
        world.Handle<WriteLease>((write, call) =>
        {
            if (write.Lease.Holder.Length == 0) Ambush.OnActed(call.Machine);
            Send(call, write.Timeout, LeaseWay(write.Timeout), () => server.Write(write.Lease, write.Version), failure => new LeaseRefused(write.Lease.Name, failure));
        });
        world.Handle<WriteShardMap>((write, call) =>
        {
            Ambush.OnActed(call.Machine);
            Send(call, write.Timeout, MapWay(write.Timeout), () => server.Write(write.Text, write.Version), static failure => new ShardMapRefused(failure));
        });
        world.Handle<ReadFleet>((read, call) => Send(
            call, read.Timeout, UsualWay(read.Timeout), server.ReadMap, static failure => new FleetUnread(failure), map => sightings.AddTo(server.ReadLeases(map), call.Machine), () => Blind.Contains(call.Machine)));
        world.Handle<DeleteLease>((delete, call) => Send(call, delete.Timeout, UsualWay(delete.Timeout), () => Delete(delete), _ => new LeaseDeleted(delete.Name)));
        world.Handle<AwaitFleetChange>((_, call) =>
        {
            sightings.Watch(call.Machine);
            Await(call);
        });
        world.Handle<ReportFleet>(static (_, call) => call.Complete(new FleetReported()));
        world.Handle<KeepFence>((keep, call) =>
        {
            _fences[(call.Machine, call.Machine.Lives)] = (keep.Ownership, keep.Until);
            world.Report(null, new FenceSet(call.Machine, keep.Ownership));
            call.Complete(new FenceKept(keep.Ownership));
        });
        world.Handle<KeepSlots>((keep, call) =>
        {
            _slots[(call.Machine, call.Machine.Lives)] = keep;
            call.Complete(new SlotsKept());
        });
    }

    /// <summary>Whether the shell of that process lets a request of something done for an object through now.</summary>
    public bool IsOpen(Machine machine, OwnedEffect effect) =>
        _fences.TryGetValue((machine, machine.Lives), out var fence) && fence.Ownership == effect.Ownership && machine.Now < fence.Until
        && (effect.Slots is not { } slots || machine.Now < slots.Until || slots.Keys.All(slot => machine.Now < UntilOf(machine, slot)));

    private Instant UntilOf(Machine machine, KeySlot slot) => _slots.TryGetValue((machine, machine.Lives), out var kept) ? kept.Until.GetValueOrDefault(slot) : default;

    private bool IsOutOfReach(EffectCall call) => network.IsOutOfReach(call) || CutOff.Contains(call.Machine);

    private LeaseDeleted Delete(DeleteLease delete)
    {
        server.Delete(delete.Name, delete.Version);
        return new LeaseDeleted(delete.Name);
    }

    private void Await(EffectCall call)
    {
        server.OnNextChange(() => world.After(network.Latency, () =>
        {
            // A watch that is stuck: what it misses must be found by reading.
            if (call.IsUnheard || call.HasEnded) return;
            if (IsOutOfReach(call) || network.Strikes(0.05)) Await(call);
            else call.Complete(new FleetChanged());
        }));
        if (traits.HintInterval > TimeSpan.Zero) world.After(traits.HintInterval * (0.5 + world.Random.NextDouble()), () => Hint(call));
    }

    private void Hint(EffectCall call)
    {
        if (!call.IsUnheard && !call.HasEnded && !network.IsHealthy && !IsOutOfReach(call)) call.Complete(new FleetChanged());
    }

    private (TimeSpan There, TimeSpan Back) UsualWay(TimeSpan timeout) =>
        (network.Strikes(0.02) ? timeout * (4 * world.Random.NextDouble()) : network.Latency, network.Strikes(0.1) ? timeout * world.Random.NextDouble() : network.Latency);

    private (TimeSpan There, TimeSpan Back) LeaseWay(TimeSpan timeout)
    {
        var usual = UsualWay(timeout);
        if (network.Strikes(traits.LateRequests)) return (timeout * (0.7 + (0.5 * world.Random.NextDouble())), usual.Back);
        return network.Strikes(traits.LateAnswers) && timeout > usual.There ? (usual.There, (timeout - usual.There) * (0.9 + (0.099 * world.Random.NextDouble()))) : usual;
    }

    private (TimeSpan There, TimeSpan Back) MapWay(TimeSpan timeout) =>
        network.Strikes(traits.LateMaps) ? (timeout * (2 * world.Random.NextDouble()), network.Latency) : UsualWay(timeout);

    /// <param name="call">Whose request.</param>
    /// <param name="timeout">How long it may take.</param>
    /// <param name="way">How long it takes, unless something goes wrong.</param>
    /// <param name="act">What the server does.</param>
    /// <param name="refuse">The outcome where something goes wrong.</param>
    /// <param name="then">What it does with a second request, which others' may come between; null where one is enough.</param>
    /// <param name="isBarred">Whether such a request comes to nothing now.</param>
    private void Send<TAnswer>(
        EffectCall call, TimeSpan timeout, (TimeSpan There, TimeSpan Back) way, Func<TAnswer> act, Func<RequestFailure, object> refuse, Func<TAnswer, object>? then = null,
        Func<bool>? isBarred = null)
        where TAnswer : class
    {
        world.After(timeout, () => End(call, refuse(new RequestFailure(0, "", "no answer in time"))));
        if (IsOutOfReach(call) && world.Random.Chance(0.5)) return;
        world.After(way.There, () =>
        {
            if (!Ambush.TryHold(call.Machine, Arrive)) Arrive();
        });

        void Arrive()
        {
            if (IsOutOfReach(call) || isBarred?.Invoke() == true || (call.IsUnheard && world.Random.Chance(0.5))) return;
            var isFault = network.Strikes(network.Traits.FailureChance);
            object answer = isFault ? refuse(network.Fault()) : act();
            if (network.Strikes(network.Traits.LostAnswerChance)) return;
            if (answer is not TAnswer first || then is null) world.After(way.Back, () => End(call, answer is RequestFailure failure ? refuse(failure) : answer));
            else world.After(way.Back / 2, () => EndLater(call, then(first), way.Back / 2));
        }
    }

    private void EndLater(EffectCall call, object outcome, TimeSpan after) => world.After(after, () => End(call, outcome));

    private static void End(EffectCall call, object outcome)
    {
        if (!call.HasEnded) call.Complete(outcome);
    }
}
