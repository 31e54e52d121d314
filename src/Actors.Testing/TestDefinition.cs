using System.Text.Json;
using Actors.Kubernetes.Models;

namespace Actors.Testing;

/// <summary>CustomResourceDefinitions that let everything pass: for tests of an operator that are not about its definition.</summary>
public static class TestDefinition
{
    private static readonly HashSet<string> BuiltInGroups = new(StringComparer.Ordinal) { "", "apps", "batch", "autoscaling", "policy", "extensions" };

    /// <summary>A definition of a model's kind, with a status subresource.</summary>
    public static string Of<T>()
        where T : class, IKubernetesObject
    {
        var entity = KubernetesEntity.Of<T>();
        var any = new Dictionary<string, object> { ["type"] = "object", ["x-kubernetes-preserve-unknown-fields"] = true };
        return JsonSerializer.Serialize(new
        {
            apiVersion = "apiextensions.k8s.io/v1",
            kind = "CustomResourceDefinition",
            metadata = new { name = $"{entity.Plural}.{entity.Group}" },
            spec = new
            {
                group = entity.Group,
                scope = entity.Namespaced ? "Namespaced" : "Cluster",
                names = new { kind = entity.Kind, plural = entity.Plural },
                versions = new[] { new { name = entity.Version, served = true, storage = true, subresources = new { status = new { } }, schema = new { openAPIV3Schema = any } } },
            },
        });
    }

    /// <summary>Whether the server does not have the kind by itself.</summary>
    internal static bool IsNeeded<T>()
        where T : class, IKubernetesObject => KubernetesEntity.Of<T>().Group is var group && !BuiltInGroups.Contains(group) && !group.EndsWith(".k8s.io", StringComparison.Ordinal);
}
