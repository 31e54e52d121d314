using System.Globalization;
using System.Text.Json.Nodes;
using Actors.ApiServer.Kinds;

namespace Actors.ApiServer.Workloads;

/// <summary>Gives pods a node: of those that are possible, that with the fewest pods.</summary>
internal sealed class PodScheduler(WorkloadOptions options) : Controller(ResourceNames.Pods, "default-scheduler")
{
    private readonly StageClock _stages = new();
    private readonly Chance _chance = new(options.Seed);

    public override IEnumerable<string> AffectedBy(ClusterChange change, ClusterView cluster) => change.Value.Resource switch
    {
        ResourceNames.Nodes => cluster.PodsOn("").Select(static pod => pod.Key),
        ResourceNames.Claims => cluster.PodsWithClaim(change.Value).Where(static pod => pod.Pod.NodeName.Length == 0).Select(static pod => pod.Key),
        ResourceNames.Pods when change.IsGone && change.Value.Pod.NodeName.Length > 0 => cluster.PodsOn("").Select(static pod => pod.Key),
        _ => [],
    };

    public override Decision Gone(string key, ClusterView cluster)
    {
        _stages.Forget(key);
        return new Decision();
    }

    public override Decision Decide(ClusterObject value, ClusterView cluster, DateTimeOffset now)
    {
        var decision = new Decision();
        if (value.Pod.NodeName.Length > 0 || !value.Pod.IsActive) return decision;
        var pod = value.Parse();
        if (pod.Text("spec", "schedulerName") is not ("" or "default-scheduler")) return decision;
        var due = _stages.Enter(value.Key, value.Uid, now).Since + DelayOf(value, pod);
        if (due > now) decision.LookAgain(due);
        else Schedule(value, pod, cluster, now, decision);
        return decision;
    }

    private TimeSpan DelayOf(ClusterObject value, JsonObject pod) => SimulationAnnotations.Duration(pod, SimulationAnnotations.ScheduleDelay)
        ?? _chance.Vary(options.ScheduleDelay, options.Jitter, $"{value.Key}/schedule");

    private static void Schedule(ClusterObject value, JsonObject pod, ClusterView cluster, DateTimeOffset now, Decision decision)
    {
        if (pod.At("spec", "schedulingGates") is JsonArray { Count: > 0 })
        {
            Refuse(value, pod, "SchedulingGated", "Scheduling is blocked due to non-empty scheduling gates", now, decision);
            return;
        }

        var problem = ClaimProblem(value, cluster);
        var best = problem is null ? Choose(value, pod, cluster, out problem) : null;
        if (best is null)
        {
            if (Refuse(value, pod, "Unschedulable", problem!, now, decision)) decision.Warn(value, "FailedScheduling", problem!);
            return;
        }

        pod.Child("spec")["nodeName"] = best.Name;
        StatusConditions.Set(pod.Child("status"), "PodScheduled", true, now);
        decision.Update(value, pod, ObjectPart.Both);
        decision.Tell(value, "Scheduled", $"Successfully assigned {value.Key} to {best.Name}");
    }

    private static bool Refuse(ClusterObject value, JsonObject pod, string reason, string message, DateTimeOffset now, Decision decision)
    {
        if (!StatusConditions.Set(pod.Child("status"), "PodScheduled", false, now, reason, message).IsChanged) return false;
        decision.Update(value, pod, ObjectPart.Status);
        return true;
    }

    private static string? ClaimProblem(ClusterObject pod, ClusterView cluster)
    {
        foreach (var name in pod.Pod.Claims)
        {
            if (cluster.Find(ResourceNames.Claims, pod.Namespace, name) is not { } claim) return $"persistentvolumeclaim \"{name}\" not found";
            if (claim.IsBeingDeleted) return $"persistentvolumeclaim \"{name}\" is being deleted";
            if (claim.Parse().Text("status", "phase") != "Bound") return "pod has unbound immediate PersistentVolumeClaims";
        }

        return null;
    }

    private static ClusterObject? Choose(ClusterObject value, JsonObject pod, ClusterView cluster, out string? problem)
    {
        var fit = new NodeFit(pod, value, cluster);
        var nodes = cluster.All(ResourceNames.Nodes);
        var judged = nodes.Select(node => (Node: node, Problem: fit.Problem(node))).ToList();
        var best = judged.Where(static one => one.Problem is null).Select(static one => one.Node)
            .OrderBy(node => cluster.CountPodsOn(node.Name)).ThenBy(static node => node.Name, StringComparer.Ordinal).FirstOrDefault();
        problem = best is not null ? null : nodes.Count == 0 ? "no nodes available to schedule pods" : Explain(judged.Select(static one => one.Problem!), nodes.Count);
        return best;
    }

    private static string Explain(IEnumerable<string> problems, int nodes)
    {
        var counted = problems.GroupBy(static one => one).OrderBy(static one => one.Key, StringComparer.Ordinal)
            .Select(static one => string.Create(CultureInfo.InvariantCulture, $"{one.Count()} {one.Key}"));
        return string.Create(CultureInfo.InvariantCulture, $"0/{nodes} nodes are available: {string.Join(", ", counted)}.");
    }
}
