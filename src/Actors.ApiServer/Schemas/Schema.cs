using System.Text.Json.Nodes;

namespace Actors.ApiServer.Schemas;

/// <summary>
/// What the server knows of a value of a kind: its type and structure, its defaults, and how it is merged and owned. The same for built-in kinds and for those
/// of custom resource definitions (structural schemas).
/// </summary>
internal sealed record Schema
{
    /// <summary>Allows anything and knows nothing.</summary>
    public static readonly Schema Unknown = new() { PreservesUnknownFields = true };

    public SchemaType Type { get; init; }

    /// <summary>The name under which OpenAPI describes the type, such as <c>io.k8s.api.core.v1.PodSpec</c>; null for types without a name.</summary>
    public string? Definition { get; init; }

    /// <summary>The known members of an object.</summary>
    public IReadOnlyDictionary<string, Schema> Properties { get; init; } = new Dictionary<string, Schema>();

    /// <summary>The values of an object that is a map; null where it is none.</summary>
    public Schema? AdditionalProperties { get; init; }

    /// <summary>The values of an array.</summary>
    public Schema? Items { get; init; }

    /// <summary>Members every such object has to have.</summary>
    public IReadOnlyList<string> Required { get; init; } = [];

    /// <summary>What the value is if it is not given; null for none.</summary>
    public JsonNode? Default { get; init; }

    public bool IsNullable { get; init; }

    /// <summary>What its text, number, items or members have to be like; null for no more than the type.</summary>
    public SchemaConstraints? Constraints { get; init; }

    /// <summary><c>x-kubernetes-preserve-unknown-fields</c>.</summary>
    public bool PreservesUnknownFields { get; init; }

    /// <summary><c>x-kubernetes-embedded-resource</c>: an object with apiVersion, kind and metadata of its own.</summary>
    public bool IsEmbeddedResource { get; init; }

    public ListType ListType { get; init; }

    /// <summary>The members that tell the objects of a <see cref="ListType.Map"/> apart.</summary>
    public IReadOnlyList<string> ListMapKeys { get; init; } = [];

    /// <summary><c>x-kubernetes-map-type: atomic</c>: the object is owned and replaced as a whole.</summary>
    public bool IsAtomic { get; init; }

    /// <summary><c>x-kubernetes-patch-merge-key</c>, by which a strategic merge patch finds an item; null where lists are replaced.</summary>
    public string? PatchMergeKey { get; init; }

    /// <summary>Whether a strategic merge patch merges the list (<c>x-kubernetes-patch-strategy: merge</c>) instead of replacing it.</summary>
    public bool PatchMerges { get; init; }

    /// <summary>Whether a strategic merge patch drops what the patch does not name of an object (<c>retainKeys</c>).</summary>
    public bool PatchRetainsKeys { get; init; }

    /// <summary>The name of a built-in kind's type, such as <c>DeploymentSpec</c>, which messages about wrong types show; null if it has none.</summary>
    public string? TypeName { get; init; }

    /// <summary>Whether <c>x-kubernetes-validations</c> stand at this value itself. They are kept and shown, not evaluated.</summary>
    public bool HasRules { get; init; }
}
