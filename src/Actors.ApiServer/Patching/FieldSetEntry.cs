namespace Actors.ApiServer.Patching;

/// <summary>A child of a node of a <see cref="FieldSet"/>: whether it is itself in the set, and what of it is.</summary>
/// <param name="Element">The step to the child.</param>
/// <param name="IsMember">Whether the child itself is in the set.</param>
/// <param name="Children">What below it is in the set; null, never empty, if nothing is.</param>
internal readonly record struct FieldSetEntry(PathElement Element, bool IsMember, FieldSet? Children)
{
    /// <summary>Whether there is nothing of it in the set.</summary>
    public bool IsEmpty => !IsMember && Children is null;
}
