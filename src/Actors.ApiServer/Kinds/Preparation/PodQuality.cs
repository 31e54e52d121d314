using System.Text.Json.Nodes;
using Actors.Kubernetes.Models;

namespace Actors.ApiServer.Kinds;

/// <summary>The quality of service of a pod: <c>Guaranteed</c> if every container requests all the processor and memory it may use, <c>BestEffort</c> if none
/// requests any, else <c>Burstable</c>.</summary>
internal static class PodQuality
{
    private static readonly string[] Counted = ["cpu", "memory"];

    public static string Of(JsonObject spec)
    {
        if (spec["resources"] is JsonObject ofPod && (Sets(ofPod, "requests") || Sets(ofPod, "limits")))
            return IsGuaranteed(ofPod) ? "Guaranteed" : "Burstable";
        var resources = spec.Objects("containers").Concat(spec.Objects("initContainers")).Select(static one => one["resources"] as JsonObject ?? []).ToArray();
        if (resources.All(static one => !Sets(one, "requests") && !Sets(one, "limits"))) return "BestEffort";
        return resources.All(IsGuaranteed) ? "Guaranteed" : "Burstable";
    }

    private static bool Sets(JsonObject resources, string what) => Counted.Any(resource => Amount(resources, what, resource) is { IsZero: false });

    private static bool IsGuaranteed(JsonObject resources) => Counted.All(resource =>
        Amount(resources, "limits", resource) is { IsZero: false } limit && (Amount(resources, "requests", resource) ?? limit) == limit);

    private static Quantity? Amount(JsonObject resources, string what, string resource) =>
        Quantity.TryParse(resources.Text(what, resource), out var amount) ? amount : default(Quantity?);
}
