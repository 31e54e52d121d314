namespace Actors.Kubernetes.Models;

/// <summary>A wish for storage.</summary>
[KubernetesEntity(Version = "v1", Kind = "PersistentVolumeClaim", Plural = "persistentvolumeclaims")]
public sealed class V1PersistentVolumeClaim : KubernetesResource
{
    /// <summary>What is wanted.</summary>
    public V1PersistentVolumeClaimSpec? Spec { get; set; }

    /// <summary>What was given.</summary>
    public V1PersistentVolumeClaimStatus? Status { get; set; }
}

/// <summary>What storage is wanted.</summary>
public sealed class V1PersistentVolumeClaimSpec : KubernetesModel
{
    /// <summary>Such as <c>ReadWriteOnce</c>, <c>ReadWriteMany</c>, <c>ReadWriteOncePod</c>.</summary>
    public IList<string>? AccessModes { get; set; }

    /// <summary>Which volumes are possible.</summary>
    public V1LabelSelector? Selector { get; set; }

    /// <summary>How much: <c>requests.storage</c>.</summary>
    public V1VolumeResourceRequirements? Resources { get; set; }

    /// <summary>The volume, once bound.</summary>
    public string? VolumeName { get; set; }

    /// <summary>The class; the cluster's default if null, none if empty.</summary>
    public string? StorageClassName { get; set; }

    /// <summary><c>Filesystem</c>, the default, or <c>Block</c>.</summary>
    public string? VolumeMode { get; set; }

    /// <summary>What to copy from, in the same namespace.</summary>
    public V1TypedLocalObjectReference? DataSource { get; set; }

    /// <summary>What to copy from.</summary>
    public V1TypedObjectReference? DataSourceRef { get; set; }

    /// <summary>The class of attributes that can be changed later.</summary>
    public string? VolumeAttributesClassName { get; set; }
}

/// <summary>How much storage.</summary>
public sealed class V1VolumeResourceRequirements : KubernetesModel
{
    /// <summary>At most, by resource.</summary>
    public IDictionary<string, Quantity>? Limits { get; set; }

    /// <summary>At least, by resource.</summary>
    public IDictionary<string, Quantity>? Requests { get; set; }
}

/// <summary>What storage was given.</summary>
public sealed class V1PersistentVolumeClaimStatus : KubernetesModel
{
    /// <summary><c>Pending</c>, <c>Bound</c> or <c>Lost</c>.</summary>
    public string? Phase { get; set; }

    /// <summary>How it can be used.</summary>
    public IList<string>? AccessModes { get; set; }

    /// <summary>How much there is.</summary>
    public IDictionary<string, Quantity>? Capacity { get; set; }

    /// <summary>Such as <c>Resizing</c> and <c>FileSystemResizePending</c>.</summary>
    public IList<V1PersistentVolumeClaimCondition>? Conditions { get; set; }

    /// <summary>How much is being given, while it is resized.</summary>
    public IDictionary<string, Quantity>? AllocatedResources { get; set; }

    /// <summary>How far resizing got, by resource.</summary>
    public IDictionary<string, string>? AllocatedResourceStatuses { get; set; }
}

/// <summary>One aspect of a claim's state.</summary>
public sealed class V1PersistentVolumeClaimCondition : KubernetesModel
{
    /// <summary>Which aspect.</summary>
    public string? Type { get; set; }

    /// <summary><c>True</c>, <c>False</c> or <c>Unknown</c>.</summary>
    public string? Status { get; set; }

    /// <summary>When it was looked at last.</summary>
    public Time? LastProbeTime { get; set; }

    /// <summary>When the status changed last.</summary>
    public Time? LastTransitionTime { get; set; }

    /// <summary>Why, in one word.</summary>
    public string? Reason { get; set; }

    /// <summary>Why, for people.</summary>
    public string? Message { get; set; }
}
