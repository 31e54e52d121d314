using Actors.Ingest;
using Actors.Objects;
using Actors.Reconciling;
using Actors.Sharding;

namespace Actors.Simulation;

/// <summary>Carries out what the operator's actors want done, at the simulated cluster.</summary>
internal sealed class ClusterEffects(World world, ClusterNetwork network)
{
    private Cluster Cluster => network.Cluster;

    public void Attach()
    {
        world.Handle<ReportSource>((_, call) => call.Complete(new SourceReported()));
        world.Handle<ReadPage>(ReadPage);
        world.Handle<OpenWatch>(OpenWatch);
        world.Handle<ReadWatch>((read, call) => ((SimulatedWatch)read.Stream).Read(call));
        world.Handle<AddFinalizer>((add, call) => Write(call, () => Cluster.Change(
            Cluster.Primary, add.Object.Name, add.Object.Uid, VersionOf(add.Object), static held => held with { HasFinalizer = true })));
        world.Handle<RemoveFinalizer>((remove, call) => Write(call, () => RemoveFinalizer(remove.Object)));
        world.Handle<ReadChild>(ReadChild);
        world.Handle<Reconcile>((reconcile, call) => new ReconcileScript(world, network, reconcile, call).Begin());
    }

    private static ulong VersionOf(KubernetesObject subject) => subject.TryGetVersionNumber(out var version) ? version : 0;

    private void ReadPage(ReadPage read, EffectCall call)
    {
        // Pages are one: how they are put together is tested with the list and watch itself.
        network.Send(call, () => List(read.Kind.Kind, read.Options.Shards), answer =>
        {
            if (call.HasEnded) return;
            if (answer is RequestFailure failure) call.Complete(new RequestFailed(failure));
            else call.Complete(new PageRead((ObjectList)answer));
        });
        call.OnCancelled(call.CompleteCancelled);
    }

    private ObjectList List(string kind, ShardSelector? shards) =>
        new($"{Cluster.Version}", "", null, "", [.. Cluster.Of(kind).Select(static held => held.ToBytes()).Where(held => network.Shows(held, shards))]);

    private void OpenWatch(OpenWatch open, EffectCall call)
    {
        network.Send(call, () => Open(open), answer =>
        {
            if (call.HasEnded) return;
            if (answer is RequestFailure failure) call.Complete(new RequestFailed(failure));
            else call.Complete(new WatchOpened((SimulatedWatch)answer));
        });
        call.OnCancelled(call.CompleteCancelled);
    }

    private object Open(OpenWatch open)
    {
        if (open.Watch.SendInitialEvents && !network.Traits.HasStreamingLists) return new RequestFailure(422, "Invalid", "sendInitialEvents is forbidden");
        if (!open.Watch.SendInitialEvents && ulong.Parse(open.Watch.ResourceVersion, System.Globalization.CultureInfo.InvariantCulture) < Cluster.Compacted)
            return new RequestFailure(410, "Expired", "too old resource version");
        return new SimulatedWatch(world, network, open.Kind.Kind, open.Options.Shards, open.Watch);
    }

    private object RemoveFinalizer(KubernetesObject subject)
    {
        var answer = Cluster.Change(Cluster.Primary, subject.Name, subject.Uid, VersionOf(subject), held =>
        {
            if (held.HasFinalizer) world.Report(null, new FinalizerOff(held.Uid));
            return held with { HasFinalizer = false };
        });
        return answer is RequestFailure { Code: 404 } ? new ObjectWritten(default) : answer;
    }

    private void Write(EffectCall call, Func<object> act) => network.Send(call, act, answer =>
    {
        if (call.HasEnded) return;
        call.Complete(answer switch
        {
            RequestFailure failure => new WriteFailed(failure),
            ClusterObject written => new ObjectWritten(written.ToBytes()),
            _ => answer,
        });
    });

    private void ReadChild(ReadChild read, EffectCall call) => network.Send(call, () => Cluster.Find(Cluster.Owned, read.Last.Name)?.ToBytes() ?? default(KubernetesObject), answer =>
    {
        if (call.HasEnded) return;
        call.Complete(answer is RequestFailure failure ? new ChildRead(read.Kind, read.Last, default, failure) : new ChildRead(read.Kind, read.Last, (KubernetesObject)answer));
    });
}
