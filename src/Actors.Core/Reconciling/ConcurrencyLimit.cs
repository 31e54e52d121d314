namespace Actors.Reconciling;

/// <summary>At most so many reconciles at once that share a key: a kind, a Kubernetes node, a tenant.</summary>
/// <param name="Key">What they share, such as <c>node/worker-1</c>. At most <see cref="KeyLengthMax"/> characters.</param>
/// <param name="Max">How many, 1 or more. Where requests differ, the latest counts.</param>
/// <param name="Scope">Where they are counted. The same key is another one in another scope.</param>
public sealed record ConcurrencyLimit(string Key, int Max, LimitScope Scope = LimitScope.Fleet)
{
    /// <summary>How long a key can be, in characters.</summary>
    public const int KeyLengthMax = 1000;
}
