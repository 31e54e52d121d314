using System.Text.Json.Nodes;
using Actors.ApiServer.Kinds;
using Actors.Kernel;

namespace Actors.ApiServer.Workloads;

/// <summary>Makes pods of the templates workloads have.</summary>
internal static class PodTemplate
{
    private const string Alphabet = "bcdfghjklmnpqrstvwxz2456789";

    /// <summary>A pod of a template, managed by a workload; it has no name yet.</summary>
    public static JsonObject NewPod(JsonNode template, ClusterObject owner)
    {
        var metadata = template["metadata"] as JsonObject ?? [];
        var pod = new JsonObject
        {
            ["metadata"] = new JsonObject { ["namespace"] = owner.Namespace, ["ownerReferences"] = new JsonArray(Ownership.Reference(owner)) },
            ["spec"] = template["spec"]?.DeepClone() ?? new JsonObject(),
        };
        foreach (var field in (ReadOnlySpan<string>)["labels", "annotations", "finalizers"])
            if (metadata[field] is { } given) pod["metadata"]![field] = given.DeepClone();
        return pod;
    }

    /// <summary>Names a pod after its workload and by chance.</summary>
    public static void NameAfter(JsonObject pod, string prefix) => pod.Child("metadata")["generateName"] = prefix;

    public static void SetLabel(JsonObject value, string key, string label) => value.Child("metadata").Child("labels")[key] = label;

    public static void SetAnnotation(JsonObject value, string key, string text) => value.Child("metadata").Child("annotations")[key] = text;

    /// <summary>A short name of a template, the same for the same content in the same order.</summary>
    /// <param name="template">The template.</param>
    /// <param name="collisions">How often the name has turned out to be taken.</param>
    public static string HashOf(JsonNode template, long collisions)
    {
        var hash = Fnv1a.Hash(template.ToJsonString()) + ((ulong)collisions * 0x9e3779b97f4a7c15);
        return string.Create(10, hash, static (text, hash) =>
        {
            for (var index = 0; index < text.Length; index++, hash /= (ulong)Alphabet.Length) text[index] = Alphabet[(int)(hash % (ulong)Alphabet.Length)];
        });
    }
}
