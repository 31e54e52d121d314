namespace Actors.Reconciling;

/// <summary>At most so many reconciles at once that share a key: a kind, a Kubernetes node, a tenant.</summary>
/// <param name="Key">What they share, such as <c>node/worker-1</c>.</param>
/// <param name="Max">How many, 1 or more. Where requests differ, the latest counts.</param>
public sealed record ConcurrencyLimit(string Key, int Max);
