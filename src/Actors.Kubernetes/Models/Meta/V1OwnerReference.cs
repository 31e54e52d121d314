namespace Actors.Kubernetes.Models;

/// <summary>An object another one belongs to: of the same namespace, or of the whole cluster.</summary>
public sealed class V1OwnerReference : KubernetesModel
{
    /// <summary>Group and version of the owner.</summary>
    public string? ApiVersion { get; set; }

    /// <summary>Kind of the owner.</summary>
    public string? Kind { get; set; }

    /// <summary>Name of the owner.</summary>
    public string? Name { get; set; }

    /// <summary>Uid of the owner: one of the same name made later is not meant.</summary>
    public string? Uid { get; set; }

    /// <summary>Whether this owner manages the object; true for one owner at most.</summary>
    public bool? Controller { get; set; }

    /// <summary>Whether an owner deleted in the foreground waits for the object.</summary>
    public bool? BlockOwnerDeletion { get; set; }
}
