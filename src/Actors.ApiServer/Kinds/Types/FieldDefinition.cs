using System.Text.Json.Nodes;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.Kinds;

/// <summary>One field of an object, as a line of a table says it.</summary>
internal sealed record FieldDefinition(string Name, ValueType Type)
{
    /// <summary>Whether clients have to give it, as OpenAPI says; it is written even if they do not.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Whether it is written even if it is not set.</summary>
    public bool IsAlwaysWritten { get; init; }

    public ListType ListType { get; init; }

    public IReadOnlyList<string> ListMapKeys { get; init; } = [];

    /// <summary>Whether it is owned and replaced as a whole although it is a map or an object.</summary>
    public bool IsAtomic { get; init; }

    public bool PatchMerges { get; init; }

    public string? PatchMergeKey { get; init; }

    public bool PatchRetainsKeys { get; init; }

    /// <summary>What it is set to if it is not given; null for nothing.</summary>
    public JsonNode? Default { get; init; }

    /// <summary>Works out from the object around it what it is set to if it is not given; null for nothing.</summary>
    public FieldDefault? ComputedDefault { get; init; }

    /// <summary>Whether <see cref="ComputedDefault"/> counts even if it is given: a field that repeats another.</summary>
    public bool IsDerived { get; init; }

    /// <summary>What its value has to be like.</summary>
    public FieldRules Rules { get; init; } = FieldRules.None;

    /// <summary>Whether an object lacks it: not there, null, or the zero value of a field that does not tell that from nothing.</summary>
    public bool IsUnset(JsonNode? value) => value is null || (!Type.IsPointer && Zero.Is(value, Type));
}

/// <summary>Works out a default.</summary>
/// <param name="around">The object that lacks the field.</param>
/// <returns>The value, or null for none.</returns>
internal delegate JsonNode? FieldDefault(JsonObject around);
