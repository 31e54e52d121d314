using System.Text.Json.Nodes;

namespace Actors.ApiServer.Kinds;

/// <summary>What the server, with the admission plugins it has by default, sets on a new pod.</summary>
internal static class PodPreparation
{
    private const int TolerationSeconds = 300;
    private static readonly string[] NodeTroubles = ["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"];

    public static void Create(JsonObject pod)
    {
        var spec = pod.Child("spec");
        spec["serviceAccountName"] ??= "default";
        spec["priority"] ??= 0;
        spec["preemptionPolicy"] ??= "PreemptLowerPriority";
        Tolerate(spec);
        pod["status"] = new JsonObject { ["phase"] = "Pending", ["qosClass"] = PodQuality.Of(spec) };
    }

    /// <summary>A pod outlives a short trouble of its node unless it says otherwise.</summary>
    private static void Tolerate(JsonObject spec)
    {
        if (spec["tolerations"] is not JsonArray tolerations) spec["tolerations"] = tolerations = [];
        foreach (var trouble in NodeTroubles)
        {
            if (spec.Objects("tolerations").Any(one => Tolerates(one, trouble))) continue;
            tolerations.Add(new JsonObject
            {
                ["key"] = trouble,
                ["operator"] = "Exists",
                ["effect"] = "NoExecute",
                ["tolerationSeconds"] = TolerationSeconds,
            });
        }
    }

    private static bool Tolerates(JsonObject toleration, string trouble) =>
        toleration.Text("key") is var key && (key == trouble || key.Length == 0) && toleration.Text("effect") is "" or "NoExecute";
}
