namespace Actors.Kubernetes.Models;

/// <summary>Says which kind of object a class is the model of, and where the API serves it. Not inherited.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class KubernetesEntityAttribute : Attribute
{
    /// <summary>The API group; empty, the default, for the core group.</summary>
    public string Group { get; init; } = "";

    /// <summary>The version, such as <c>v1alpha1</c>.</summary>
    public required string Version { get; init; }

    /// <summary>The kind, such as <c>Database</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The name in paths, such as <c>databases</c>.</summary>
    public required string Plural { get; init; }

    /// <summary>Whether its objects are in namespaces, which is the default, or of the whole cluster.</summary>
    public bool Namespaced { get; init; } = true;
}
