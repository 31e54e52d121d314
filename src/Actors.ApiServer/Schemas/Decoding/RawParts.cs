namespace Actors.ApiServer.Schemas;

/// <summary>Parts of a stored object that can stay <see cref="RawJson"/>.</summary>
[Flags]
internal enum RawParts
{
    None = 0,

    /// <summary><c>metadata.managedFields</c>.</summary>
    ManagedFields = 1,

    Spec = 2,
}
