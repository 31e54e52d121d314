using System.Text.Json.Nodes;

namespace Actors.ApiServer.Kinds;

/// <summary>Brings objects of kinds that have two versions, autoscalers and events, from one to the other.</summary>
internal static class KindConversions
{
    /// <summary>Makes an object of another version one of a kind's, and writes it as that kind does.</summary>
    public static void Apply(JsonObject value, KindDefinition kind)
    {
        var version = kind.Group.Length == 0 ? kind.Version : $"{kind.Group}/{kind.Version}";
        if (value.Text("apiVersion") == version) return;
        switch (kind.Kind, kind.Group, kind.Version)
        {
            case ("HorizontalPodAutoscaler", _, "v1"): ToFirst(value); break;
            case ("HorizontalPodAutoscaler", _, _): ToSecond(value); break;
            case ("Event", "", _): EventConversion.ToCore(value); break;
            case ("Event", _, _): EventConversion.FromCore(value); break;
        }

        ObjectDecoder.Decode(value, kind.Type);
        foreach (var name in (ReadOnlySpan<string>)["apiVersion", "kind"]) value.Remove(name);
        value.Insert(0, "kind", kind.Kind);
        value.Insert(1, "apiVersion", version);
    }

    // Version 1 of an autoscaler knows one metric, the use of processors, and version 2 a list of any.
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
