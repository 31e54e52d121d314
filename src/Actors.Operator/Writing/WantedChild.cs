using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Kubernetes.Models;
using Actors.Objects;

namespace Actors.Operators.Writing;

/// <summary>Makes what is applied of what an author wants of a child.</summary>
internal static class WantedChild
{
    /// <summary>The fields wanted, with kind, namespace and controller owner.</summary>
    /// <exception cref="ArgumentException">It cannot be applied as a child of this owner.</exception>
    public static KubernetesObject Of(IKubernetesObject wanted, KubernetesEntity kind, KubernetesObject owner, KubernetesEntity ownerKind)
    {
        var json = (JsonObject)JsonSerializer.SerializeToNode(wanted, wanted.GetType(), KubernetesJson.Options)!;
        var metadata = json["metadata"] as JsonObject ?? [];
        json["metadata"] = metadata;
        json["apiVersion"] = kind.ApiVersion;
        json["kind"] = kind.Kind;
        var name = (string?)metadata["name"];
        if (string.IsNullOrEmpty(name)) throw new ArgumentException($"A {kind.Kind} without a name cannot be applied: give it a name that follows from {Describe(owner)}", nameof(wanted));
        SetNamespace(metadata, name, kind, owner, ownerKind);
        SetOwner(metadata, name, kind, owner, ownerKind);

        // The server takes no such list from a client that applies.
        metadata.Remove("managedFields");
        return KubernetesObject.Parse(JsonSerializer.SerializeToUtf8Bytes(json, KubernetesJson.Options), ObjectContent.Whole);
    }

    private static void SetNamespace(JsonObject metadata, string name, KubernetesEntity kind, KubernetesObject owner, KubernetesEntity ownerKind)
    {
        var given = (string?)metadata["namespace"];
        if (!kind.Namespaced)
        {
            if (ownerKind.Namespaced)
                throw new ArgumentException($"{kind.Kind} {name} is of the whole cluster and cannot belong to {Describe(owner)}, which is in a namespace: Kubernetes would delete it");
            metadata.Remove("namespace");
            return;
        }

        if (ownerKind.Namespaced && given is not null && given != owner.Namespace)
            throw new ArgumentException($"{kind.Kind} {given}/{name} cannot belong to {Describe(owner)}: an owner is in the same namespace");
        var space = given ?? owner.Namespace;
        if (space.Length == 0) throw new ArgumentException($"{kind.Kind} {name} needs a namespace, as its owner {Describe(owner)} is in none");
        metadata["namespace"] = space;
    }

    private static void SetOwner(JsonObject metadata, string name, KubernetesEntity kind, KubernetesObject owner, KubernetesEntity ownerKind)
    {
        var owners = metadata["ownerReferences"] as JsonArray ?? [];
        foreach (var other in owners.OfType<JsonObject>().ToList())
        {
            if ((string?)other["uid"] == owner.Uid) owners.Remove(other);
            else if ((bool?)other["controller"] == true)
                throw new ArgumentException($"{kind.Kind} {name} has another controller already ({other["kind"]} {other["name"]}); {Describe(owner)} cannot be one too");
        }

        owners.Add(new JsonObject
        {
            ["apiVersion"] = ownerKind.ApiVersion,
            ["kind"] = ownerKind.Kind,
            ["name"] = owner.Name,
            ["uid"] = owner.Uid,
            ["controller"] = true,
            ["blockOwnerDeletion"] = true,
        });
        metadata["ownerReferences"] = owners;
    }

    private static string Describe(KubernetesObject owner) => $"{owner.Kind} {ObjectKey.Of(owner)}";
}
