namespace Actors.Objects;

/// <summary>What is kept of an object's JSON.</summary>
public enum ObjectContent
{
    /// <summary>
    /// All but <c>metadata.managedFields</c>, which only servers need and which often are half of an object. The default.
    /// </summary>
    WithoutManagedFields,

    /// <summary>All, byte for byte as received.</summary>
    Whole,

    /// <summary><c>apiVersion</c>, <c>kind</c> and <c>metadata</c> without <c>managedFields</c>.</summary>
    MetadataOnly,
}
