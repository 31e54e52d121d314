using Actors.Kubernetes.Models;

namespace Actors.Operators.Fleet;

/// <summary>
/// Finds replicas of another operator that has the same name: they reconcile nothing of what this one does. Replicas that have some kinds in common are of one operator in two versions,
/// as in a rolling update.
/// </summary>
/// <param name="names">Of this one's fleet.</param>
/// <param name="patience">After how long without a change a Lease is one that somebody has left behind.</param>
/// <param name="time">The clock.</param>
internal sealed class NameClash(FleetNames names, TimeSpan patience, TimeProvider time)
{
    private readonly string[] _kinds = names.Kinds.Split(' ');
    private readonly Dictionary<string, (string Version, long Since)> _seen = new(StringComparer.Ordinal);

    /// <summary>A Lease of a replica of another operator that is alive, as far as is known; null if there is none.</summary>
    public V1Lease? Find(IEnumerable<V1Lease> leases) => leases.FirstOrDefault(lease =>
        !string.IsNullOrEmpty(lease.Spec?.HolderIdentity) && LeaseObject.KindsOf(lease) is { Length: > 0 } others && !others.Intersect(_kinds).Any() && !IsSilent(lease));

    private bool IsSilent(V1Lease lease)
    {
        var (name, version) = (lease.Metadata.Name ?? "", LeaseObject.VersionOf(lease));
        if (!_seen.TryGetValue(name, out var seen) || seen.Version != version) _seen[name] = seen = (version, time.GetTimestamp());
        return time.GetElapsedTime(seen.Since) >= patience;
    }
}
