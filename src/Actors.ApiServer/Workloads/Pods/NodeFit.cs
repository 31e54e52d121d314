using System.Text.Json.Nodes;
using Actors.ApiServer.Kinds;
using Actors.Kubernetes.Models;

namespace Actors.ApiServer.Workloads;

/// <summary>Whether a pod may run on a node: its selector, its affinity, the node's taints and how many pods it takes.</summary>
internal sealed class NodeFit
{
    private const string UnschedulableTaint = "node.kubernetes.io/unschedulable";

    private readonly JsonObject _pod;
    private readonly ClusterView _cluster;
    private readonly List<(string Topology, HashSet<string> Taken)> _apart;

    public NodeFit(JsonObject pod, ClusterObject value, ClusterView cluster)
    {
        (_pod, _cluster) = (pod, cluster);
        _apart = [.. pod.Objects("spec", "affinity", "podAntiAffinity", "requiredDuringSchedulingIgnoredDuringExecution").Select(term => Taken(term, value))];
    }

    /// <summary>Why the pod cannot run on the node, as the scheduler words it; null if it can.</summary>
    public string? Problem(ClusterObject node)
    {
        var facts = node.Node;
        if (SimulationAnnotations.IsSet(_pod, SimulationAnnotations.Unschedulable)) return "Insufficient cpu";
        if (facts.IsUnschedulable && !Tolerates(_pod, new NodeTaint(UnschedulableTaint, "", "NoSchedule"))) return "node(s) were unschedulable";
        if (!facts.IsReady) return "node(s) were not ready";
        if (facts.Taints.FirstOrDefault(taint => taint.Effect is "NoSchedule" or "NoExecute" && taint.Key != UnschedulableTaint && !Tolerates(_pod, taint)) is { Key: not null })
            return "node(s) had untolerated taint(s)";
        if (!MatchesNode(_pod, node)) return "node(s) didn't match Pod's node affinity/selector";
        if (_apart.Exists(one => facts.Labels.TryGetValue(one.Topology, out var place) && one.Taken.Contains(place))) return "node(s) didn't match pod anti-affinity rules";
        return _cluster.CountPodsOn(node.Name) >= facts.PodsMax ? "Too many pods" : null;
    }

    /// <summary>Whether a pod's selector and required affinity allow a node.</summary>
    public static bool MatchesNode(JsonNode pod, ClusterObject node)
    {
        var labels = node.Node.Labels;
        if (pod.At("spec", "nodeSelector") is JsonObject selector && !selector.All(one => labels.GetValueOrDefault(one.Key) == one.Value.Text())) return false;
        var terms = pod.Objects("spec", "affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution", "nodeSelectorTerms").ToList();
        return terms.Count == 0 || terms.Exists(term => MatchesTerm(term, node));
    }

    public static bool Tolerates(JsonNode pod, NodeTaint taint) => pod.Objects("spec", "tolerations").Any(one =>
        (one.Text("key").Length == 0 || one.Text("key") == taint.Key)
        && (one.Text("effect").Length == 0 || one.Text("effect") == taint.Effect)
        && (one.Text("operator") == "Exists" || one.Text("value") == taint.Value));

    private static bool MatchesTerm(JsonObject term, ClusterObject node) =>
        term.Objects("matchExpressions").All(one => Requirement(one).Matches(node.Node.Labels.GetValueOrDefault(one.Text("key"))))
        && term.Objects("matchFields").All(one => one.Text("key") == "metadata.name" && Requirement(one).Matches(node.Name));

    private static LabelRequirement Requirement(JsonObject expression) => new(
        expression.Text("key"),
        expression.Text("operator") switch { "Gt" => LabelOperator.GreaterThan, "Lt" => LabelOperator.LessThan, var name => Enum.Parse<LabelOperator>(name) },
        expression.Texts("values"));

    /// <summary>The places where a pod is that the term wants this one apart from.</summary>
    private (string Topology, HashSet<string> Taken) Taken(JsonObject term, ClusterObject pod)
    {
        var topology = term.Text("topologyKey");
        var others = new PodSelector(term["labelSelector"]).Find(_cluster, pod.Namespace).Where(other => other.Uid != pod.Uid && other.Pod is { IsFinished: false, NodeName.Length: > 0 });
        var places = others.Select(other => _cluster.Find(ResourceNames.Nodes, other.Pod.NodeName)?.Node.Labels.GetValueOrDefault(topology)).OfType<string>();
        return (topology, places.ToHashSet(StringComparer.Ordinal));
    }
}
