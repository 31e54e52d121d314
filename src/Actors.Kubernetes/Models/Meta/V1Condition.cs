namespace Actors.Kubernetes.Models;

/// <summary>One aspect of an object's state, as most kinds tell it. <see cref="Conditions"/> says how it changes.</summary>
public sealed class V1Condition : KubernetesModel
{
    /// <summary>The status of what holds.</summary>
    public const string True = "True";

    /// <summary>The status of what does not hold.</summary>
    public const string False = "False";

    /// <summary>The status of what cannot be told.</summary>
    public const string Unknown = "Unknown";

    /// <summary>Which aspect, such as <c>Ready</c>.</summary>
    public string? Type { get; set; }

    /// <summary><c>True</c>, <c>False</c> or <c>Unknown</c>.</summary>
    public string? Status { get; set; }

    /// <summary>The generation of the object this was seen at.</summary>
    public long? ObservedGeneration { get; set; }

    /// <summary>When the status changed last.</summary>
    public Time? LastTransitionTime { get; set; }

    /// <summary>Why, in one CamelCase word for programs.</summary>
    public string? Reason { get; set; }

    /// <summary>Why, for people; may be empty, not absent.</summary>
    public string? Message { get; set; }
}
