using Actors.Ingest;
using Actors.Objects;
using Actors.Reconciling;

namespace Actors.Simulation;

/// <summary>
/// An author's reconcile: reads a setting, creates or changes a part, writes a status; slow, now and then failing, throwing or hanging, and ending when it is
/// cancelled, at once or late.
/// </summary>
internal sealed class ReconcileScript(World world, ClusterNetwork network, Reconcile reconcile, EffectCall call)
{
    private readonly List<KubernetesObject> _written = [];
    private readonly int _life = call.Machine.Lives;
    private ulong _version;
    private bool _isOver;

    private KubernetesObject Object => reconcile.Object;

    private Cluster Cluster => network.Cluster;

    public void Begin()
    {
        world.Report(null, new ReconcileBegun(Object.Uid, _life, Object.Generation, Object.HasFinalizer(Cluster.Finalizer), reconcile.IsCleanup));
        Object.TryGetVersionNumber(out _version);
        var isHanging = network.Strikes(0.01);
        call.OnCancelled(() => world.After(network.Strikes(0.3) ? TimeSpan.FromSeconds(world.Random.Next(40)) : TimeSpan.Zero, Cancel));
        if (isHanging) return;
        Later(reconcile.IsCleanup ? CleanUp : ReadSetting);
    }

    private void Later(Action next) => world.After(world.Random.Between(TimeSpan.Zero, TimeSpan.FromMilliseconds(300)), () =>
    {
        // A process that has crashed does nothing more.
        if (_isOver || call.IsUnheard) return;
        if (network.Strikes(network.Traits.AuthorFailureChance)) Fail("the author did not think of this");
        else next();
    });

    private void CleanUp()
    {
        world.Report(null, new CleanedUp(Object.Uid));
        End(ReconcileResult.Done);
    }

    private void ReadSetting() => Ask(() => (object?)Cluster.Find(Cluster.Referenced, SettingOf(ClusterObject.SpecOf(Object))) ?? "none", answer =>
    {
        if (answer is RequestFailure failure) Fail(failure.Message, failure.RetryAfter);
        else Later(() => WritePart(WantedBy(answer)));
    });

    public static string SettingOf(int spec) => $"s{spec % 3}";

    public static int Wanted(int spec, int? setting) => (spec * 1000) + (setting ?? 999);

    private int WantedBy(object setting) => Wanted(ClusterObject.SpecOf(Object), (setting as ClusterObject)?.Spec);

    private void WritePart(int wanted)
    {
        var name = $"part-{Object.Name}";
        var held = Array.Find(reconcile.Children, child => child.Object.Name == name).Object;
        if (held.IsEmpty)
        {
            Ask(() => Create(name, wanted), answer => Take(answer, () => Later(() => WriteStatus(wanted))));
            return;
        }

        if (ClusterObject.SpecOf(held) == wanted)
        {
            WriteStatus(wanted);
            return;
        }

        held.TryGetVersionNumber(out var version);
        Ask(() => Cluster.Change(Cluster.Owned, name, held.Uid, version, part => part with { Spec = wanted, Generation = part.Generation + 1 }),
            answer => Take(answer, () => Later(() => WriteStatus(wanted))));
    }

    private object Create(string name, int wanted)
    {
        var owner = Cluster.Find(Cluster.Primary, Object.Name);
        if (owner is not null && owner.Uid == Object.Uid) world.Report(null, new PartCreated(owner.Uid, owner.HasFinalizer));
        return Cluster.Create(new ClusterObject(Cluster.Owned, name, "") { Spec = wanted, Owner = (Object.Name, Object.Uid) });
    }

    private void WriteStatus(int wanted)
    {
        // As a real one: what is so already is not sent.
        if (_written.Count == 0 && ClusterObject.StatusOf(Object) == (Object.Generation, wanted))
        {
            End(ReconcileResult.Done);
            return;
        }

        Ask(() => Cluster.Change(Cluster.Primary, Object.Name, Object.Uid, _version, held => held with { Status = (Object.Generation, wanted) }), answer => Take(answer, () =>
            End(world.Random.Chance(0.1) ? new RequeueAfter(TimeSpan.FromSeconds(world.Random.Next(1, 60))) : ReconcileResult.Done)));
    }

    private void Ask(Func<object> act, Action<object> answered) => network.Send(call, act, answer =>
    {
        if (!_isOver && !call.IsUnheard) answered(answer);
    });

    private void Take(object answer, Action next)
    {
        if (answer is RequestFailure failure)
        {
            Fail(failure.Message, failure.RetryAfter);
            return;
        }

        var written = (ClusterObject)answer;
        if (written.Kind == Cluster.Primary) _version = written.Version;
        _written.Add(written.ToBytes());
        next();
    }

    private void Fail(string why, TimeSpan? retryAfter = null) => End(new Failed(new ReconcileError("Error", why), retryAfter));

    private void End(ReconcileResult result)
    {
        Over();
        call.Complete(new ReconcileEnded(result, _written, null));
    }

    private void Cancel()
    {
        if (_isOver) return;
        Over();
        call.CompleteCancelled();
    }

    private void Over()
    {
        _isOver = true;
        world.Report(null, new ReconcileOver(Object.Uid, _life));
    }
}
