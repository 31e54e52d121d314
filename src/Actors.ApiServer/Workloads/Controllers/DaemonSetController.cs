using System.Text.Json.Nodes;
using Actors.ApiServer.Kinds;

namespace Actors.ApiServer.Workloads;

/// <summary>Keeps a pod on each node that fits.</summary>
internal sealed class DaemonSetController() : Controller(ResourceNames.DaemonSets, "daemonset-controller")
{
    private static readonly (string Key, string Effect)[] Tolerated =
    [
        ("node.kubernetes.io/not-ready", "NoExecute"),
        ("node.kubernetes.io/unreachable", "NoExecute"),
        ("node.kubernetes.io/disk-pressure", "NoSchedule"),
        ("node.kubernetes.io/memory-pressure", "NoSchedule"),
        ("node.kubernetes.io/pid-pressure", "NoSchedule"),
        ("node.kubernetes.io/unschedulable", "NoSchedule"),
    ];

    public override IEnumerable<string> AffectedBy(ClusterChange change, ClusterView cluster) => change.Value.Resource == ResourceNames.Nodes
        ? cluster.All(Resource).Select(static set => set.Key)
        : Orphans.OwnersFor(change, cluster, Resource);

    public override Decision Decide(ClusterObject value, ClusterView cluster, DateTimeOffset now)
    {
        var decision = new Decision();
        var set = value.Parse();
        var pods = Ownership.ClaimPods(value, new PodSelector(set.At("spec", "selector")), cluster, decision).ToLookup(NodeOf);
        var history = RevisionHistory.Of(value, set, cluster, decision);
        var nodes = cluster.All(ResourceNames.Nodes).OrderBy(static node => node.Name, StringComparer.Ordinal).ToList();
        var wanted = nodes.Where(node => Fits(set, node)).ToList();
        if (!value.IsBeingDeleted)
        {
            foreach (var node in wanted) Fill(value, pods[node.Name].ToList(), node, history, decision);
            foreach (var pod in pods.Where(one => !wanted.Exists(node => node.Name == one.Key)).SelectMany(static one => one)) Delete(value, pod, decision);
            Roll(value, set, wanted, pods, history, now, decision);
        }

        decision.SetStatus(value, set, StatusOf(value, set, nodes, wanted, pods, history, now, decision));
        history.Trim(set, pods.SelectMany(static one => one).Select(pod => $"{value.Name}-{pod.Pod.Label(RevisionHistory.HashLabel)}"), decision);
        return decision;
    }

    private static void Fill(ClusterObject value, List<ClusterObject> pods, ClusterObject node, RevisionHistory history, Decision decision)
    {
        foreach (var failed in pods.Where(static pod => pod.Pod.IsFinished)) Delete(value, failed, decision);
        var active = pods.Where(static pod => !pod.Pod.IsFinished).OrderBy(static pod => pod.CreatedAt).ToList();
        foreach (var surplus in active.Skip(1)) Delete(value, surplus, decision);
        if (active.Count > 0) return;
        var pod = PodTemplate.NewPod(history.Template, value);
        PodTemplate.NameAfter(pod, value.Name + "-");
        PodTemplate.SetLabel(pod, RevisionHistory.HashLabel, history.Hash);
        PinTo(pod.Child("spec"), node.Name);
        decision.Create(ResourceNames.Pods, pod, new Announcement(value, "SuccessfulCreate", "Created pod: {0}"));
    }

    /// <summary>Deletes pods of older templates, no more at a time than may be missing.</summary>
    private static void Roll(
        ClusterObject value, JsonObject set, List<ClusterObject> nodes, ILookup<string, ClusterObject> pods, RevisionHistory history, DateTimeOffset now, Decision decision)
    {
        if (set.Text("spec", "updateStrategy", "type") == "OnDelete") return;
        var room = Math.Max(1, RollingUpdate.Share(set.At("spec", "updateStrategy", "rollingUpdate", "maxUnavailable"), nodes.Count, roundsUp: true));
        var minReady = set.At("spec").Number("minReadySeconds");
        var current = nodes.Select(node => pods[node.Name].FirstOrDefault(static pod => pod.Pod.IsActive)).ToList();
        room -= current.Count(pod => pod is null || !Availability.IsAvailable(pod.Pod, minReady, now, decision));
        foreach (var pod in current.OfType<ClusterObject>().Where(pod => pod.Pod.Label(RevisionHistory.HashLabel) != history.Hash))
        {
            // One that is not available anyway is not missed.
            if (Availability.IsAvailable(pod.Pod, minReady, now, decision) && room-- <= 0) continue;
            Delete(value, pod, decision);
        }
    }

