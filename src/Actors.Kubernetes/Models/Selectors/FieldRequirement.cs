namespace Actors.Kubernetes.Models;

/// <summary>One condition on one field.</summary>
/// <param name="Path">The field, such as <c>metadata.name</c>.</param>
/// <param name="Value">The value it is compared with.</param>
/// <param name="IsNegated">Whether the field must have another value.</param>
public readonly record struct FieldRequirement(string Path, string Value, bool IsNegated = false)
{
    /// <summary>Whether it holds for an object whose field has this value; a field that is absent counts as empty.</summary>
    public bool Matches(string? value) => (value ?? "") == Value != IsNegated;

    /// <summary>As it is written in queries.</summary>
    public override string ToString() => $"{Path}{(IsNegated ? "!=" : "=")}{FieldSelector.Escape(Value)}";
}
