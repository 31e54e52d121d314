using Actors.Ingest;
using Actors.Objects;
using Actors.Reconciling;

namespace Actors.Simulation;

/// <summary>
/// The author's code: reads a setting, keeps the one part that the object is to have, or none, and last writes a status; in its time, now and then failing.
/// </summary>
internal sealed partial class FleetRun
{
    private readonly List<KubernetesObject> _written = [];
    private Child[] _parts = [];
    private int _wanted;

    private int Spec => ClusterObject.SpecOf(subject);

    private string PartName => PartNameOf(subject.Name);

    /// <summary>What the part of an object is called.</summary>
    public static string PartNameOf(string name) => $"part-{name}";

    /// <summary>Whether an object is to have a part.</summary>
    public static bool WantsPart(int spec) => spec % 5 != 4;

    public void Reconcile(bool isCleanup, Child[] parts)
    {
        Begin();

        // Nobody can keep a key from who goes on under it.
        _isDeaf = !FleetKeys.HasAny(World.Seed) && Network.Strikes(fleet.Traits.Deafness);
        _parts = parts;
        Later(isCleanup ? () => End(new ReconcileEnded(ReconcileResult.Done, [], null)) : ReadSetting);
    }

    private void Later(Action next)
    {
        var most = Network.Strikes(FleetKeys.IsHot(World.Seed) ? 0.3 : fleet.Traits.LongSteps) ? TimeSpan.FromSeconds(40) : TimeSpan.FromMilliseconds(500);
        World.Schedule(new MachineStep(_life, () => Step(next)), World.Time + World.Random.Between(TimeSpan.Zero, most).Ticks);
    }

    private void Step(Action next)
    {
        if (_isOver) return;
        if (Network.Strikes(0.05)) Fail("the author did not think of this");
        else next();
    }

    private void ReadSetting() => Send(() => (object?)Cluster.Find(Cluster.Referenced, ReconcileScript.SettingOf(Spec)) ?? "none", answer =>
    {
        _wanted = ReconcileScript.Wanted(Spec, (answer as ClusterObject)?.Spec);
        if (answer is RequestFailure failure) Fail(failure.Message);
        else Later(DeletePart);
    });

    /// <summary>Of what belongs to the object, what it is not to have, one after the other.</summary>
    private void DeletePart()
    {
        var at = Array.FindIndex(_parts, part => !WantsPart(Spec) || part.Object.Name != PartName);
        if (at < 0)
        {
            KeepPart();
            return;
        }

        var part = _parts[at].Object;
        _parts = [.. _parts.Where((_, other) => other != at)];
        part.TryGetVersionNumber(out var version);
        Write(() => Cluster.Change(Cluster.Owned, part.Name, part.Uid, version, static held => held with { IsBeingDeleted = true }), answer =>
        {
            if (answer is RequestFailure { Code: not 404 } failure) Fail(failure.Message);
            else Later(DeletePart);
        });
    }

    private void KeepPart()
    {
        if (!WantsPart(Spec))
        {
            WriteStatus();
            return;
        }

        var held = _parts.Length > 0 ? _parts[0].Object : default;
        if (!held.IsEmpty && ClusterObject.SpecOf(held) == _wanted) WriteStatus();
        else if (held.IsEmpty) Write(() => Cluster.Create(new ClusterObject(Cluster.Owned, PartName, "") { Spec = _wanted, Owner = (subject.Name, subject.Uid) }), OnCreated);
        else ChangePart(held.Uid);
    }

    private void OnCreated(object answer)
    {
        if (answer is RequestFailure { Reason: "AlreadyExists" }) ChangePart(uid: null);
        else TakePart(answer);
    }

    /// <summary>Takes what is nobody's, too, and leaves to another one what is that one's.</summary>
    private void ChangePart(string? uid) => Write(
        () => Cluster.Change(Cluster.Owned, PartName, uid, null, held =>
            held.Owner is null || held.Owner?.Uid == subject.Uid ? held with { Spec = _wanted, Generation = held.Generation + 1, Owner = (subject.Name, subject.Uid) } : held),
        TakePart);

    private void TakePart(object answer)
    {
        if (answer is ClusterObject written && written.Owner?.Uid == subject.Uid)
        {
            _written.Add(written.ToBytes());
            Later(WriteStatus);
        }
        else Fail((answer as RequestFailure)?.Message ?? "the part is another's");
    }

    private void WriteStatus() => WriteSubject(held => held with { Status = (subject.Generation, _wanted) }, answer =>
    {
        if (answer is ClusterObject written) End(new ReconcileEnded(ReconcileResult.Done, [.. _written, written.ToBytes()], null));
        else Fail(((RequestFailure)answer).Message);
    });

    private void Fail(string why) => End(new ReconcileEnded(new Failed(new ReconcileError("Error", why)), _written, null));
}