    private static JsonObject StatusOf(
        ClusterObject value,
        JsonObject set,
        List<ClusterObject> nodes,
        List<ClusterObject> wanted,
        ILookup<string, ClusterObject> pods,
        RevisionHistory history,
        DateTimeOffset now,
        Decision decision)
    {
        var minReady = set.At("spec").Number("minReadySeconds");
        var running = wanted.Select(node => pods[node.Name].FirstOrDefault(static pod => pod.Pod.IsActive)).OfType<ClusterObject>().ToList();
        var available = Availability.Count(running, minReady, now, decision);
        var status = new JsonObject
        {
            ["currentNumberScheduled"] = (long)running.Count,
            ["numberMisscheduled"] = nodes.Except(wanted).LongCount(node => pods[node.Name].Any(static pod => pod.Pod.IsActive)),
            ["desiredNumberScheduled"] = (long)wanted.Count,
            ["numberReady"] = running.LongCount(static pod => pod.Pod.IsReady),
            ["observedGeneration"] = value.Stored.Generation,
        };
        SetCount(status, "updatedNumberScheduled", running.LongCount(pod => pod.Pod.Label(RevisionHistory.HashLabel) == history.Hash));
        SetCount(status, "numberAvailable", available);
        SetCount(status, "numberUnavailable", wanted.Count - available);
        return status;
    }

    private static bool Fits(JsonObject set, ClusterObject node)
    {
        var template = set.At("spec", "template")!;
        return NodeFit.MatchesNode(template, node) && node.Node.Taints.All(taint =>
            taint.Effect == "PreferNoSchedule" || NodeFit.Tolerates(template, taint) || taint.Key.StartsWith("node.kubernetes.io/", StringComparison.Ordinal));
    }

    /// <summary>The node a pod is on or, until it has been scheduled, meant for.</summary>
    private static string NodeOf(ClusterObject pod)
    {
        if (pod.Pod.NodeName.Length > 0) return pod.Pod.NodeName;
        var terms = pod.Parse().Objects("spec", "affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution", "nodeSelectorTerms");
        return terms.SelectMany(static term => term.Objects("matchFields")).SelectMany(static field => field.Texts("values")).FirstOrDefault("");
    }

    private static void PinTo(JsonObject spec, string node)
    {
        var field = new JsonObject { ["key"] = "metadata.name", ["operator"] = "In", ["values"] = new JsonArray(node) };
        var required = spec.Child("affinity").Child("nodeAffinity").Child("requiredDuringSchedulingIgnoredDuringExecution");
        if (required["nodeSelectorTerms"] is not JsonArray terms) required["nodeSelectorTerms"] = terms = [new JsonObject()];
        foreach (var term in terms.OfType<JsonObject>()) term["matchFields"] = new JsonArray(field.DeepClone());
        if (spec["tolerations"] is not JsonArray tolerations) spec["tolerations"] = tolerations = [];
        foreach (var (key, effect) in Tolerated) tolerations.Add(new JsonObject { ["key"] = key, ["operator"] = "Exists", ["effect"] = effect });
    }

    private static void Delete(ClusterObject value, ClusterObject pod, Decision decision)
    {
        if (pod.IsBeingDeleted) return;
        decision.Delete(pod);
        decision.Tell(value, "SuccessfulDelete", $"Deleted pod: {pod.Name}");
    }

    private static void SetCount(JsonObject status, string field, long count)
    {
        if (count > 0) status[field] = count;
    }
}
