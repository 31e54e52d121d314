using Actors.Objects;

namespace Actors.Operators.Running;

/// <summary>An object does not fit the model of its kind.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1064", Justification = "Its runner makes an outcome of it.")]
internal sealed class UndecodableObjectException(KubernetesObject subject, Exception cause) :
    Exception($"{subject.Kind} {ObjectKey.Of(subject)} cannot be read: {cause.Message}", cause);
