using System.Text.Json.Nodes;

namespace Actors.ApiServer.Kinds;

/// <summary>Brings objects of kinds that have two versions from one to the other.</summary>
internal static class KindConversions
{
    /// <summary>Autoscalers are the only such kind: version 1 knows one metric, the use of processors, and version 2 a list of any.</summary>
    public static void Apply(JsonObject value, KindDefinition kind)
    {
        var version = kind.Group.Length == 0 ? kind.Version : $"{kind.Group}/{kind.Version}";
        if (value.Text("apiVersion") == version) return;
        value["apiVersion"] = version;
        if (kind.Kind != "HorizontalPodAutoscaler") return;
        if (kind.Version == "v1") ToFirst(value);
        else ToSecond(value);
    }

    private static void ToFirst(JsonObject value)
    {
        if (value["spec"] is JsonObject spec)
        {
            if (Utilization(spec["metrics"]) is { } target) spec["targetCPUUtilizationPercentage"] = target;
            spec.Remove("metrics");
            spec.Remove("behavior");
        }

        if (value["status"] is not JsonObject status) return;
        var current = status.Objects("currentMetrics").FirstOrDefault(IsProcessor)?.At("resource", "current", "averageUtilization");
        if (current is not null) status["currentCPUUtilizationPercentage"] = current.DeepClone();
        status.Remove("currentMetrics");
        status.Remove("conditions");
    }

    private static void ToSecond(JsonObject value)
    {
        if (value["spec"] is JsonObject spec && spec["targetCPUUtilizationPercentage"] is { } target)
        {
            spec.Remove("targetCPUUtilizationPercentage");
            spec["metrics"] = new JsonArray(Processor(new JsonObject
            {
                ["target"] = new JsonObject { ["type"] = "Utilization", ["averageUtilization"] = target.DeepClone() },
            }));
        }

        if (value["status"] is not JsonObject status || status["currentCPUUtilizationPercentage"] is not { } current) return;
        status.Remove("currentCPUUtilizationPercentage");
        status["currentMetrics"] = new JsonArray(Processor(new JsonObject { ["current"] = new JsonObject { ["averageUtilization"] = current.DeepClone() } }));
    }

    private static JsonObject Processor(JsonObject resource)
    {
        resource["name"] = "cpu";
        return new JsonObject { ["type"] = "Resource", ["resource"] = resource };
    }

    private static JsonNode? Utilization(JsonNode? metrics) =>
        metrics.Objects().FirstOrDefault(IsProcessor)?.At("resource", "target", "averageUtilization")?.DeepClone();

    private static bool IsProcessor(JsonObject metric) => metric.Text("type") == "Resource" && metric.Text("resource", "name") == "cpu";
}
