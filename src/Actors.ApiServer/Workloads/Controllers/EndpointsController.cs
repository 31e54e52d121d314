using System.Text.Json.Nodes;
using Actors.ApiServer.Kinds;

namespace Actors.ApiServer.Workloads;

/// <summary>Keeps, in the Endpoints of the name of each service with a selector, the addresses behind it.</summary>
internal sealed class EndpointsController() : Controller(ResourceNames.Services, "endpoint-controller")
{
    public override IEnumerable<string> AffectedBy(ClusterChange change, ClusterView cluster) => ServicesOf(change, cluster);

    /// <summary>The services of which a pod that changed is one, or was.</summary>
    public static IEnumerable<string> ServicesOf(ClusterChange change, ClusterView cluster)
    {
        if (change.Value.Resource != ResourceNames.Pods) return [];
        if (change.Previous is { } before && !change.IsGone && LooksTheSame(before.Pod, change.Value.Pod)) return [];
        return change.Both.SelectMany(cluster.ServicesFor).Select(static service => service.Key);
    }

    public override Decision Decide(ClusterObject value, ClusterView cluster, DateTimeOffset now)
    {
        var decision = new Decision();
        var service = value.Parse();
        if (value.IsBeingDeleted || ServiceSelector.Of(service).Count == 0) return decision;
        var subsets = new JsonArray([.. ServiceBackends.Of(value, service, cluster).Select(group => (JsonNode?)Subset(value, service, group.Ports, group.Pods))]);
        if (cluster.Find(ResourceNames.Endpoints, value.Key) is not { } existing)
        {
            decision.Create(ResourceNames.Endpoints, New(value, service, subsets));
            return decision;
        }

        var endpoints = existing.Parse();
        if ((endpoints["subsets"] ?? new JsonArray()).IsSameAs(subsets)) return decision;
        if (subsets.Count == 0) endpoints.Remove("subsets");
        else endpoints["subsets"] = subsets;
        decision.Update(existing, endpoints);
        return decision;
    }

    public override Decision Gone(string key, ClusterView cluster)
    {
        var decision = new Decision();
        if (cluster.Find(ResourceNames.Endpoints, key) is { } endpoints) decision.Delete(endpoints);
        return decision;
    }

    private static bool LooksTheSame(PodFacts before, PodFacts after) =>
        before.Ip == after.Ip && before.IsReady == after.IsReady && before.IsBeingDeleted == after.IsBeingDeleted && before.IsFinished == after.IsFinished
        && before.Labels.Count == after.Labels.Count && before.Labels.All(label => after.Label(label.Key) == label.Value);

    private static JsonObject New(ClusterObject value, JsonObject service, JsonArray subsets)
    {
        var endpoints = new JsonObject { ["metadata"] = new JsonObject { ["name"] = value.Name, ["namespace"] = value.Namespace } };
        if (service.At("metadata", "labels") is { } labels) endpoints["metadata"]!["labels"] = labels.DeepClone();
        PodTemplate.SetLabel(endpoints, "endpoints.kubernetes.io/managed-by", "endpoint-controller");
        if (service.Text("spec", "clusterIP") == "None") PodTemplate.SetLabel(endpoints, "service.kubernetes.io/headless", "");
        if (subsets.Count > 0) endpoints["subsets"] = subsets;
        return endpoints;
    }

    private static JsonObject Subset(ClusterObject value, JsonObject service, JsonArray ports, List<ClusterObject> pods)
    {
        var subset = new JsonObject();
        foreach (var pod in pods)
        {
            var field = ServiceBackends.IsReady(service, pod) ? "addresses" : "notReadyAddresses";
            if (subset[field] is not JsonArray list) subset[field] = list = [];
            var address = new JsonObject { ["ip"] = pod.Pod.Ip };
            if (ServiceBackends.HostNameOf(value, pod) is { Length: > 0 } name) address["hostname"] = name;
            address["nodeName"] = pod.Pod.NodeName;
            address["targetRef"] = ServiceBackends.TargetOf(pod);
            list.Add(address);
        }

        if (ports.Count == 0) return subset;
        subset["ports"] = ports.DeepClone();
        foreach (var port in subset.Objects("ports").Where(static one => one.Text("name").Length == 0)) port.Remove("name");
        return subset;
    }
}
