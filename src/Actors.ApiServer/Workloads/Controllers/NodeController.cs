using System.Globalization;
using System.Text.Json.Nodes;
using Actors.ApiServer.Kinds;

namespace Actors.ApiServer.Workloads;

/// <summary>
/// Lives for the nodes: reports their status, renews their leases, and taints those that are not ready. A node somebody else adds lives too; one whose
/// annotation says so falls silent until it is taken away.
/// </summary>
internal sealed class NodeController(WorkloadOptions options) : Controller(ResourceNames.Nodes, "node-controller")
{
    public const string ZoneLabel = "topology.kubernetes.io/zone";
    public const string UnreachableTaint = "node.kubernetes.io/unreachable";
    private const string NotReadyTaint = "node.kubernetes.io/not-ready";
    private const string LeaseNamespace = "kube-node-lease";
    private const long LeaseSeconds = 40;
    private const uint NodeNetwork = (172u << 24) | (18u << 16);

    private readonly Dictionary<string, uint> _addresses = new(StringComparer.Ordinal);

    public override Decision Decide(ClusterObject value, ClusterView cluster, DateTimeOffset now)
    {
        var decision = new Decision();
        if (value.IsBeingDeleted) return decision;
        var node = value.Parse();
        var before = (JsonObject)node.DeepClone();
        var isSilent = SimulationAnnotations.IsSet(node, SimulationAnnotations.NotReady);
        if (node.At("status", "nodeInfo").Text("kubeletVersion").Length == 0) FillIn(value, node, now);
        SetReady(value, node, isSilent, now, decision);
        if (!isSilent) Beat(node, now, decision);
        SetTaints(node, now);
        if (!node.IsSameAs(before)) decision.Update(value, node, ObjectPart.Both);
        if (!isSilent) Renew(value, cluster, now, decision);
        return decision;
    }

    private void FillIn(ClusterObject value, JsonObject node, DateTimeOffset now)
    {
        if (!_addresses.TryGetValue(value.Name, out var number)) _addresses[value.Name] = number = (uint)_addresses.Count + 2;
        var address = NodeNetwork + number;
        var text = string.Create(CultureInfo.InvariantCulture, $"{address >> 24}.{(address >> 16) & 255}.{(address >> 8) & 255}.{address & 255}");
        var status = node.Child("status");
        foreach (var (field, part) in NodeReport.Of(value.Name, text)) status[field] ??= part!.DeepClone();
        status["nodeInfo"] = NodeReport.Info(value.Uid);
        if (StatusConditions.Find(status, "Ready") is null) NodeReport.SetConditions(status, now);
    }

    private static void SetReady(ClusterObject value, JsonObject node, bool isSilent, DateTimeOffset now, Decision decision)
    {
        const string Silent = "NodeStatusUnknown";
        var status = node.Child("status");
        var ready = StatusConditions.Find(status, "Ready")!;
        if (isSilent && ready.Text("status") == "True")
        {
            foreach (var condition in status.Objects("conditions").ToList())
                StatusConditions.Set(status, condition.Text("type"), null, now, Silent, "Kubelet stopped posting node status.");
            decision.Tell(value, "NodeNotReady", $"Node {value.Name} status is now: NodeNotReady");
        }
        else if (!isSilent && ready.Text("reason") == Silent)
        {
            NodeReport.SetConditions(status, now);
            decision.Tell(value, "NodeReady", $"Node {value.Name} status is now: NodeReady");
        }
    }

    private void Beat(JsonObject node, DateTimeOffset now, Decision decision)
    {
        var ready = StatusConditions.Find(node["status"], "Ready")!;
        var due = Times.Read(ready.Text("lastHeartbeatTime")) + options.NodeStatusInterval;
        if (due is null || due <= now)
        {
            foreach (var condition in node.Objects("status", "conditions")) condition["lastHeartbeatTime"] = Times.Write(now);
            due = now + options.NodeStatusInterval;
        }

        decision.LookAgain(due);
    }

    /// <summary>A node that is not ready takes no pods, one that cannot be reached loses those it has.</summary>
    private static void SetTaints(JsonObject node, DateTimeOffset now)
    {
        var ready = StatusConditions.Find(node["status"], "Ready").Text("status");
        var wanted = ready switch { "True" => "", "False" => NotReadyTaint, _ => UnreachableTaint };
        var others = node.Objects("spec", "taints").Where(static one => one.Text("key") is not (NotReadyTaint or UnreachableTaint)).Select(static one => one.DeepClone()).ToList();
        var own = node.Objects("spec", "taints").Where(one => one.Text("key") == wanted).ToList();
        var isRight = wanted.Length == 0 ? node.Objects("spec", "taints").Count() == others.Count : own.Count == 2;
        if (isRight) return;
        if (wanted.Length > 0)
        {
            others.Add(new JsonObject { ["key"] = wanted, ["effect"] = "NoSchedule", ["timeAdded"] = Times.Write(now) });
            others.Add(new JsonObject { ["key"] = wanted, ["effect"] = "NoExecute", ["timeAdded"] = Times.Write(now) });
        }

        if (others.Count == 0) node.Child("spec").Remove("taints");
        else node.Child("spec")["taints"] = new JsonArray([.. others]);
    }

    private void Renew(ClusterObject value, ClusterView cluster, DateTimeOffset now, Decision decision)
    {
        if (options.LeaseInterval == Timeout.InfiniteTimeSpan) return;
        var renewed = new Actors.Kubernetes.Models.MicroTime(now).ToString();
        if (cluster.Find(ResourceNames.Leases, LeaseNamespace, value.Name) is not { } lease)
        {
            decision.Create(ResourceNames.Leases, new JsonObject
            {
                ["metadata"] = new JsonObject { ["name"] = value.Name, ["namespace"] = LeaseNamespace, ["ownerReferences"] = new JsonArray(NodeReference(value)) },
                ["spec"] = new JsonObject { ["holderIdentity"] = value.Name, ["leaseDurationSeconds"] = LeaseSeconds, ["renewTime"] = renewed },
            });
            decision.LookAgain(now + options.LeaseInterval);
            return;
        }

        var json = lease.Parse();
        var due = Times.Read(json.Text("spec", "renewTime")) + options.LeaseInterval;
        if (due is null || due <= now)
        {
            json.Child("spec")["renewTime"] = renewed;
            decision.Update(lease, json);
            due = now + options.LeaseInterval;
        }

        decision.LookAgain(due);
    }

    /// <summary>A lease goes with its node, which does not manage it otherwise.</summary>
    private static JsonObject NodeReference(ClusterObject node)
    {
        var reference = Ownership.Reference(node);
        reference.Remove("controller");
        reference.Remove("blockOwnerDeletion");
        return reference;
    }
}
