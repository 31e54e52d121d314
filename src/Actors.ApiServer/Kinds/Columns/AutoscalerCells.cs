using System.Globalization;
using System.Text.Json.Nodes;

namespace Actors.ApiServer.Kinds;

/// <summary>What a table shows of an autoscaler: for each metric what it is and what it shall be.</summary>
internal static class AutoscalerCells
{
    private const string Unknown = "<unknown>";
    private const int Shown = 2;

    public static string Targets(JsonObject autoscaler)
    {
        var metrics = autoscaler.Objects("spec", "metrics").ToArray();
        if (metrics.Length == 0) return Older(autoscaler);
        var current = autoscaler.Objects("status", "currentMetrics").ToArray();
        var texts = metrics.Select((metric, index) => Metric(metric, index < current.Length ? current[index] : null)).ToArray();
        var text = string.Join(", ", texts.Take(Shown));
        return texts.Length > Shown ? string.Create(CultureInfo.InvariantCulture, $"{text} + {texts.Length - Shown} more...") : text;
    }

    private static string Older(JsonObject autoscaler)
    {
        if (autoscaler.At("spec", "targetCPUUtilizationPercentage") is not { } target) return "<none>";
        return $"cpu: {Percent(autoscaler.At("status", "currentCPUUtilizationPercentage"))}/{Percent(target)}";
    }

    private static string Metric(JsonObject metric, JsonObject? status)
    {
        var type = metric.Text("type");
        var field = type.Length == 0 ? "" : char.ToLowerInvariant(type[0]) + type[1..];
        var target = metric.At(field, "target");
        var current = status.At(field, "current");
        var prefix = type is "Resource" or "ContainerResource" ? metric.Text(field, "name") + ": " : "";
        var average = type is "External" or "Object" ? " (avg)" : "";
        return target.Text("type") switch
        {
            "Utilization" => $"{prefix}{Percent(current.At("averageUtilization"))}/{Percent(target.At("averageUtilization"))}",
            "AverageValue" => $"{prefix}{TableCells.Or(current.Text("averageValue"), Unknown)}/{target.Text("averageValue")}{average}",
            _ => $"{prefix}{TableCells.Or(current.Text("value"), Unknown)}/{target.Text("value")}",
        };
    }

    private static string Percent(JsonNode? number) => number.NumberOrNull() is { } value ? string.Create(CultureInfo.InvariantCulture, $"{value}%") : Unknown;
}
