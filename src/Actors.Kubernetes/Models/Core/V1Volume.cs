namespace Actors.Kubernetes.Models;

/// <summary>Files that containers of a pod can mount. Kinds of volume without a property here are kept as unknown fields.</summary>
public sealed class V1Volume : KubernetesModel
{
    /// <summary>Unique in the pod.</summary>
    public string? Name { get; set; }

    /// <summary>Empty at first, gone with the pod.</summary>
    public V1EmptyDirVolumeSource? EmptyDir { get; set; }

    /// <summary>A path of the node.</summary>
    public V1HostPathVolumeSource? HostPath { get; set; }

    /// <summary>The keys of a config map as files.</summary>
    public V1ConfigMapVolumeSource? ConfigMap { get; set; }

    /// <summary>The keys of a secret as files.</summary>
    public V1SecretVolumeSource? Secret { get; set; }

    /// <summary>What a claim has been given.</summary>
    public V1PersistentVolumeClaimVolumeSource? PersistentVolumeClaim { get; set; }

    /// <summary>From a storage driver.</summary>
    public V1CSIVolumeSource? Csi { get; set; }
}

/// <summary>Empty at first, gone with the pod.</summary>
public sealed class V1EmptyDirVolumeSource : KubernetesModel
{
    /// <summary><c>Memory</c>, or null for what the node has.</summary>
    public string? Medium { get; set; }

    /// <summary>How much it may hold.</summary>
    public Quantity? SizeLimit { get; set; }
}

/// <summary>A path of the node.</summary>
public sealed class V1HostPathVolumeSource : KubernetesModel
{
    /// <summary>The path.</summary>
    public string? Path { get; set; }

    /// <summary>What must be there, such as <c>DirectoryOrCreate</c>.</summary>
    public string? Type { get; set; }
}

/// <summary>The keys of a config map as files.</summary>
public sealed class V1ConfigMapVolumeSource : KubernetesModel
{
    /// <summary>The config map.</summary>
    public string? Name { get; set; }

    /// <summary>The keys and their paths; all if null.</summary>
    public IList<V1KeyToPath>? Items { get; set; }

    /// <summary>The files' mode; 0644 by default.</summary>
    public int? DefaultMode { get; set; }

    /// <summary>Whether it may be missing.</summary>
    public bool? Optional { get; set; }
}

/// <summary>The keys of a secret as files.</summary>
public sealed class V1SecretVolumeSource : KubernetesModel
{
    /// <summary>The secret.</summary>
    public string? SecretName { get; set; }

    /// <summary>The keys and their paths; all if null.</summary>
    public IList<V1KeyToPath>? Items { get; set; }

    /// <summary>The files' mode; 0644 by default.</summary>
    public int? DefaultMode { get; set; }

    /// <summary>Whether it may be missing.</summary>
    public bool? Optional { get; set; }
}

/// <summary>A key as a file.</summary>
public sealed class V1KeyToPath : KubernetesModel
{
    /// <summary>The key.</summary>
    public string? Key { get; set; }

    /// <summary>The path in the volume.</summary>
    public string? Path { get; set; }

    /// <summary>The file's mode; that of the volume if null.</summary>
    public int? Mode { get; set; }
}

/// <summary>What a claim has been given.</summary>
public sealed class V1PersistentVolumeClaimVolumeSource : KubernetesModel
{
    /// <summary>The claim, in the same namespace.</summary>
    public string? ClaimName { get; set; }

    /// <summary>Whether it cannot be written to.</summary>
    public bool? ReadOnly { get; set; }
}

/// <summary>From a storage driver, for the life of the pod.</summary>
public sealed class V1CSIVolumeSource : KubernetesModel
{
    /// <summary>The driver.</summary>
    public string? Driver { get; set; }

    /// <summary>Whether it cannot be written to.</summary>
    public bool? ReadOnly { get; set; }

    /// <summary>The file system.</summary>
    public string? FsType { get; set; }

    /// <summary>What the driver wants to know.</summary>
    public IDictionary<string, string>? VolumeAttributes { get; set; }

    /// <summary>A secret for the driver.</summary>
    public V1LocalObjectReference? NodePublishSecretRef { get; set; }
}
