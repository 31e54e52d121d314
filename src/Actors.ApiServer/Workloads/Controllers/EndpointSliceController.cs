using System.Text.Json.Nodes;
using Actors.ApiServer.Kinds;

namespace Actors.ApiServer.Workloads;

/// <summary>Keeps, in EndpointSlices of each service with a selector, the addresses behind it.</summary>
/// <remarks>https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/</remarks>
internal sealed class EndpointSliceController() : Controller(ResourceNames.Services, "endpoint-slice-controller")
{
    private const int EndpointsPerSlice = 100;

    public override IEnumerable<string> AffectedBy(ClusterChange change, ClusterView cluster) => EndpointsController.ServicesOf(change, cluster);

    public override Decision Decide(ClusterObject value, ClusterView cluster, DateTimeOffset now)
    {
        var decision = new Decision();
        var service = value.Parse();
        if (value.IsBeingDeleted || ServiceSelector.Of(service).Count == 0) return decision;
        var existing = cluster.OwnedBy(value, ResourceNames.EndpointSlices).ToDictionary(static slice => slice.Name, StringComparer.Ordinal);
        foreach (var slice in Slices(value, service, cluster))
        {
            if (!existing.Remove(slice.Text("metadata", "name"), out var found))
            {
                decision.Create(ResourceNames.EndpointSlices, slice);
                continue;
            }

            var next = found.Parse();
            if (next["endpoints"].IsSameAs(slice["endpoints"]) && next["ports"].IsSameAs(slice["ports"])) continue;
            next["endpoints"] = slice["endpoints"]!.DeepClone();
            next["ports"] = slice["ports"]!.DeepClone();
            decision.Update(found, next);
        }

        foreach (var surplus in existing.Values) decision.Delete(surplus);
        return decision;
    }

    private static IEnumerable<JsonObject> Slices(ClusterObject value, JsonObject service, ClusterView cluster)
    {
        var chunks = ServiceBackends.Of(value, service, cluster).SelectMany(static group => group.Pods.Chunk(EndpointsPerSlice).Select(pods => (group.Ports, Pods: pods))).ToList();
        if (chunks.Count == 0) chunks.Add(([], []));
        return chunks.Select((chunk, index) => NewSlice(value, service, index, chunk.Ports, chunk.Pods.Select(pod => NewEndpoint(value, service, pod, cluster))));
    }

    private static JsonObject NewSlice(ClusterObject value, JsonObject service, int index, JsonArray ports, IEnumerable<JsonObject> endpoints)
    {
        // The end of a name by chance, but the same for the same slice.
        var suffix = PodTemplate.HashOf(JsonValue.Create(value.Uid), index)[..5];
        var slice = new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = $"{value.Name}-{suffix}",
                ["generateName"] = $"{value.Name}-",
                ["namespace"] = value.Namespace,
                ["ownerReferences"] = new JsonArray(Ownership.Reference(value)),
            },
            ["addressType"] = service.Texts("spec", "ipFamilies") is ["IPv6", ..] ? "IPv6" : "IPv4",
            ["endpoints"] = new JsonArray([.. endpoints]),
            ["ports"] = ports.DeepClone(),
        };
        foreach (var (key, label) in service.At("metadata", "labels") as JsonObject ?? []) PodTemplate.SetLabel(slice, key, label.Text());
        PodTemplate.SetLabel(slice, "kubernetes.io/service-name", value.Name);
        PodTemplate.SetLabel(slice, "endpointslice.kubernetes.io/managed-by", "endpointslice-controller.k8s.io");
        if (service.Text("spec", "clusterIP") == "None") PodTemplate.SetLabel(slice, "service.kubernetes.io/headless", "");
        return slice;
    }

    private static JsonObject NewEndpoint(ClusterObject value, JsonObject service, ClusterObject pod, ClusterView cluster)
    {
        var endpoint = new JsonObject
        {
            ["addresses"] = new JsonArray(pod.Pod.Ip),
            ["conditions"] = new JsonObject
            {
                ["ready"] = ServiceBackends.IsReady(service, pod),
                ["serving"] = pod.Pod.IsReady,
                ["terminating"] = pod.IsBeingDeleted,
            },
        };
        if (ServiceBackends.HostNameOf(value, pod) is { Length: > 0 } name) endpoint["hostname"] = name;
        endpoint["targetRef"] = ServiceBackends.TargetOf(pod);
        endpoint["nodeName"] = pod.Pod.NodeName;
        if (cluster.Find(ResourceNames.Nodes, pod.Pod.NodeName)?.Node.Labels.GetValueOrDefault(NodeController.ZoneLabel) is { } zone) endpoint["zone"] = zone;
        return endpoint;
    }
}
