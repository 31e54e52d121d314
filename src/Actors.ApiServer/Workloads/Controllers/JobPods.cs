using System.Globalization;
using System.Text.Json.Nodes;
using Actors.ApiServer.Kinds;
using Actors.ApiServer.Resources;

namespace Actors.ApiServer.Workloads;

/// <summary>Makes the pods of Jobs, and lets them go once they are counted.</summary>
internal static class JobPods
{
    private const string Finalizer = "batch.kubernetes.io/job-tracking";
    private const string Index = "batch.kubernetes.io/job-completion-index";

    public static void Create(JobState job, long count, Decision decision)
    {
        var indexes = job.IsIndexed ? job.OpenIndexes().Take((int)count).Cast<long?>() : Enumerable.Repeat<long?>(null, (int)count);
        foreach (var index in indexes.ToList()) decision.Create(ResourceNames.Pods, NewPod(job, index), new Announcement(job.Value, "SuccessfulCreate", "Created pod: {0}"));
    }

    /// <summary>The index of a pod of an indexed job; null if it has none.</summary>
    public static long? IndexOf(ClusterObject pod) => long.TryParse(pod.Pod.Label(Index), NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;

    public static void Release(ClusterObject pod, Decision decision)
    {
        var value = pod.Parse();
        var metadata = ObjectMeta.Of(value);
        var kept = ObjectMeta.Finalizers(metadata).Where(static one => one != Finalizer).ToList();
        if (kept.Count == pod.Stored.Finalizers.Count) return;
        ObjectMeta.SetFinalizers(metadata, kept);
        decision.Update(pod, value);
    }

    private static JsonObject NewPod(JobState job, long? index)
    {
        var pod = PodTemplate.NewPod(job.Template, job.Value);
        var metadata = pod.Child("metadata");
        metadata["finalizers"] = new JsonArray(Finalizer);
        if (index is null)
        {
            PodTemplate.NameAfter(pod, job.Value.Name + "-");
            return pod;
        }

        var text = index.Value.ToString(CultureInfo.InvariantCulture);
        PodTemplate.NameAfter(pod, $"{job.Value.Name}-{text}-");
        PodTemplate.SetAnnotation(pod, Index, text);
        PodTemplate.SetLabel(pod, Index, text);
        pod.Child("spec")["hostname"] = $"{job.Value.Name}-{text}";
        return pod;
    }
}
