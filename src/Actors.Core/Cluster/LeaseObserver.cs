using Actors.Kernel;

namespace Actors.Cluster;

/// <summary>
/// Since when the leases of others have not changed, by one's own monotonic clock: no clocks are compared. Silence counts only from one answer to another, so who was
/// itself cut off or asleep begins to count anew, and does not take all others for dead when it wakes up.
/// </summary>
/// <param name="duration">After how long without a change a lease is over.</param>
/// <param name="contactLimit">How far answers may be apart.</param>
internal sealed class LeaseObserver(TimeSpan duration, TimeSpan contactLimit)
{
    private readonly Dictionary<string, (string Version, Instant Since)> _seen = new(StringComparer.Ordinal);
    private Instant? _answeredAt;
    private Instant _sentAt;

    /// <summary>All leases were read: what each one's version is, empty where there is none.</summary>
    /// <param name="versions">By name.</param>
    /// <param name="sentAt">When they were asked for: what they show was so then or later.</param>
    /// <param name="now">When they came.</param>
    public void Observe(IReadOnlyDictionary<string, string> versions, Instant sentAt, Instant now)
    {
        if (_answeredAt is { } last && sentAt - last > contactLimit) _seen.Clear();
        (_answeredAt, _sentAt) = (now, sentAt);
        foreach (var gone in _seen.Keys.Where(name => !versions.ContainsKey(name)).ToArray()) _seen.Remove(gone);
        foreach (var (name, version) in versions)
        {
            if (!_seen.TryGetValue(name, out var seen) || seen.Version != version) _seen[name] = (version, now);
        }
    }

    /// <summary>Whether a lease was seen unchanged for its whole duration, or for some such times.</summary>
    public bool IsSilent(string name, int durations = 1) => _seen.TryGetValue(name, out var seen) && _sentAt - seen.Since >= durations * duration;
}
