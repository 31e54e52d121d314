namespace Actors.Kubernetes.Models;

/// <summary>Where names are unique, and what rights and quotas are given for.</summary>
[KubernetesEntity(Version = "v1", Kind = "Namespace", Plural = "namespaces", Namespaced = false)]
public sealed class V1Namespace : KubernetesResource
{
    /// <summary>Who has to clean up.</summary>
    public V1NamespaceSpec? Spec { get; set; }

    /// <summary>What was observed.</summary>
    public V1NamespaceStatus? Status { get; set; }
}

/// <summary>Who has to clean up in a namespace.</summary>
public sealed class V1NamespaceSpec : KubernetesModel
{
    /// <summary>It stays until this is empty.</summary>
    public IList<string>? Finalizers { get; set; }
}

/// <summary>What was observed of a namespace.</summary>
public sealed class V1NamespaceStatus : KubernetesModel
{
    /// <summary><c>Active</c> or <c>Terminating</c>.</summary>
    public string? Phase { get; set; }

    /// <summary>What keeps it from ending.</summary>
    public IList<V1NamespaceCondition>? Conditions { get; set; }
}

/// <summary>One aspect of a namespace's state.</summary>
public sealed class V1NamespaceCondition : KubernetesModel
{
    /// <summary>Which aspect, such as <c>NamespaceContentRemaining</c>.</summary>
    public string? Type { get; set; }

    /// <summary><c>True</c>, <c>False</c> or <c>Unknown</c>.</summary>
    public string? Status { get; set; }

    /// <summary>When the status changed last.</summary>
    public Time? LastTransitionTime { get; set; }

    /// <summary>Why, in one word.</summary>
    public string? Reason { get; set; }

    /// <summary>Why, for people.</summary>
    public string? Message { get; set; }
}
