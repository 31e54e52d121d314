using System.Text.Json.Nodes;
using Actors.ApiServer.Resources;
using Actors.ApiServer.Tables;
using Actors.Kubernetes.Models;

namespace Actors.ApiServer.Kinds;

/// <summary>What the columns of tables show that is more than the value of a field, by the name tables of kinds use.</summary>
internal static class TableCells
{
    private const string None = "<none>";
    private const string Unset = "<unset>";

    private static readonly Dictionary<string, Func<string[], TableCell>> Functions = new(StringComparer.Ordinal)
    {
        ["podReady"] = static _ => static (pod, _) => PodCells.Of(pod).Ready,
        ["podStatus"] = static _ => static (pod, _) => PodCells.Of(pod).Status,
        ["podRestarts"] = static _ => static (pod, now) => PodCells.Of(pod).Restarts(now),
        ["podIP"] = static _ => static (pod, _) => Or(Or(pod.Objects("status", "podIPs").FirstOrDefault().Text("ip"), pod.Text("status", "podIP"))),
        ["podReadinessGates"] = static _ => static (pod, _) => PodCells.Gates(pod),
        ["nodeStatus"] = static _ => static (node, _) => NodeCells.Status(node),
        ["nodeRoles"] = static _ => static (node, _) => Or(NodeCells.Roles(node)),
        ["nodeAddress"] = static of => (node, _) => Or(node.Objects("status", "addresses").FirstOrDefault(one => one.Text("type") == of[0]).Text("address")),
        ["serviceExternalIP"] = static _ => static (service, _) => ServiceCells.ExternalAddress(service),
        ["servicePorts"] = static _ => static (service, _) => Or(ServiceCells.Ports(service)),
        ["loadBalancer"] = static _ => static (value, _) => ServiceCells.Balancer(value),
        ["ingressHosts"] = static _ => static (ingress, _) => ServiceCells.Hosts(ingress),
        ["ingressPorts"] = static _ => static (ingress, _) => ingress.Objects("spec", "tls").Any() ? "80, 443" : "80",
        ["ingressParameters"] = static _ => static (value, _) => Or(Reference(value.At("spec", "parameters"), "apiGroup")),
        ["endpoints"] = static _ => static (endpoints, _) => EndpointCells.Addresses(endpoints),
        ["slicePorts"] = static _ => static (slice, _) => EndpointCells.SlicePorts(slice),
        ["sliceEndpoints"] = static _ => static (slice, _) => EndpointCells.SliceAddresses(slice),
        ["labels"] = static of => (value, _) => Or(Labels(value.AtPath(of[0]))),
        ["selector"] = static of => (value, _) => Or(Selector(value.AtPath(of[0]))),
        ["count"] = static of => (value, _) => Count(value.AtPath(of[0])),
        ["join"] = static of => (value, _) => string.Join(",", value.AtPath(of[0]).Texts()),
        ["trim"] = static of => (value, _) => value.AtPath(of[0]).Text().Trim(),
        ["configMapData"] = static _ => static (map, _) => Count(map["data"]) + Count(map["binaryData"]),
        ["containers"] = static of => (value, _) => string.Join(",", value.AtPath(of[0]).Objects("spec", "containers").Select(static one => one.Text("name"))),
        ["images"] = static of => (value, _) => string.Join(",", value.AtPath(of[0]).Objects("spec", "containers").Select(static one => one.Text("image"))),
        ["ratio"] = static of => (value, _) => $"{value.AtPath(of[0]).Number()}/{value.AtPath(of[1]).Number()}",
        ["controller"] = static _ => static (value, _) => Or(Controller(value)),
        ["jobStatus"] = static _ => static (job, _) => JobCells.Status(job),
        ["jobCompletions"] = static _ => static (job, _) => JobCells.Completions(job),
        ["jobDuration"] = static _ => static (job, now) => JobCells.Duration(job, now),
        ["suspended"] = static _ => static (job, _) => job.At("spec", "suspend") is null ? Unset : job.IsTrue("spec", "suspend") ? "True" : "False",
        ["eventLastSeen"] = static _ => static (value, now) => EventCells.LastSeen(value, now),
        ["eventFirstSeen"] = static _ => static (value, now) => EventCells.FirstSeen(value, now),
        ["eventObject"] = static of => (value, _) => EventCells.About(value.AtPath(of[0])),
        ["eventSource"] = static _ => static (value, _) => EventCells.Source(value),
        ["eventCount"] = static _ => static (value, _) => EventCells.Count(value),
        ["accessModes"] = static of => (value, _) => VolumeCells.Modes(value.AtPath(of[0])),
        ["volumePhase"] = static _ => static (value, _) => value.At("metadata", "deletionTimestamp") is null ? value.Text("status", "phase") : "Terminating",
        ["volumeClaim"] = static _ => static (volume, _) => VolumeCells.Claim(volume),
        ["claimCapacity"] = static _ => static (claim, _) => VolumeCells.IsBound(claim) ? Or(claim.Text("status", "capacity", "storage"), "0") : "",
        ["claimModes"] = static _ => static (claim, _) => VolumeCells.IsBound(claim) ? VolumeCells.Modes(claim.At("status", "accessModes")) : "",
        ["quota"] = static of => (quota, _) => VolumeCells.Quota(quota, of[0] == "limits"),
        ["componentStatus"] = static _ => static (value, _) => Health(value).Text("status") switch { "True" => "Healthy", "" => "Unknown", _ => "Unhealthy" },
        ["componentCondition"] = static of => (value, _) => Health(value).Text(of[0]),
        ["scaleTarget"] = static _ => static (value, _) => $"{value.Text("spec", "scaleTargetRef", "kind")}/{value.Text("spec", "scaleTargetRef", "name")}",
        ["autoscalerTargets"] = static _ => static (value, _) => AutoscalerCells.Targets(value),
        ["roleRef"] = static _ => static (value, _) => $"{value.Text("roleRef", "kind")}/{value.Text("roleRef", "name")}",
        ["subjects"] = static of => (value, _) => Subjects(value, of[0]),
        ["parentRef"] = static _ => static (value, _) => ParentReference(value.At("spec", "parentRef")),
        ["tokenAudiences"] = static _ => static (value, _) =>
            Or(string.Join(",", value.Objects("spec", "tokenRequests").Select(static one => one.Text("audience"))), Unset),
        ["paramKind"] = static _ => static (value, _) => ParamKind(value.At("spec", "paramKind")),
        ["paramRef"] = static _ => static (value, _) => ParamReference(value.At("spec", "paramRef")),
        ["csrDuration"] = static _ => static (value, _) =>
            value.At("spec", "expirationSeconds").NumberOrNull() is { } seconds ? HumanDuration.Format(TimeSpan.FromSeconds(seconds)) : None,
        ["csrCondition"] = static _ => static (value, _) => Request(value),
        ["apiService"] = static _ => static (value, _) =>
            value.At("spec", "service") is { } service ? $"{service.Text("namespace")}/{service.Text("name")}" : "Local",
        ["apiAvailable"] = static _ => static (value, _) => Available(value),
    };

