using System.Text.Json.Serialization;

namespace Actors.Kubernetes.Models;

/// <summary>What the API answers where it answers no object: above all errors.</summary>
public sealed class V1Status : KubernetesModel
{
    /// <summary><c>v1</c>.</summary>
    [JsonPropertyOrder(-2)]
    public string? ApiVersion { get; set; } = "v1";

    /// <summary><c>Status</c>.</summary>
    [JsonPropertyOrder(-1)]
    public string? Kind { get; set; } = "Status";

    /// <summary>List metadata, usually empty.</summary>
    public V1ListMeta? Metadata { get; set; }

    /// <summary><c>Success</c> or <c>Failure</c>.</summary>
    public string? Status { get; set; }

    /// <summary>For people.</summary>
    public string? Message { get; set; }

    /// <summary>For programs, such as <c>NotFound</c>, <c>AlreadyExists</c>, <c>Conflict</c>, <c>Expired</c>.</summary>
    public string? Reason { get; set; }

    /// <summary>What it is about.</summary>
    public V1StatusDetails? Details { get; set; }

    /// <summary>The HTTP status code.</summary>
    public int? Code { get; set; }
}

/// <summary>What a <see cref="V1Status"/> is about.</summary>
public sealed class V1StatusDetails : KubernetesModel
{
    /// <summary>Name of the object.</summary>
    public string? Name { get; set; }

    /// <summary>Group of its kind.</summary>
    public string? Group { get; set; }

    /// <summary>Its kind, or its resource.</summary>
    public string? Kind { get; set; }

    /// <summary>Its uid.</summary>
    public string? Uid { get; set; }

    /// <summary>All single faults that were found.</summary>
    public IList<V1StatusCause>? Causes { get; set; }

    /// <summary>Seconds to wait before trying again.</summary>
    public int? RetryAfterSeconds { get; set; }
}

/// <summary>One fault of several.</summary>
public sealed class V1StatusCause : KubernetesModel
{
    /// <summary>For programs, such as <c>FieldValueRequired</c>.</summary>
    public string? Reason { get; set; }

    /// <summary>For people.</summary>
    public string? Message { get; set; }

    /// <summary>Where it is, as a path: <c>spec.items[0].name</c>.</summary>
    public string? Field { get; set; }
}
