using Actors.Ingest;
using Actors.Objects;
using Actors.Reconciling;

namespace Actors.Simulation;

/// <summary>
/// What is done for an object on a replica: the author's code, or a finalizer put on or taken off. Each write is let through by the fence or is not sent. One that is cancelled ends
/// when nothing of it is under way any more; some authors do not care and go on.
/// </summary>
internal sealed partial class FleetRun(SimulatedFleet fleet, OwnedEffect effect, KubernetesObject subject, EffectCall call)
{
    private readonly SimulatedHost _life = call.Machine.Life!;
    private readonly long _number = fleet.NextRun();
    private bool _isDeaf;
    private bool _isSending;
    private bool _isOver;

    private World World => fleet.World;

    private ClusterNetwork Network => fleet.Network;

    private Cluster Cluster => fleet.Network.Cluster;

    public void ChangeFinalizer(bool isOn)
    {
        Begin();
        WriteSubject(held => held with { HasFinalizer = isOn }, answer => End(answer switch
        {
            RequestFailure { Code: 404 } when !isOn => new ObjectWritten(default),
            RequestFailure failure => new WriteFailed(failure),
            _ => new ObjectWritten(((ClusterObject)answer).ToBytes()),
        }));
    }

    private void Begin()
    {
        World.Report(null, new RunBegun(subject.Uid, effect.Ownership, _number, call.Machine));
        call.OnCancelled(() => World.Schedule(new MachineStep(_life, EndIfCancelled), World.Time));
    }

    private void WriteSubject(Func<ClusterObject, ClusterObject> change, Action<object> answered)
    {
        subject.TryGetVersionNumber(out var version);
        Write(() => Cluster.Change(Cluster.Primary, subject.Name, subject.Uid, version, change), answered);
    }

    private void Write(Func<object> act, Action<object> answered)
    {
        if (!fleet.IsOpen(call.Machine, effect))
        {
            answered(new RequestFailure(0, "", "the replica's lease is over"));
            return;
        }

        Send(() =>
        {
            var answer = act();
            if (answer is ClusterObject) World.Report(null, new WriteTaken(subject.Uid, effect.Ownership.Replica));
            return answer;
        }, answered);
    }

    /// <summary>A request that has an answer, if only that there is none, within the write time-out by the machine's clock, and is not done after that.</summary>
    private void Send(Func<object> act, Action<object> answered)
    {
        _isSending = true;
        var timeout = fleet.Traits.Options.WriteTimeout / (1 + (call.Machine.Options.DriftPpm / 1e6));
        var there = Network.Strikes(fleet.Traits.SlowWrites) ? timeout * (0.999 * World.Random.NextDouble()) : Network.Latency;
        World.After(there, () =>
        {
            object? answer = null;
            if (!Network.IsOutOfReach(call) && !(call.IsUnheard && World.Random.Chance(0.5))) answer = Network.Strikes(Network.Traits.FailureChance) ? Network.Fault() : act();
            if (Network.Strikes(Network.Traits.LostAnswerChance)) answer = null;
            var back = answer is null ? timeout - there : Network.Latency;
            World.Schedule(new MachineStep(_life, () => Answer(answer ?? new RequestFailure(0, "", "no answer in time"), answered)), World.Time + back.Ticks);
        });
    }

    private void Answer(object answer, Action<object> answered)
    {
        _isSending = false;
        if (_isOver) return;
        if (call.IsCancelled && !_isDeaf) EndIfCancelled();
        else answered(answer);
    }

    private void EndIfCancelled()
    {
        if (_isOver || _isSending || _isDeaf) return;
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