    /// <summary>The function of a name with its arguments; null if there is none.</summary>
    public static TableCell? Find(string name, string[] arguments) => Functions.TryGetValue(name, out var make) ? make(arguments) : null;

    /// <summary>How long ago a time was.</summary>
    public static string Age(JsonNode? time, DateTimeOffset now) =>
        MicroTime.TryParse(time.Text(), out var at) ? HumanDuration.Format(now - (DateTimeOffset)at) : "<unknown>";

    /// <summary>A text, or what stands for none.</summary>
    public static string Or(string text, string none = None) => text.Length == 0 ? none : text;

    /// <summary>The condition of a type; null if there is none.</summary>
    public static JsonObject? Condition(JsonNode value, string type) => value.Objects("status", "conditions").FirstOrDefault(one => one.Text("type") == type);

    private static int Count(JsonNode? node) => node switch { JsonArray list => list.Count, JsonObject map => map.Count, _ => 0 };

    private static string Labels(JsonNode? node) => node is not JsonObject map
        ? ""
        : string.Join(",", map.OrderBy(static one => one.Key, StringComparer.Ordinal).Select(static one => $"{one.Key}={one.Value.Text()}"));

    private static string Selector(JsonNode? node)
    {
        var labels = Labels(node.At("matchLabels"));
        var others = node.Objects("matchExpressions").Select(static one => one.Text("operator") switch
        {
            "Exists" => one.Text("key"),
            "DoesNotExist" => "!" + one.Text("key"),
            "NotIn" => $"{one.Text("key")} notin ({string.Join(",", one.Texts("values").Order(StringComparer.Ordinal))})",
            _ => $"{one.Text("key")} in ({string.Join(",", one.Texts("values").Order(StringComparer.Ordinal))})",
        });
        return string.Join(",", others.Prepend(labels).Where(static one => one.Length > 0));
    }

    private static string Controller(JsonObject value)
    {
        var owner = value.Objects("metadata", "ownerReferences").FirstOrDefault(static one => one.IsTrue("controller"));
        if (owner is null) return "";
        var group = owner.Text("apiVersion").Split('/') is [var name, _] ? "." + name : "";
        return string.Create(null, $"{owner.Text("kind").ToLowerInvariant()}{group}/{owner.Text("name")}");
    }

    private static string Reference(JsonNode? reference, string groupField)
    {
        if (reference is null) return "";
        var group = reference.Text(groupField);
        return $"{reference.Text("kind")}{(group.Length == 0 ? "" : "." + group)}/{reference.Text("name")}";
    }

    private static JsonObject? Health(JsonObject value) => value.Objects("conditions").FirstOrDefault(static one => one.Text("type") == "Healthy");

    private static string Subjects(JsonObject value, string kind) => string.Join(", ", value.Objects("subjects").Where(one => one.Text("kind") == kind)
        .Select(one => kind == "ServiceAccount" ? $"{one.Text("namespace")}/{one.Text("name")}" : one.Text("name")));

    private static string ParentReference(JsonNode? parent)
    {
        var group = parent.Text("group") is { Length: > 0 } given ? "." + given : "";
        var space = parent.Text("namespace") is { Length: > 0 } name ? name + "/" : "";
        return $"{parent.Text("resource")}{group}/{space}{parent.Text("name")}";
    }

    private static string ParamKind(JsonNode? kind) => kind is null ? Unset : $"{kind.Text("apiVersion")}/{kind.Text("kind")}";

    private static string ParamReference(JsonNode? reference)
    {
        if (reference is null) return Unset;
        var space = reference.Text("namespace");
        return $"{(space.Length == 0 ? "*" : space)}/{Or(reference.Text("name"), "*")}";
    }

    private static string Request(JsonObject value)
    {
        var status = Condition(value, "Denied") is not null ? "Denied" : Condition(value, "Approved") is not null ? "Approved" : "Pending";
        if (Condition(value, "Failed") is not null) status += ",Failed";
        return value.Text("status", "certificate").Length > 0 ? status + ",Issued" : status;
    }

    private static string Available(JsonObject value)
    {
        var condition = Condition(value, "Available");
        if (condition is null) return "Unknown";
        return condition.Text("status") == "True" ? "True" : $"{condition.Text("status")} ({condition.Text("reason")})";
    }
}
