namespace Actors.Kubernetes.Models;

/// <summary>An environment variable.</summary>
public sealed class V1EnvVar : KubernetesModel
{
    /// <summary>Its name.</summary>
    public string? Name { get; set; }

    /// <summary>Its value; <c>$(VARIABLE)</c>s are replaced.</summary>
    public string? Value { get; set; }

    /// <summary>Where its value comes from.</summary>
    public V1EnvVarSource? ValueFrom { get; set; }
}

/// <summary>Where the value of a variable comes from: one of these.</summary>
public sealed class V1EnvVarSource : KubernetesModel
{
    /// <summary>A field of the pod.</summary>
    public V1ObjectFieldSelector? FieldRef { get; set; }

    /// <summary>A resource of a container.</summary>
    public V1ResourceFieldSelector? ResourceFieldRef { get; set; }

    /// <summary>A key of a config map.</summary>
    public V1ConfigMapKeySelector? ConfigMapKeyRef { get; set; }

    /// <summary>A key of a secret.</summary>
    public V1SecretKeySelector? SecretKeyRef { get; set; }
}

/// <summary>A field of an object.</summary>
public sealed class V1ObjectFieldSelector : KubernetesModel
{
    /// <summary>The version the path is of.</summary>
    public string? ApiVersion { get; set; }

    /// <summary>The path, such as <c>metadata.name</c>.</summary>
    public string? FieldPath { get; set; }
}

/// <summary>A resource of a container.</summary>
public sealed class V1ResourceFieldSelector : KubernetesModel
{
    /// <summary>The container; the same one if null.</summary>
    public string? ContainerName { get; set; }

    /// <summary>Such as <c>limits.cpu</c>.</summary>
    public string? Resource { get; set; }

    /// <summary>The unit it is told in; 1 if null.</summary>
    public Quantity? Divisor { get; set; }
}

/// <summary>A key of a config map.</summary>
public sealed class V1ConfigMapKeySelector : KubernetesModel
{
    /// <summary>The config map.</summary>
    public string? Name { get; set; }

    /// <summary>The key.</summary>
    public string? Key { get; set; }

    /// <summary>Whether it may be missing.</summary>
    public bool? Optional { get; set; }
}

/// <summary>A key of a secret.</summary>
public sealed class V1SecretKeySelector : KubernetesModel
{
    /// <summary>The secret.</summary>
    public string? Name { get; set; }

    /// <summary>The key.</summary>
    public string? Key { get; set; }

    /// <summary>Whether it may be missing.</summary>
    public bool? Optional { get; set; }
}

/// <summary>Where a set of environment variables comes from.</summary>
public sealed class V1EnvFromSource : KubernetesModel
{
    /// <summary>Put before each name.</summary>
    public string? Prefix { get; set; }

    /// <summary>All keys of a config map.</summary>
    public V1ConfigMapEnvSource? ConfigMapRef { get; set; }

    /// <summary>All keys of a secret.</summary>
    public V1SecretEnvSource? SecretRef { get; set; }
}

/// <summary>All keys of a config map.</summary>
public sealed class V1ConfigMapEnvSource : KubernetesModel
{
    /// <summary>The config map.</summary>
    public string? Name { get; set; }

    /// <summary>Whether it may be missing.</summary>
    public bool? Optional { get; set; }
}

/// <summary>All keys of a secret.</summary>
public sealed class V1SecretEnvSource : KubernetesModel
{
    /// <summary>The secret.</summary>
    public string? Name { get; set; }

    /// <summary>Whether it may be missing.</summary>
    public bool? Optional { get; set; }
}
