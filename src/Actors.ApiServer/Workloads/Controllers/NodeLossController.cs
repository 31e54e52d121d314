using Actors.ApiServer.Kinds;

namespace Actors.ApiServer.Workloads;

/// <summary>Takes pods from nodes that are gone, or have not been ready for longer than the pods put up with.</summary>
internal sealed class NodeLossController(WorkloadOptions options) : Controller(ResourceNames.Pods, "node-controller")
{
    private readonly StageClock _stages = new();

    public override IEnumerable<string> AffectedBy(ClusterChange change, ClusterView cluster) =>
        change.Value.Resource == ResourceNames.Nodes ? cluster.PodsOn(change.Value.Name).Select(static pod => pod.Key) : [];

    public override Decision Gone(string key, ClusterView cluster)
    {
        _stages.Forget(key);
        return new Decision();
    }

    public override Decision Decide(ClusterObject value, ClusterView cluster, DateTimeOffset now)
    {
        var decision = new Decision();
        if (value.Pod.NodeName.Length == 0) return decision;
        var node = cluster.Find(ResourceNames.Nodes, value.Pod.NodeName);
        if (node is { Node.IsReady: true })
        {
            _stages.Forget(value.Key);
            return decision;
        }

        var since = _stages.Enter(value.Key, node is null ? "gone" : "lost", now).Since;
        if (node is not null) Report(value, now, decision);
        // Nobody is left on the node to end the pod, so once it has to go it goes without ado.
        if ((node is null ? options.NodeLossDelay : Patience(value)) is not { } patience) return decision;
        if (since + patience > now)
        {
            decision.LookAgain(since + patience);
            return decision;
        }

        if (node is not null) decision.Tell(value, "TaintManagerEviction", $"Marking for deletion Pod {value.Key}");
        decision.Delete(value, isForced: true);
        return decision;
    }

    private static void Report(ClusterObject value, DateTimeOffset now, Decision decision)
    {
        if (!value.Pod.IsReady) return;
        var pod = value.Parse();
        StatusConditions.Set(pod.Child("status"), "Ready", false, now);
        decision.Update(value, pod, ObjectPart.Status);
        decision.Warn(value, "NodeNotReady", "Node is not ready");
    }

    /// <summary>How long a pod stays; null for ever.</summary>
    private static TimeSpan? Patience(ClusterObject value)
    {
        var tolerations = value.Parse().Objects("spec", "tolerations").Where(static one =>
            one.Text("effect") is "" or "NoExecute" && one.Text("key") is "" or NodeController.UnreachableTaint).ToList();
        if (tolerations.Count == 0) return TimeSpan.Zero;
        var limits = tolerations.Select(static one => one.NumberOrNull("tolerationSeconds")).OfType<long>().ToList();
        return limits.Count == 0 ? null : TimeSpan.FromSeconds(Math.Max(0, limits.Min()));
    }
}
