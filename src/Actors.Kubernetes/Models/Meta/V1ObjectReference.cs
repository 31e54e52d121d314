namespace Actors.Kubernetes.Models;

/// <summary>Names an object of any kind.</summary>
public sealed class V1ObjectReference : KubernetesModel
{
    /// <summary>Its group and version.</summary>
    public string? ApiVersion { get; set; }

    /// <summary>Its kind.</summary>
    public string? Kind { get; set; }

    /// <summary>Its namespace.</summary>
    public string? Namespace { get; set; }

    /// <summary>Its name.</summary>
    public string? Name { get; set; }

    /// <summary>Its uid.</summary>
    public string? Uid { get; set; }

    /// <summary>The version of it that is meant.</summary>
    public string? ResourceVersion { get; set; }

    /// <summary>The part of it that is meant, such as <c>spec.containers{web}</c>.</summary>
    public string? FieldPath { get; set; }
}

/// <summary>Names an object of a known kind in the same namespace.</summary>
public sealed class V1LocalObjectReference : KubernetesModel
{
    /// <summary>Its name.</summary>
    public string? Name { get; set; }
}

/// <summary>Names an object of any kind in the same namespace.</summary>
public sealed class V1TypedLocalObjectReference : KubernetesModel
{
    /// <summary>Its group; null for the core group.</summary>
    public string? ApiGroup { get; set; }

    /// <summary>Its kind.</summary>
    public string? Kind { get; set; }

    /// <summary>Its name.</summary>
    public string? Name { get; set; }
}

/// <summary>Names an object of any kind in any namespace.</summary>
public sealed class V1TypedObjectReference : KubernetesModel
{
    /// <summary>Its group; null for the core group.</summary>
    public string? ApiGroup { get; set; }

    /// <summary>Its kind.</summary>
    public string? Kind { get; set; }

    /// <summary>Its name.</summary>
    public string? Name { get; set; }

    /// <summary>Its namespace; null for the same one.</summary>
    public string? Namespace { get; set; }
}
