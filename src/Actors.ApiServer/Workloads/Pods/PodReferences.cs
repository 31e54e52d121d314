using System.Text.Json.Nodes;
using Actors.ApiServer.Kinds;

namespace Actors.ApiServer.Workloads;

/// <summary>The Secrets and ConfigMaps without which a pod does not start.</summary>
internal static class PodReferences
{
    /// <summary>What is missing that a volume wants, in words; null if nothing is.</summary>
    public static string? MissingForVolumes(JsonObject pod, ClusterView cluster)
    {
        foreach (var volume in pod.Objects("spec", "volumes"))
        {
            var problem = Missing(cluster, pod, ResourceNames.Secrets, volume.At("secret"), "secretName") ?? Missing(cluster, pod, ResourceNames.ConfigMaps, volume.At("configMap"), "name");
            if (problem is not null) return $"MountVolume.SetUp failed for volume \"{volume.Text("name")}\" : {problem}";
        }

        return null;
    }

    /// <summary>What is missing that the environment of a container wants, in words; null if nothing is.</summary>
    public static string? MissingForEnvironment(JsonObject pod, ClusterView cluster)
    {
        foreach (var container in pod.Objects("spec", "initContainers").Concat(pod.Objects("spec", "containers")))
        {
            var problem = container.Objects("env").Select(one => MissingKey(cluster, pod, one.At("valueFrom"))).FirstOrDefault(static one => one is not null)
                ?? container.Objects("envFrom").Select(one =>
                    Missing(cluster, pod, ResourceNames.Secrets, one.At("secretRef"), "name") ?? Missing(cluster, pod, ResourceNames.ConfigMaps, one.At("configMapRef"), "name"))
                    .FirstOrDefault(static one => one is not null);
            if (problem is not null) return problem;
        }

        return null;
    }

    private static string? MissingKey(ClusterView cluster, JsonObject pod, JsonNode? from) =>
        MissingKey(cluster, pod, ResourceNames.Secrets, from.At("secretKeyRef"), "Secret") ?? MissingKey(cluster, pod, ResourceNames.ConfigMaps, from.At("configMapKeyRef"), "ConfigMap");

    private static string? MissingKey(ClusterView cluster, JsonObject pod, string resource, JsonNode? reference, string kind)
    {
        if (Missing(cluster, pod, resource, reference, "name") is { } problem) return problem;
        if (reference is null || reference.IsTrue("optional")) return null;
        var name = reference.Text("name");
        var found = cluster.Find(resource, pod.Text("metadata", "namespace"), name)!.Parse();
        var key = reference.Text("key");
        return found.At("data", key) is null && found.At("binaryData", key) is null ? $"couldn't find key {key} in {kind} {pod.Text("metadata", "namespace")}/{name}" : null;
    }

    private static string? Missing(ClusterView cluster, JsonObject pod, string resource, JsonNode? reference, string field)
    {
        if (reference is null || reference.IsTrue("optional")) return null;
        var name = reference.Text(field);
        return cluster.Find(resource, pod.Text("metadata", "namespace"), name) is null ? $"{resource[..^1]} \"{name}\" not found" : null;
    }
}
