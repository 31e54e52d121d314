using Actors.ApiServer.Kinds;

namespace Actors.ApiServer.Workloads;

/// <summary>Finds the workloads that may adopt a pod nobody manages.</summary>
internal static class Orphans
{
    public static IEnumerable<string> OwnersFor(ClusterChange change, ClusterView cluster, string resource)
    {
        var pod = change.Value;
        if (pod.Resource != ResourceNames.Pods || change.IsGone || pod.ControllerUid.Length > 0 || pod.Pod.Labels.Count == 0) return [];
        return cluster.All(resource)
            .Where(owner => owner.Namespace == pod.Namespace && new PodSelector(owner.Parse().At("spec", "selector")).Matches(pod.Pod))
            .Select(static owner => owner.Key);
    }
}
