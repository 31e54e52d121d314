using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.Resources;

/// <summary>All the server knows of one resource in one version of its group, built in or custom.</summary>
internal sealed record ResourceKind
{
    /// <summary>The verbs of most resources.</summary>
    public static readonly IReadOnlyList<string> AllVerbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];

    private bool? _hasStatus;

    /// <summary>The API group; empty for the core group.</summary>
    public required string Group { get; init; }

    public required string Version { get; init; }

    /// <summary>The name in paths, such as <c>pods</c>.</summary>
    public required string Plural { get; init; }

    public required string Singular { get; init; }

    public required string Kind { get; init; }

    /// <summary>What it is for, in a few words, as <c>kubectl explain</c> shows it; empty where nobody has said.</summary>
    public string Description { get; init; } = "";

    public string ListKind { get => field ?? Kind + "List"; init; }

    public bool IsNamespaced { get; init; }

    public IReadOnlyList<string> ShortNames { get; init; } = [];

    public IReadOnlyList<string> Categories { get; init; } = [];

    public IReadOnlyList<string> Verbs { get; init; } = AllVerbs;

    public IReadOnlyList<Subresource> Subresources { get; init; } = [];

    public Schema Schema { get; init; } = Schema.Unknown;

    /// <summary>The schema as the definition of a custom resource gives it; null for built-in kinds.</summary>
    public JsonObject? OpenApiSchema { get; init; }

    /// <summary>What every object of the kind has whether it says so or not: the members a built-in kind always writes.</summary>
    public JsonObject Zero { get; init; } = [];

    /// <summary>What the kind adds to the rules all objects obey.</summary>
    public ObjectRules Rules { get; init; } = ObjectRules.None;

    /// <summary>Whether a custom resource definition made it.</summary>
    public bool IsCustom { get; init; }

    /// <summary>The version objects are stored in; that of the group if it has one only.</summary>
    public string StorageVersion { get => field ?? Version; init; }

    /// <summary>The group of that version: that of the kind, but for kinds that are another's objects under another name.</summary>
    public string StorageGroup { get => field ?? Group; init; }

    /// <summary>The rules of the version objects are stored in; null if that is this one.</summary>
    public ObjectRules? StorageRules { get; init; }

    /// <summary>The definition that made it; null for built-in kinds.</summary>
    public ServedDefinition? Definition { get; init; }

    /// <summary>Whether <c>metadata.generation</c> counts the changes of what is wanted.</summary>
    public bool HasGeneration { get; init; }

    /// <summary>Whether an update may come without a resource version and then replaces whatever is there.</summary>
    public bool AllowsUnconditionalUpdate { get; init; }

    /// <summary>Whether an update of what is not there creates it.</summary>
    public bool AllowsCreateOnUpdate { get; init; }

    /// <summary>Whether a deletion answers the object that went, and not a Status.</summary>
    public bool ReturnsDeletedObject { get; init; }

    /// <summary>Which names are possible.</summary>
    public NameRule NameRule { get; init; } = NameRule.Subdomain;

    /// <summary>Fields a field selector may name besides <c>metadata.name</c> and <c>metadata.namespace</c>, with what each says of an object that lacks it.</summary>
    public IReadOnlyDictionary<string, string> SelectableFields { get; init; } = new Dictionary<string, string>();

    /// <summary>The columns of its tables; the name comes first unless one of them has the format <c>name</c>.</summary>
    public IReadOnlyList<TableColumn> Columns { get; init; } = [TableColumn.Age];

    /// <summary>Whether the definition of a custom resource is being deleted: nothing new is taken any more.</summary>
    public bool IsTerminating { get; init; }

    /// <summary>What every answer warns of; null for a version that is not deprecated.</summary>
    public string? DeprecationWarning { get; init; }

    /// <summary>Where the scale subresource finds its values; null for kinds without one.</summary>
    public ScalePaths? Scale { get; init; }

    public string ApiVersion => field ??= Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>The <c>apiVersion</c> of stored objects.</summary>
    public string StorageApiVersion => field ??= StorageGroup.Length == 0 ? StorageVersion : $"{StorageGroup}/{StorageVersion}";

    /// <summary>The resource without its version, such as <c>deployments.apps</c>.</summary>
    public string GroupResource => field ??= Group.Length == 0 ? Plural : $"{Plural}.{Group}";

    /// <summary>Its name in the store.</summary>
    public string StorageResource => field ??= StorageGroup.Length == 0 ? Plural : $"{Plural}.{StorageGroup}";

    public bool HasStatus => _hasStatus ??= Subresources.Any(static one => one.Name == "status");

    /// <summary>The key of an object in the store.</summary>
    public string Key(string @namespace, string name) => IsNamespaced ? $"{@namespace}/{name}" : name;

    public bool HasVerb(string verb) => Verbs.Contains(verb);

    /// <summary>A kind equals itself only: one of a changed definition is another, and what is worked out when it is asked for does not count.</summary>
    public bool Equals(ResourceKind? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}
