using Actors.Kubernetes.Models;

namespace Actors.Kubernetes;

/// <summary>What became of a deletion.</summary>
/// <param name="Object">The object, if it is still there, being deleted; what it was, if the server answers with that.</param>
/// <param name="Status">The server's status otherwise: it is gone.</param>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Naming", "CA1720", Justification = "The word of the API.")]
public sealed record DeleteResult<T>(T? Object, V1Status? Status);
