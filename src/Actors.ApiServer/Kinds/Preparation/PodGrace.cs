using System.Text.Json.Nodes;

namespace Actors.ApiServer.Kinds;

/// <summary>How long pods, the one kind with such a time, have to end, by the name tables use.</summary>
internal static class PodGrace
{
    /// <summary>The function of a name; null if there is none.</summary>
    public static ObjectGrace? Find(string name) => name == "pod" ? Seconds : null;

    /// <summary>A pod that runs nowhere has nothing to end. What is below zero stands for the shortest time there is.</summary>
    private static long Seconds(JsonObject pod, long? wanted)
    {
        if (pod.Text("spec", "nodeName").Length == 0 || pod.Text("status", "phase") is "Failed" or "Succeeded") return 0;
        var seconds = wanted ?? pod.Number("spec", "terminationGracePeriodSeconds");
        return seconds < 0 ? 1 : seconds;
    }
}
