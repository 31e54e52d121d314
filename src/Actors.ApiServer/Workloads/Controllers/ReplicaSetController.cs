using System.Text.Json.Nodes;
using Actors.ApiServer.Kinds;

namespace Actors.ApiServer.Workloads;

/// <summary>Keeps as many pods of a template as are wanted.</summary>
internal sealed class ReplicaSetController() : Controller(ResourceNames.ReplicaSets, "replicaset-controller")
{
    /// <summary>How many pods one look makes or deletes; the next one follows at once.</summary>
    private const int Burst = 500;

    public override IEnumerable<string> AffectedBy(ClusterChange change, ClusterView cluster) => Orphans.OwnersFor(change, cluster, Resource);

    public override Decision Decide(ClusterObject value, ClusterView cluster, DateTimeOffset now)
    {
        var decision = new Decision();
        var set = value.Parse();
        var pods = Ownership.ClaimPods(value, new PodSelector(set.At("spec", "selector")), cluster, decision).Where(static pod => !pod.Pod.IsFinished).ToList();
        var active = pods.Where(static pod => !pod.IsBeingDeleted).ToList();
        if (!value.IsBeingDeleted) Scale(value, set, active, decision);
        decision.SetStatus(value, set, StatusOf(value, set, active, now, decision));
        return decision;
    }

    private static void Scale(ClusterObject value, JsonObject set, List<ClusterObject> active, Decision decision)
    {
        var missing = set.At("spec").Number("replicas") - active.Count;
        for (var count = Math.Min(missing, Burst); count > 0; count--)
        {
            var pod = PodTemplate.NewPod(set.At("spec", "template")!, value);
            PodTemplate.NameAfter(pod, value.Name + "-");
            decision.Create(ResourceNames.Pods, pod, new Announcement(value, "SuccessfulCreate", "Created pod: {0}"));
        }

        if (missing >= 0) return;
        foreach (var pod in active.Order(PodRank.Comparer).Take((int)Math.Min(-missing, Burst)))
        {
            decision.Delete(pod);
            decision.Tell(value, "SuccessfulDelete", $"Deleted pod: {pod.Name}");
        }
    }

    private static JsonObject StatusOf(ClusterObject value, JsonObject set, List<ClusterObject> active, DateTimeOffset now, Decision decision)
    {
        var labels = set.At("spec", "template", "metadata", "labels") as JsonObject ?? [];
        var status = new JsonObject { ["replicas"] = (long)active.Count };
        SetCount(status, "fullyLabeledReplicas", active.LongCount(pod => labels.All(label => pod.Pod.Label(label.Key) == label.Value.Text())));
        SetCount(status, "readyReplicas", active.LongCount(static pod => pod.Pod.IsReady));
        SetCount(status, "availableReplicas", Availability.Count(active, set.At("spec").Number("minReadySeconds"), now, decision));
        status["observedGeneration"] = value.Stored.Generation;
        if (set.At("status", "conditions") is { } conditions) status["conditions"] = conditions.DeepClone();
        return status;
    }

    private static void SetCount(JsonObject status, string field, long count)
    {
        if (count > 0) status[field] = count;
    }
}
