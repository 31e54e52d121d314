using System.Text.Json.Nodes;
using Actors.ApiServer.Kinds;
using Actors.Objects;

namespace Actors.ApiServer.Workloads;

/// <summary>What controllers want to know of a pod. Kept with it, since a workload looks at all its pods whenever one changes.</summary>
internal sealed record PodFacts
{
    public required string Phase { get; init; }

    /// <summary>Where it runs; empty until it has been scheduled.</summary>
    public required string NodeName { get; init; }

    public required string Ip { get; init; }

    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    public required bool IsReady { get; init; }

    /// <summary>Since when it is ready, or is not.</summary>
    public required DateTimeOffset ReadySince { get; init; }

    /// <summary>When its last container ended; null if none has.</summary>
    public required DateTimeOffset? FinishedAt { get; init; }

    public required int Restarts { get; init; }

    public required bool IsBeingDeleted { get; init; }

    /// <summary>The annotation by which its owner says how dear it is: pods that cost less go first.</summary>
    public required long DeletionCost { get; init; }

    public required bool HasFinalizers { get; init; }

    /// <summary>The names of the volume claims it needs.</summary>
    public required IReadOnlyList<string> Claims { get; init; }

    public bool IsFinished => Phase is "Succeeded" or "Failed";

    /// <summary>Whether it counts for its workload: it has not ended, and nobody has asked it to.</summary>
    public bool IsActive => !IsFinished && !IsBeingDeleted;

    /// <summary>The name it has within its subdomain, as <c>name.subdomain</c>; empty if it has none.</summary>
    public required string HostName { get; init; }

    /// <summary>When it is available, which is some seconds after it got ready; null while it is not ready.</summary>
    public DateTimeOffset? AvailableAt(long minReadySeconds) => IsReady ? minReadySeconds == 0 ? DateTimeOffset.MinValue : ReadySince.AddSeconds(minReadySeconds) : null;

    public string Label(string key) => Labels.GetValueOrDefault(key, "");

    public static PodFacts Of(JsonObject pod, KubernetesObject stored)
    {
        var status = pod["status"];
        var ready = status.Objects("conditions").FirstOrDefault(static one => one.Text("type") == "Ready");
        var containers = status.Objects("containerStatuses").ToList();
        return new PodFacts
        {
            Phase = status.Text("phase"),
            NodeName = pod.Text("spec", "nodeName"),
            Ip = status.Text("podIP"),
            Labels = stored.Labels.ToDictionary(),
            IsReady = ready.Text("status") == "True",
            ReadySince = Times.Read(ready.Text("lastTransitionTime")) ?? DateTimeOffset.MinValue,
            FinishedAt = containers.Max(static one => Times.Read(one.Text("state", "terminated", "finishedAt"))),
            Restarts = (int)containers.Sum(static one => one.Number("restartCount")),
            IsBeingDeleted = stored.IsBeingDeleted,
            DeletionCost = long.TryParse(stored.Annotations["controller.kubernetes.io/pod-deletion-cost"], out var cost) ? cost : 0,
            HasFinalizers = stored.Finalizers.Count > 0,
            HostName = pod.Text("spec", "subdomain") is { Length: > 0 } domain ? $"{pod.Text("spec", "hostname")}.{domain}" : "",
            Claims = [.. pod.Objects("spec", "volumes").Select(static one => one.Text("persistentVolumeClaim", "claimName")).Where(static name => name.Length > 0)],
        };
    }
}
