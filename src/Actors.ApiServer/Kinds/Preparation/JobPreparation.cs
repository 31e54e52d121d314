using System.Text.Json.Nodes;

namespace Actors.ApiServer.Kinds;

/// <summary>A new job selects its own pods by its uid, unless it was given a selector.</summary>
internal static class JobPreparation
{
    public static void Create(JsonObject job)
    {
        var spec = job.Child("spec");
        if (spec.IsTrue("manualSelector")) return;
        var uid = job.Text("metadata", "uid");
        var name = job.Text("metadata", "name");
        var labels = spec.Child("template").Child("metadata").Child("labels");
        labels["controller-uid"] ??= uid;
        labels["job-name"] ??= name;
        labels["batch.kubernetes.io/controller-uid"] ??= uid;
        labels["batch.kubernetes.io/job-name"] ??= name;
        var selector = spec.Child("selector").Child("matchLabels");
        selector["batch.kubernetes.io/controller-uid"] ??= uid;
    }
}
