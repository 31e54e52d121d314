using Actors.Kernel;

namespace Actors.Cluster;

/// <summary>
/// Since when the leases of others have not changed, by one's own monotonic clock: no clocks are compared. Silence counts from when a watch or an answer has first shown what is there to the sending of the
/// last read that still did. Who was itself cut off or asleep begins to count anew, and does not take all others for dead when it wakes up.
/// </summary>
/// <param name="duration">After how long without a change a lease is over.</param>
/// <param name="contactLimit">How far answers may be apart.</param>
internal sealed class LeaseObserver(TimeSpan duration, TimeSpan contactLimit)
{
    private readonly Dictionary<string, (string Version, Instant Since)> _seen = new(StringComparer.Ordinal);
    private Instant? _answeredAt;
    private Instant _inTouchSince;
    private Instant _sentAt;

    /// <summary>When a read has to be sent to find the next silence as soon as it is complete; null where all are silent already, or none is known.</summary>
    public Instant? NextSilence
    {
        get
        {
            Instant? next = null;
            foreach (var (_, since) in _seen.Values)
            {
                var at = since + duration;
                if (at > _sentAt && (next is null || at < next)) next = at;
            }

            return next;
        }
    }

    /// <summary>All leases were read.</summary>
    /// <param name="leases">By name: what each one's version is, empty where there is none, and when a watch has shown it, if one has.</param>
    /// <param name="sentAt">When they were asked for: what they show was so then or later.</param>
    /// <param name="now">When they came.</param>
    public void Observe(IReadOnlyDictionary<string, (string Version, Instant? SeenAt)> leases, Instant sentAt, Instant now)
    {
        if (_answeredAt is not { } last || sentAt - last > contactLimit)
        {
            _seen.Clear();
            _inTouchSince = now;
        }

        (_answeredAt, _sentAt) = (now, sentAt);
        foreach (var gone in _seen.Keys.Where(name => !leases.ContainsKey(name)).ToArray()) _seen.Remove(gone);
        foreach (var (name, (version, seenAt)) in leases)
        {
            if (!_seen.TryGetValue(name, out var seen) || seen.Version != version) _seen[name] = (version, seenAt is { } at && at < now ? Later(at, _inTouchSince) : now);
        }
    }

    /// <summary>Whether a lease was seen unchanged for its whole duration, or for some such times.</summary>
    public bool IsSilent(string name, int durations = 1) => _seen.TryGetValue(name, out var seen) && _sentAt - seen.Since >= durations * duration;

    private static Instant Later(Instant one, Instant other) => one > other ? one : other;
}
