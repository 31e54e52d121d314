using System.Text.Json.Nodes;

namespace Actors.ApiServer.Kinds;

/// <summary>The defaults that depend on other fields of the same object, by the name tables use.</summary>
internal static class FieldDefaults
{
    private static readonly Dictionary<string, FieldDefault> Functions = new(StringComparer.Ordinal)
    {
        ["imagePullPolicy"] = static container => PullPolicy(container.Text("image")),
        ["imageVolumePullPolicy"] = static image => PullPolicy(image.Text("reference")),
        ["account"] = static spec => Either(spec, "serviceAccountName", "serviceAccount"),
        ["emptyDir"] = static volume => volume.Any(static member => member.Key != "name" && member.Value is not null) ? null : new JsonObject(),
        ["allocatable"] = static status => status["capacity"]?.DeepClone(),
        ["limitDefaults"] = static item => item.Text("type") == "Container" ? item["max"]?.DeepClone() : null,
        ["requestDefaults"] = RequestDefaults,
        ["servicePort"] = static port => port.Number("port"),
        ["clientAffinity"] = static spec => spec.Text("sessionAffinity") == "ClientIP" ? Json("""{"clientIP":{"timeoutSeconds":10800}}""") : null,
        ["internalTraffic"] = static spec => spec.Text("type") == "ExternalName" ? null : "Cluster",
        ["externalTraffic"] = static spec => IsExternal(spec) ? "Cluster" : null,
        ["balancerPorts"] = static spec => spec.Text("type") == "LoadBalancer" ? true : null,
        ["templateLabels"] = static spec => spec.At("template", "metadata", "labels")?.DeepClone(),
        ["rollingUpdate"] = static strategy => strategy.Text("type") == "RollingUpdate" ? new JsonObject() : null,
        ["jobParallelism"] = static _ => 1,
        ["jobCompletions"] = static spec => spec["parallelism"] is null ? 1 : null,
        ["backoffLimit"] = static spec => spec["backoffLimitPerIndex"] is null ? 6 : int.MaxValue,
        ["podReplacement"] = static spec => spec["podFailurePolicy"] is null ? "TerminatingOrFailed" : "Failed",
        ["cpuMetric"] = static _ =>
            Json("""[{"type":"Resource","resource":{"name":"cpu","target":{"type":"Utilization","averageUtilization":80}}}]"""),
        ["subjectGroup"] = static subject => subject.Text("kind") is "User" or "Group" ? "rbac.authorization.k8s.io" : null,
        ["policyTypes"] = static spec => spec["egress"] is JsonArray { Count: > 0 } ? new JsonArray("Ingress", "Egress") : new JsonArray("Ingress"),
        ["singular"] = static names => Lower(names.Text("kind")),
        ["listKind"] = static names => names.Text("kind") is { Length: > 0 } kind ? kind + "List" : null,
    };

    /// <summary>The function of a name; null if there is none.</summary>
    public static FieldDefault? Find(string name) => Functions.GetValueOrDefault(name);

    /// <summary>An image without a tag, or with the tag latest, may be another one tomorrow.</summary>
    private static string PullPolicy(string image)
    {
        if (image.Length == 0 || image.Contains('@', StringComparison.Ordinal)) return "IfNotPresent";
        var name = image[(image.LastIndexOf('/') + 1)..];
        return !name.Contains(':', StringComparison.Ordinal) || name.EndsWith(":latest", StringComparison.Ordinal) ? "Always" : "IfNotPresent";
    }

    private static JsonObject? RequestDefaults(JsonObject item)
    {
        if (item.Text("type") != "Container") return null;
        var requests = (item["default"] ?? item["max"])?.DeepClone() as JsonObject ?? [];
        foreach (var (resource, least) in item["min"] as JsonObject ?? [])
        {
            if (!requests.ContainsKey(resource)) requests[resource] = least?.DeepClone();
        }

        return requests.Count == 0 ? null : requests;
    }

    private static bool IsExternal(JsonObject spec) =>
        spec.Text("type") is "NodePort" or "LoadBalancer" || (spec.Text("type") == "ClusterIP" && spec["externalIPs"] is JsonArray { Count: > 0 });

    /// <summary>The API writes its resource names in small letters.</summary>
    private static JsonNode? Lower(string kind) =>
        kind.Length == 0 ? null : string.Create(kind.Length, kind, static (letters, text) => text.AsSpan().ToLowerInvariant(letters));

    private static JsonNode? Either(JsonObject value, string first, string second) =>
        value.Text(first) is { Length: > 0 } given ? given : value.Text(second) is { Length: > 0 } other ? other : null;

    private static JsonNode? Json(string text) => JsonNode.Parse(text);
}
