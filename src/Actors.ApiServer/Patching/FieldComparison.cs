namespace Actors.ApiServer.Patching;

/// <summary>How one document differs from another, by field. No field is in more than one of the sets.</summary>
/// <param name="Added">Fields only the later document has.</param>
/// <param name="Modified">Fields both have, with different values.</param>
/// <param name="Removed">Fields only the earlier document has.</param>
internal sealed record FieldComparison(FieldSet Added, FieldSet Modified, FieldSet Removed)
{
    /// <summary>What the later document sets: added or modified.</summary>
    public FieldSet Changed { get; } = Modified.Union(Added);

    /// <summary>The comparison without some fields and what is below them.</summary>
    public FieldComparison Without(FieldSet ignored) => ignored.IsEmpty
        ? this
        : new(Added.RecursiveDifference(ignored), Modified.RecursiveDifference(ignored), Removed.RecursiveDifference(ignored));
}
