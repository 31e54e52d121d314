using System.Text.Json.Nodes;

namespace Actors.ApiServer.Schemas;

/// <summary>What a value has to be like beyond its type; each applies to values it makes sense for and to no others. Null stands for not set.</summary>
internal sealed record SchemaConstraints
{
    /// <summary>The format of a text or number, such as <c>date-time</c> or <c>int32</c>; those a server does not know mean nothing.</summary>
    public string? Format { get; init; }

    /// <summary>The only values allowed.</summary>
    public IReadOnlyList<JsonNode?>? Enum { get; init; }

    /// <summary>In Go's syntax; any part of the text has to match.</summary>
    public string? Pattern { get; init; }

    /// <summary>In characters.</summary>
    public long? MinLength { get; init; }

    /// <summary>In characters.</summary>
    public long? MaxLength { get; init; }

    public double? Minimum { get; init; }

    public bool IsMinimumExclusive { get; init; }

    public double? Maximum { get; init; }

    public bool IsMaximumExclusive { get; init; }

    public double? MultipleOf { get; init; }

    public long? MinItems { get; init; }

    public long? MaxItems { get; init; }

    public bool HasUniqueItems { get; init; }

    public long? MinProperties { get; init; }

    public long? MaxProperties { get; init; }

    /// <summary><c>additionalProperties: false</c>: no members but the known ones.</summary>
    public bool ForbidsAdditionalProperties { get; init; }

    public IReadOnlyList<Schema> AllOf { get; init; } = [];

    public IReadOnlyList<Schema> AnyOf { get; init; } = [];

    public IReadOnlyList<Schema> OneOf { get; init; } = [];

    public Schema? Not { get; init; }
}
