using System.Globalization;
using Actors.Cluster;
using Actors.Kernel;

namespace Actors.Simulation;

/// <summary>What the server holds of the fleet, by what was reported: read here once more, in another way than the fleet reads it.</summary>
internal sealed class FleetModel
{
    private readonly HashSet<string> _held = new(StringComparer.Ordinal);
    private readonly HashSet<string> _deleted = new(StringComparer.Ordinal);

    /// <summary>The owner of each shard by the last map there was.</summary>
    public string[] Owners { get; private set; } = [];

    /// <summary>Whether a shard was on the move.</summary>
    public bool HasMoves { get; private set; }

    public long Epoch { get; private set; }

    /// <summary>Whether a replica may rely on its Lease. One that was deleted by hand is good until the map names its replica no more: nobody was told.</summary>
    public bool IsHeld(string replica) => _held.Contains(replica) || (_deleted.Contains(replica) && Owners.Contains(replica));

    public string OwnerOf(string uid) => Owners[(int)((UInt128)Fnv1a.Hash(uid) * (UInt128)Owners.Length >> 64)];

    /// <summary>Takes in what has happened; whether it was another map.</summary>
    public bool Take(in TraceEvent happened)
    {
        if (happened.Message is LeaseStored lease)
        {
            if (lease.Holder == lease.Name) _held.Add(lease.Name);
            else _held.Remove(lease.Name);
            if (lease.IsByHand) _deleted.Add(lease.Name);
        }

        if (happened.Message is not MapStored { Text: { } text }) return false;
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Epoch = long.Parse(lines[0].Split(' ')[1]["epoch=".Length..], CultureInfo.InvariantCulture);
        HasMoves = text.Contains('>', StringComparison.Ordinal);
        Owners =
        [
            .. from line in lines.Skip(1)
               let words = line.Split(' ')
               where words[0] != "ingest"
               let ends = words[0].Split('-').Select(static end => int.Parse(end, CultureInfo.InvariantCulture)).ToArray()
               from owner in Enumerable.Repeat(words[1], ends[^1] - ends[0] + 1)
               select owner,
        ];
        return true;
    }
}

/// <summary>
/// No object is worked on twice at once in the whole fleet, but by authors who do not end when they are to and whose requests are let through no more: their replica has lost its lease, or
/// has another ownership since the map was deleted.
/// </summary>
internal sealed class OneRunChecker : Checker
{
    private readonly FleetModel _model = new();
    private readonly Dictionary<Machine, Ownership> _fences = [];
    private readonly Dictionary<string, List<RunBegun>> _running = new(StringComparer.Ordinal);
    private readonly HashSet<long> _outlivedMap = [];

    public override string Invariant => "OneReconcileInFleet";

    public override void Observe(in TraceEvent happened)
    {
        _model.Take(happened);
        switch (happened)
        {
            case { Kind: TraceKind.Crashed, Machine: { } crashed }:
                foreach (var runs in _running.Values) runs.RemoveAll(run => run.Machine == crashed);
                break;
            case { Message: RunBegun begun }:
                var others = _running.TryGetValue(begun.Uid, out var known) ? known : _running[begun.Uid] = [];
                foreach (var other in others)
                {
                    if (other.Replica == begun.Replica || !IsPowerless(other))
                        Violate($"{begun.Uid} is worked on by {begun.Replica} while {other.Replica} still does");
                }

                others.Add(begun);
                break;
            case { Message: FenceSet set }:
                _fences[set.Machine] = set.Ownership;
                break;
            case { Message: MapStored { Text: null } }:
                _outlivedMap.UnionWith(_running.Values.SelectMany(static runs => runs).Select(static run => run.Run));
                break;
            case { Message: RunOver over } when _running.TryGetValue(over.Uid, out var under):
                under.RemoveAll(run => run.Run == over.Run);
                break;
        }
    }

    private bool IsPowerless(RunBegun run) =>
        !_model.IsHeld(run.Replica) || (_outlivedMap.Contains(run.Run) && _fences.GetValueOrDefault(run.Machine) != run.Ownership);
}

/// <summary>The server never takes a write for an object from a replica that has lost its lease or does not own the object's shard.</summary>
internal sealed class FenceChecker : Checker
{
    private readonly FleetModel _model = new();

    public override string Invariant => "NoWriteAfterFence";

