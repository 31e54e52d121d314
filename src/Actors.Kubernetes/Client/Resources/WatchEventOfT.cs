using Actors.Objects;

namespace Actors.Kubernetes;

/// <summary>A change that a watch tells of.</summary>
/// <param name="Type">What happened: never an error, which is thrown.</param>
/// <param name="Object">The object as it is since; as it was last, if it was deleted; in a bookmark only its resourceVersion counts.</param>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Naming", "CA1720", Justification = "The field's name in the API.")]
public readonly record struct WatchEvent<T>(WatchEventType Type, T Object);
