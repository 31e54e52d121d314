using System.Globalization;
using System.Text.Json.Nodes;
using Actors.ApiServer.Kinds;

namespace Actors.ApiServer.Workloads;

/// <summary>The pods behind a service: those it selects that have an address and have not ended, by the ports they serve it on.</summary>
internal static class ServiceBackends
{
    /// <summary>Those with the same ports go together; in the order of their names.</summary>
    public static List<(JsonArray Ports, List<ClusterObject> Pods)> Of(ClusterObject service, JsonObject json, ClusterView cluster)
    {
        var selector = new PodSelector(new JsonObject { ["matchLabels"] = json.At("spec", "selector")?.DeepClone() });
        var groups = new Dictionary<string, (JsonArray Ports, List<ClusterObject> Pods)>(StringComparer.Ordinal);
        var pods = selector.Find(cluster, service.Namespace).Where(static pod => pod.Pod is { IsFinished: false, Ip.Length: > 0 });
        foreach (var pod in pods.OrderBy(static pod => pod.Name, StringComparer.Ordinal))
        {
            var ports = PortsOn(json, pod);
            var text = ports.ToJsonString();
            if (!groups.TryGetValue(text, out var group)) groups[text] = group = (ports, []);
            group.Pods.Add(pod);
        }

        return [.. groups.Values];
    }

    public static JsonObject TargetOf(ClusterObject pod) => new() { ["kind"] = "Pod", ["namespace"] = pod.Namespace, ["name"] = pod.Name, ["uid"] = pod.Uid };

    /// <summary>Whether clients are sent to a pod: it is ready and stays, or the service wants those that are not as well.</summary>
    public static bool IsReady(JsonObject service, ClusterObject pod) => service.IsTrue("spec", "publishNotReadyAddresses") || (pod.Pod.IsReady && !pod.IsBeingDeleted);

    /// <summary>The host name of a pod under the service; empty if the service is not its subdomain.</summary>
    public static string HostNameOf(ClusterObject service, ClusterObject pod)
    {
        var parts = pod.Pod.HostName.Split('.');
        return parts.Length == 2 && parts[1] == service.Name ? parts[0] : "";
    }

    private static JsonArray PortsOn(JsonObject service, ClusterObject pod)
    {
        var ports = new JsonArray();
        foreach (var port in service.Objects("spec", "ports"))
        {
            if (NumberOn(port, pod) is not { } number) continue;
            var entry = new JsonObject { ["name"] = port.Text("name"), ["port"] = number, ["protocol"] = port.Text("protocol") is { Length: > 0 } protocol ? protocol : "TCP" };
            if (port.Text("appProtocol") is { Length: > 0 } application) entry["appProtocol"] = application;
            ports.Add(entry);
        }

        return ports;
    }

    /// <summary>The port a pod serves; null if it has none of the name the service wants.</summary>
    private static long? NumberOn(JsonObject port, ClusterObject pod)
    {
        var target = port["targetPort"];
        if (target.NumberOrNull() is { } number) return number == 0 ? port.Number("port") : number;
        var name = target.Text();
        if (name.Length == 0) return port.Number("port");
        if (long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var written)) return written;
        var ports = pod.Parse().Objects("spec", "containers").SelectMany(static container => container.Objects("ports"));
        return ports.FirstOrDefault(one => one.Text("name") == name).NumberOrNull("containerPort");
    }
}