    public override void Observe(in TraceEvent happened)
    {
        _model.Take(happened);
        if (happened.Message is not WriteTaken write) return;
        if (!_model.IsHeld(write.Replica)) Violate($"{write.Replica} writes for {write.Uid} and has no lease any more");
        var owner = _model.OwnerOf(write.Uid);
        if (owner != write.Replica) Violate($"{write.Replica} writes for {write.Uid}, which is {owner}'s");
    }
}

/// <summary>Each map that is stored has a higher epoch than all before it; one after a map that was deleted, a higher one than any of which a Lease tells.</summary>
internal sealed class EpochChecker : Checker
{
    private readonly FleetModel _model = new();
    private readonly Dictionary<string, long> _seen = new(StringComparer.Ordinal);
    private bool _wasDeleted;

    public override string Invariant => "EpochGrows";

    public override void Observe(in TraceEvent happened)
    {
        if (happened.Message is LeaseStored { Holder: not null } lease) _seen[lease.Name] = lease.Seen;
        if (happened.Message is LeaseStored { Holder: null } gone) _seen.Remove(gone.Name);
        var before = _wasDeleted ? _seen.Values.Append(0).Max() : _model.Epoch;
        if (happened.Message is MapStored stored) _wasDeleted = stored.Text is null;
        if (_model.Take(happened) && _model.Epoch <= before) Violate($"A map of epoch {_model.Epoch} follows one of {before}");
    }
}

/// <summary>No actor throws: all that can go wrong in this world is foreseen.</summary>
internal sealed class NoFailureChecker : Checker
{
    public override string Invariant => "NoFailure";

    public override void Observe(in TraceEvent happened)
    {
        if (happened is { Kind: TraceKind.Threw, Message: Exception failure }) Violate($"{happened.Actor}: {failure}");
    }
}

/// <summary>In the end every shard has an owner that lives, evenly, nothing moves, every object and its part are as they should be, and nobody holds one that is gone.</summary>
internal sealed class FleetEndChecker(FleetScenario scenario) : Checker
{
    private readonly FleetModel _model = new();
    private readonly HashSet<string> _vanished = new(StringComparer.Ordinal);

    public override string Invariant => "FleetConverges";

    public override void Observe(in TraceEvent happened)
    {
        _model.Take(happened);
        if (happened.Message is Vanished { Kind: Cluster.Primary } gone) _vanished.Add(gone.Uid);
        if (happened.Message is not FleetEnds) return;
        CheckOwners();
        CheckObjects();
        foreach (var machine in scenario.World.Machines)
        {
            foreach (var uid in _vanished)
            {
                var shard = Sharding.ShardRange.ShardOf(uid, _model.Owners.Length);
                if (machine.Find($"/region/{shard}/{uid}") is not null) Miss($"{machine} still has an actor for {uid}, which is gone");
            }
        }
    }

    private void CheckOwners()
    {
        if (_model.HasMoves) Miss("Shards are still on the move");
        foreach (var owner in _model.Owners.Distinct())
        {
            if (!_model.IsHeld(owner)) Miss($"{owner} owns shards and has no lease");
        }

        var counts = scenario.World.Machines.Select(machine => _model.Owners.Count(owner => owner.StartsWith($"{machine}_", StringComparison.Ordinal))).ToArray();
        if (counts.Max() - counts.Min() > 1) Miss($"Shards are spread unevenly: {string.Join(", ", counts)}");
    }

    private void CheckObjects()
    {
        var cluster = scenario.Network.Cluster;
        foreach (var held in cluster.Of(Cluster.Primary))
        {
            if (held.IsBeingDeleted) Miss($"{held.Name} is still being deleted");
            var wanted = ReconcileScript.Wanted(held.Spec, cluster.Find(Cluster.Referenced, ReconcileScript.SettingOf(held.Spec))?.Spec);
            if (held.Status != (held.Generation, wanted)) Miss($"{held} should say ({held.Generation}, {wanted})");
            var part = cluster.Find(Cluster.Owned, FleetRun.PartNameOf(held.Name));
            if (FleetRun.WantsPart(held.Spec) ? part?.Owner?.Uid != held.Uid || part.Spec != wanted : part?.Owner?.Uid == held.Uid)
                Miss($"{held} has {part?.ToString() ?? "no part"}");
        }

        foreach (var part in cluster.Of(Cluster.Owned))
        {
            if (part.Owner is { } owner && (!cluster.IsThere(owner.Uid) || part.Name != FleetRun.PartNameOf(owner.Name))) Miss($"{part} belongs to {owner}");
        }
    }
}
