using Actors.Ingest;
using Actors.Objects;
using Actors.Reconciling;

namespace Actors.Simulation;

/// <summary>
/// What is done for an object on a replica: the author's code reads a setting and writes a status, in its time, now and then failing; a finalizer is put on or taken off.
/// Each request is let through by the fence or is not sent. One that is cancelled ends when nothing of it is under way any more.
/// </summary>
internal sealed class FleetRun(SimulatedFleet fleet, OwnedEffect effect, KubernetesObject subject, EffectCall call)
{
    private readonly SimulatedHost _life = call.Machine.Life!;
    private readonly long _number = fleet.NextRun();
    private bool _isSending;
    private bool _isOver;

    private World World => fleet.World;

    private ClusterNetwork Network => fleet.Network;

    private Cluster Cluster => fleet.Network.Cluster;

    public void Reconcile(bool isCleanup)
    {
        Begin();
        Later(isCleanup ? () => End(new ReconcileEnded(ReconcileResult.Done, [], null)) : ReadSetting);
    }

    public void ChangeFinalizer(bool isOn)
    {
        Begin();
        Write(held => held with { HasFinalizer = isOn }, answer => End(answer switch
        {
            RequestFailure { Code: 404 } when !isOn => new ObjectWritten(default),
            RequestFailure failure => new WriteFailed(failure),
            _ => new ObjectWritten(((ClusterObject)answer).ToBytes()),
        }));
    }

    private void Begin()
    {
        World.Report(null, new RunBegun(subject.Uid, effect.Ownership.Replica, _number, call.Machine));
        call.OnCancelled(() => World.Schedule(new MachineStep(_life, EndIfCancelled), World.Time));
    }

    private void Later(Action next)
    {
        var most = Network.Strikes(FleetKeys.IsHot(World.Seed) ? 0.3 : 0.05) ? TimeSpan.FromSeconds(40) : TimeSpan.FromMilliseconds(500);
        World.Schedule(new MachineStep(_life, () => Step(next)), World.Time + World.Random.Between(TimeSpan.Zero, most).Ticks);
    }

    private void Step(Action next)
    {
        if (_isOver) return;
        if (Network.Strikes(0.05)) End(Failed("the author did not think of this"));
        else next();
    }

    private void ReadSetting() => Send(() => (object?)Cluster.Find(Cluster.Referenced, ReconcileScript.SettingOf(Spec)) ?? "none", answer =>
    {
        if (answer is RequestFailure failure) End(Failed(failure.Message));
        else Later(() => WriteStatus(ReconcileScript.Wanted(Spec, (answer as ClusterObject)?.Spec)));
    });

    private int Spec => ClusterObject.SpecOf(subject);

    private void WriteStatus(int wanted) => Write(held => held with { Status = (subject.Generation, wanted) }, answer =>
        End(answer is ClusterObject written ? new ReconcileEnded(ReconcileResult.Done, [written.ToBytes()], null) : Failed(((RequestFailure)answer).Message)));

    private void Write(Func<ClusterObject, ClusterObject> change, Action<object> answered)
    {
        if (!fleet.IsOpen(call.Machine, effect.Ownership))
        {
            answered(new RequestFailure(0, "", "the replica's lease is over"));
            return;
        }

        subject.TryGetVersionNumber(out var version);
        Send(() => Cluster.Change(Cluster.Primary, subject.Name, subject.Uid, version, held =>
        {
            World.Report(null, new WriteTaken(held.Uid, effect.Ownership.Replica));
            return change(held);
        }), answered);
    }

    /// <summary>A request that has an answer, if only that there is none, within the write time-out, and is not done after that.</summary>
    private void Send(Func<object> act, Action<object> answered)
    {
        _isSending = true;
        var isSlow = Network.Strikes(0.05);
        var there = isSlow ? FleetScenario.Options.WriteTimeout * 0.9 * World.Random.NextDouble() : Network.Latency;
        World.After(there, () =>
        {
            object? answer = null;
            if (!Network.IsOutOfReach(call) && !(call.IsUnheard && World.Random.Chance(0.5))) answer = Network.Strikes(Network.Traits.FailureChance) ? Network.Fault() : act();
            if (Network.Strikes(Network.Traits.LostAnswerChance)) answer = null;
            var back = answer is null ? FleetScenario.Options.WriteTimeout - there : Network.Latency;
            World.Schedule(new MachineStep(_life, () => Answer(answer ?? new RequestFailure(0, "", "no answer in time"), answered)), World.Time + back.Ticks);
        });
    }

    private void Answer(object answer, Action<object> answered)
    {
        _isSending = false;
        if (_isOver) return;
        if (call.IsCancelled) EndIfCancelled();
        else answered(answer);
    }

    private static ReconcileEnded Failed(string why) => new(new Failed(new ReconcileError("Error", why)), [], null);

    private void EndIfCancelled()
    {
        if (_isOver || _isSending) return;
        Over();
        call.CompleteCancelled();
    }

    private void End(object outcome)
    {
        Over();
        call.Complete(outcome);
    }

    private void Over()
    {
        _isOver = true;
        World.Report(null, new RunOver(subject.Uid, _number));
    }
}
