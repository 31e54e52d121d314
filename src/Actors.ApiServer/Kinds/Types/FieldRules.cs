namespace Actors.ApiServer.Kinds;

/// <summary>What the value of a field has to be like; checked when an object is written, outside its status.</summary>
internal sealed record FieldRules
{
    public static readonly FieldRules None = new();

    /// <summary>Whether it must not be left out or empty.</summary>
    public bool IsMandatory { get; init; }

    /// <summary>The texts allowed; null for any.</summary>
    public IReadOnlyList<string>? Values { get; init; }

    public long? Minimum { get; init; }

    public long? Maximum { get; init; }

    /// <summary>What form it has to have; null for any.</summary>
    public FieldForm? Form { get; init; }

    public bool AreNone => this == None;
}
