using Actors.Kernel;

namespace Actors.Cluster;

/// <summary>What a Lease says. Its name is the replica's, or <see cref="Coordinator"/>; what is before it in the cluster is the business of the shell.</summary>
/// <param name="Name">The Lease's name within the fleet.</param>
/// <param name="Holder">Who has it: the replica itself; empty once it is released or was taken from a replica that was silent too long.</param>
internal sealed record LeaseRecord(string Name, string Holder)
{
    /// <summary>The name of the Lease of the replica that writes the shard map.</summary>
    public const string Coordinator = "coordinator";

    /// <summary>Where other replicas reach it, such as <c>10.0.3.7:5050</c>; empty for the coordinator's.</summary>
    public string Address { get; init; } = "";

    /// <summary>How many shards it is to have, in proportion to the others; 1 or more.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>The formats of the shard map it reads, with commas between them.</summary>
    public string MapFormats { get; init; } = ShardMapText.Format;

    /// <summary>Into how many shards it divides objects; 0 if it does not say.</summary>
    public int Shards { get; init; }

    /// <summary>Whether it is about to end and wants to be rid of its shards.</summary>
    public bool IsLeaving { get; init; }

    /// <summary>The epoch of the last map it knows; 0 for none.</summary>
    public long Seen { get; init; }

    /// <summary>It works on no shard whose move away from it was ordered at this epoch or before; 0 for none.</summary>
    public long Acknowledged { get; init; }
}

/// <summary>A Lease as the server holds it.</summary>
/// <param name="Record">What it says.</param>
/// <param name="Version">Its resourceVersion.</param>
/// <param name="SeenAt">When a watch has shown this version, by the clock of who watches; null if none has.</param>
internal sealed record HeldLease(LeaseRecord Record, string Version, Instant? SeenAt = null);

/// <summary>
/// A lease of one's own: how long one may rely on it, counted from before the last renewal that succeeded was sent. So one stops before others, who count from when they
/// saw it, may go on.
/// </summary>
internal sealed class OwnLease(TimeSpan renewDeadline)
{
    private Instant? _since;

    /// <summary>When to stop, unless it is renewed before; null if it was never got.</summary>
    public Instant? FenceAt => _since is { } since ? since + renewDeadline : null;

    public bool IsGood(Instant now) => FenceAt is { } end && now < end;

    /// <summary>A renewal sent at <paramref name="sentAt"/> has succeeded.</summary>
    public void Renewed(Instant sentAt)
    {
        if (_since is not { } since || sentAt > since) _since = sentAt;
    }

    public void Lost() => _since = null;
}
