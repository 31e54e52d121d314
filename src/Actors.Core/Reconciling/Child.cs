using Actors.Objects;

namespace Actors.Reconciling;

/// <summary>An object that belongs to another one.</summary>
/// <param name="Kind">Its kind, as an index into <see cref="ControllerSpec.Owned"/>.</param>
/// <param name="Object">The object in the latest version known.</param>
internal readonly record struct Child(int Kind, KubernetesObject Object);
