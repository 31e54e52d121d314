using System.Text.Json;

namespace Actors.Kubernetes.Models;

/// <summary>What every object has: its name, where it comes from, who it belongs to.</summary>
public sealed class V1ObjectMeta : KubernetesModel
{
    /// <summary>Unique among the objects of its kind in its namespace; cannot be changed.</summary>
    public string? Name { get; set; }

    /// <summary>A prefix to which the server adds random characters, where no name is given.</summary>
    public string? GenerateName { get; set; }

    /// <summary>The namespace; null for what belongs to the whole cluster.</summary>
    public string? Namespace { get; set; }

    /// <summary>What selectors select by.</summary>
    public IDictionary<string, string>? Labels { get; set; }

    /// <summary>Anything else that tools want to keep with the object.</summary>
    public IDictionary<string, string>? Annotations { get; set; }

    /// <summary>Who has something to do before the object is gone; a deleted object stays until this is empty.</summary>
    public IList<string>? Finalizers { get; set; }

    /// <summary>The objects this one belongs to; it is collected when all of them are gone.</summary>
    public IList<V1OwnerReference>? OwnerReferences { get; set; }

    /// <summary>Given by the server, different for each object that ever was.</summary>
    public string? Uid { get; set; }

    /// <summary>Changes with every write. Given with an update, the write fails unless it is the current one.</summary>
    public string? ResourceVersion { get; set; }

    /// <summary>Counts the changes of what is wanted, from 1.</summary>
    public long? Generation { get; set; }

    /// <summary>When the server made it.</summary>
    public Time? CreationTimestamp { get; set; }

    /// <summary>When it will be gone, or would be without its finalizers; null while it is not being deleted.</summary>
    public Time? DeletionTimestamp { get; set; }

    /// <summary>Seconds it was given to end, once it is being deleted.</summary>
    public long? DeletionGracePeriodSeconds { get; set; }

    /// <summary>Which manager set which fields.</summary>
    public IList<V1ManagedFieldsEntry>? ManagedFields { get; set; }

    /// <summary>Its path. Servers no longer set it.</summary>
    public string? SelfLink { get; set; }
}

/// <summary>The fields that one manager has set.</summary>
public sealed class V1ManagedFieldsEntry : KubernetesModel
{
    /// <summary>Who: for server-side apply the name given with it, else taken from the user agent.</summary>
    public string? Manager { get; set; }

    /// <summary><c>Apply</c> or <c>Update</c>.</summary>
    public string? Operation { get; set; }

    /// <summary>The version the fields are of.</summary>
    public string? ApiVersion { get; set; }

    /// <summary>When the set of fields changed last.</summary>
    public Time? Time { get; set; }

    /// <summary>How they are written: <c>FieldsV1</c>.</summary>
    public string? FieldsType { get; set; }

    /// <summary>The set: a tree of <c>f:name</c>, <c>k:{key}</c> and <c>v:value</c>.</summary>
    public JsonElement? FieldsV1 { get; set; }

    /// <summary>The subresource written to; null for the object itself.</summary>
    public string? Subresource { get; set; }
}
