namespace Actors.Objects;

/// <summary>An entry of <c>metadata.ownerReferences</c>.</summary>
/// <param name="ApiVersion">The owner's API version.</param>
/// <param name="Kind">The owner's kind.</param>
/// <param name="Name">The owner's name, in the object's namespace or in none.</param>
/// <param name="Uid">The owner's uid.</param>
/// <param name="IsController">Whether it is the one owner that manages the object.</param>
public readonly record struct OwnerReferenceView(string ApiVersion, string Kind, string Name, string Uid, bool IsController);
