using Actors.ApiServer.Kinds;

namespace Actors.ApiServer.Workloads;

/// <summary>Keeps pods with lasting names and claims, one for each ordinal; unless told otherwise, changes one after the other.</summary>
/// <remarks>https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#deployment-and-scaling-guarantees</remarks>
internal sealed class StatefulSetController() : Controller(ResourceNames.StatefulSets, "statefulset-controller")
{
    public override IEnumerable<string> AffectedBy(ClusterChange change, ClusterView cluster) => change.Value.Resource switch
    {
        // A claim that goes has to be made again for the pod that wants it.
        ResourceNames.Claims when change.IsGone => cluster.PodsWithClaim(change.Value)
            .Where(static pod => pod.ControllerKind == "StatefulSet").Select(static pod => ClusterObject.KeyOf(pod.Namespace, pod.ControllerName)),
        _ => Orphans.OwnersFor(change, cluster, Resource),
    };

    public override Decision Decide(ClusterObject value, ClusterView cluster, DateTimeOffset now)
    {
        var decision = new Decision();
        var json = value.Parse();
        var pods = Ownership.ClaimPods(value, new PodSelector(json.At("spec", "selector")), cluster, decision, pod => StatefulSetState.OrdinalOf(value.Name, pod.Name) is not null);
        var history = RevisionHistory.Of(value, json, cluster, decision);
        var set = new StatefulSetState(value, json, pods, history, now, decision);
        if (!value.IsBeingDeleted) Act(set, cluster, decision);
        decision.SetStatus(value, json, set.Status());
        history.Trim(json, pods.Select(static pod => pod.Pod.Label(RevisionHistory.HashLabel)).Append(set.CurrentRevision), decision);
        return decision;
    }

    private static void Act(StatefulSetState set, ClusterView cluster, Decision decision)
    {
        if (!FillUp(set, cluster, decision)) return;
        if (!ScaleDown(set, cluster, decision)) return;
        Update(set, decision);
    }

    /// <summary>Makes the pods that are missing; false if the others have to wait for one of them.</summary>
    private static bool FillUp(StatefulSetState set, ClusterView cluster, Decision decision)
    {
        foreach (var ordinal in set.Ordinals)
        {
            var pod = set.PodAt(ordinal);
            if (pod is null) StatefulSetPods.Create(set, ordinal, cluster, decision);
            else if (pod.Pod.IsFinished && !pod.IsBeingDeleted) Delete(set, pod, decision);
            else StatefulSetPods.CreateClaims(set, ordinal, cluster, decision);
            if (set.IsOrdered && !set.IsAvailable(pod)) return false;
        }

        return true;
    }

    /// <summary>Deletes pods that are too many, the last one first; false if the update has to wait.</summary>
    private static bool ScaleDown(StatefulSetState set, ClusterView cluster, Decision decision)
    {
        foreach (var pod in set.Surplus)
        {
            if (!pod.IsBeingDeleted) Delete(set, pod, decision);
            if (set.IsOrdered) return false;
        }

        StatefulSetPods.DeleteSurplusClaims(set, cluster, decision);
        return true;
    }

    /// <summary>Deletes the last pod that is not of the present template, once all behind it are and are healthy.</summary>
    private static void Update(StatefulSetState set, Decision decision)
    {
        if (set.IsOnDelete) return;
        foreach (var ordinal in set.Ordinals.Reverse().Where(ordinal => ordinal >= set.Partition))
        {
            var pod = set.PodAt(ordinal);
            if (pod is null || pod.IsBeingDeleted) return;
            if (pod.Pod.Label(RevisionHistory.HashLabel) != set.UpdateRevision)
            {
                Delete(set, pod, decision);
                return;
            }

            if (!set.IsAvailable(pod)) return;
        }
    }

    private static void Delete(StatefulSetState set, ClusterObject pod, Decision decision)
    {
        decision.Delete(pod);
        decision.Tell(set.Value, "SuccessfulDelete", $"delete Pod {pod.Name} in StatefulSet {set.Value.Name} successful");
    }
}
