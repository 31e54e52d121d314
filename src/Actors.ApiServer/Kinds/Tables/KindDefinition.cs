using System.Text.Json.Nodes;
using Actors.ApiServer.Resources;

namespace Actors.ApiServer.Kinds;

/// <summary>A built-in kind, as a table declares it.</summary>
internal sealed record KindDefinition
{
    public required string Group { get; init; }

    public required string Version { get; init; }

    public required string Kind { get; init; }

    public required string Plural { get; init; }

    public required string Singular { get; init; }

    /// <summary>What an object of the kind consists of.</summary>
    public required ObjectDefinition Type { get; init; }

    /// <summary>What it is for, in a few words.</summary>
    public string Description { get; init; } = "";

    public bool IsNamespaced { get; init; }

    public IReadOnlyList<string> ShortNames { get; init; } = [];

    public IReadOnlyList<string> Categories { get; init; } = [];

    public IReadOnlyList<string> Verbs { get; init; } = ResourceKind.AllVerbs;

    public IReadOnlyList<Subresource> Subresources { get; init; } = [];

    public NameRule NameRule { get; init; }

    public bool HasGeneration { get; init; }

    /// <summary>Whether the status a client sends with a new object counts.</summary>
    public bool KeepsStatusOnCreate { get; init; }

    /// <summary>Whether an update may come without a resource version and then replaces whatever is there.</summary>
    public bool AllowsUnconditionalUpdate { get; init; }

    /// <summary>Whether an update of what is not there creates it.</summary>
    public bool AllowsCreateOnUpdate { get; init; }

    /// <summary>Whether a deletion answers the object that went, and not a Status.</summary>
    public bool ReturnsDeletedObject { get; init; }

    /// <summary>The version objects are stored in; null for this one.</summary>
    public string? StorageVersion { get; init; }

    /// <summary>The group of that version; null for this one.</summary>
    public string? StorageGroup { get; init; }

    /// <summary>What every answer warns of; null for nothing.</summary>
    public string? DeprecationWarning { get; init; }

    /// <summary>How long objects have to end once their deletion is asked for; null for kinds that are gone at once.</summary>
    public ObjectGrace? Grace { get; init; }

    /// <summary>Fields a selector may name, with what each says of an object that lacks it.</summary>
    public IReadOnlyDictionary<string, string> SelectableFields { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<TableColumn> Columns { get; init; } = [];

    /// <summary>Defaults only whole objects of the kind have, and not the templates of others, by path.</summary>
    public IReadOnlyList<(string Path, JsonNode Value)> Defaults { get; init; } = [];

    /// <summary>Defaults only whole objects of the kind have, worked out.</summary>
    public IReadOnlyList<Action<JsonObject>> Completions { get; init; } = [];

    /// <summary>What the server sets when objects are written.</summary>
    public IReadOnlyList<ObjectPreparation> Preparations { get; init; } = [];

    /// <summary>What objects have to meet besides the rules of their fields.</summary>
    public IReadOnlyList<ObjectRule> Rules { get; init; } = [];

    /// <summary>Fields that cannot change.</summary>
    public IReadOnlyList<FixedField> FixedFields { get; init; } = [];
}

/// <summary>Works out how many seconds an object has to end in.</summary>
/// <param name="value">The object.</param>
/// <param name="wanted">What the client asks for; null for the object's own.</param>
internal delegate long ObjectGrace(JsonObject value, long? wanted);

/// <summary>A field that cannot change once the object is there.</summary>
/// <param name="Path">Its path, such as <c>spec.controller</c>.</param>
/// <param name="Message">What is said of an attempt.</param>
/// <param name="IsForbidden">Whether the attempt is called forbidden; else the value is called invalid.</param>
internal sealed record FixedField(string Path, string Message, bool IsForbidden);
