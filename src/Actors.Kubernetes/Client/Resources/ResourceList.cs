namespace Actors.Kubernetes;

/// <summary>A list of objects, or one page of it.</summary>
/// <param name="ResourceVersion">The version the list shows: a watch from here misses nothing.</param>
/// <param name="Continue">Gets the next page; empty on the last.</param>
/// <param name="RemainingItemCount">About how many come after this page; null if the server does not say.</param>
/// <param name="ShardSelector">The selector the server has applied (KEP-5866); empty if it has not, or does not say.</param>
/// <param name="Items">The objects.</param>
public sealed record ResourceList<T>(string ResourceVersion, string Continue, long? RemainingItemCount, string ShardSelector, IReadOnlyList<T> Items);
