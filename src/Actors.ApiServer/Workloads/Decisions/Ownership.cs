using System.Text.Json.Nodes;
using Actors.ApiServer.Kinds;
using Actors.ApiServer.Resources;

namespace Actors.ApiServer.Workloads;

/// <summary>Who manages whom.</summary>
internal static class Ownership
{
    /// <summary>The entry of <c>ownerReferences</c> by which an object is managed by another.</summary>
    public static JsonObject Reference(ClusterObject owner)
    {
        var (apiVersion, kind) = ResourceNames.TypeOf(owner.Resource);
        return new JsonObject
        {
            ["apiVersion"] = apiVersion,
            ["kind"] = kind,
            ["name"] = owner.Name,
            ["uid"] = owner.Uid,
            ["controller"] = true,
            ["blockOwnerDeletion"] = true,
        };
    }

    /// <summary>
    /// The pods of a workload: those it manages. Those nobody manages but its selector fits are adopted, and those it no longer fits released; both
    /// come back as changes.
    /// </summary>
    /// <param name="owner">The workload.</param>
    /// <param name="selector">Its selector.</param>
    /// <param name="cluster">The cluster.</param>
    /// <param name="decision">Gets the adoptions and releases.</param>
    /// <param name="isOwn">What else a pod has to be to be adopted.</param>
    public static List<ClusterObject> ClaimPods(
        ClusterObject owner, PodSelector selector, ClusterView cluster, Decision decision, Func<ClusterObject, bool>? isOwn = null)
    {
        var claimed = new List<ClusterObject>();
        foreach (var pod in cluster.OwnedBy(owner, ResourceNames.Pods))
        {
            if (selector.Matches(pod.Pod)) claimed.Add(pod);
            else if (!pod.IsBeingDeleted) Release(pod, owner, decision);
        }

        if (owner.IsBeingDeleted) return claimed;
        foreach (var pod in selector.Find(cluster, owner.Namespace))
        {
            if (pod.ControllerUid.Length == 0 && pod.Pod.IsActive && (isOwn is null || isOwn(pod))) Adopt(pod, owner, decision);
        }

        return claimed;
    }

    public static void Adopt(ClusterObject orphan, ClusterObject owner, Decision decision)
    {
        var value = orphan.Parse();
        var metadata = ObjectMeta.Of(value);
        if (metadata["ownerReferences"] is not JsonArray owners) metadata["ownerReferences"] = owners = [];
        owners.Add(Reference(owner));
        decision.Update(orphan, value);
    }

    private static void Release(ClusterObject pod, ClusterObject owner, Decision decision)
    {
        var value = pod.Parse();
        var metadata = ObjectMeta.Of(value);
        var kept = metadata.Objects("ownerReferences").Where(one => one.Text("uid") != owner.Uid).Select(static one => one.DeepClone()).ToArray();
        if (kept.Length == 0) metadata.Remove("ownerReferences");
        else metadata["ownerReferences"] = new JsonArray(kept);
        decision.Update(pod, value);
    }
}
