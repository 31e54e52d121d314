using Actors.Cluster;
using Actors.Kernel;

namespace Actors.Sharding;

/// <summary>What a region knows of one shard of the fleet.</summary>
internal sealed class ShardSlot
{
    public ShardRole Role { get; private set; }

    /// <summary>Who gets it, or has it, where it moves.</summary>
    public string? Peer { get; private set; }

    /// <summary>The epoch at which its move was ordered.</summary>
    public long OrderedAt { get; private set; }

    /// <summary>Since when it is what it is.</summary>
    public Instant Since { get; private set; }

    /// <summary>The number of the <see cref="FollowShards"/> that asked for its objects; 0 if none has.</summary>
    public long Followed { get; set; }

    /// <summary>Whether its objects may be reconciled.</summary>
    public bool IsActive { get; set; }

    /// <summary>The number of the <see cref="HoldShard"/> that is not answered yet; 0 for none.</summary>
    public long Holding { get; set; }

    /// <summary>Whether what runs was cancelled.</summary>
    public bool IsCancelled { get; set; }

    /// <summary>Whether its next owner has said that it is prepared.</summary>
    public bool IsPrepared { get; set; }

    /// <summary>Whether its present owner was told lately that this replica is prepared for it.</summary>
    public bool HasSaidPrepared { get; set; }

    /// <summary>Since when nothing new is started in it, to give it away.</summary>
    public Instant? DrainingSince { get; set; }

    /// <summary>Whether its actor is stopping.</summary>
    public bool IsStopping { get; set; }

    /// <summary>Whether nothing runs in it and nothing will.</summary>
    public bool IsQuiet => !IsActive && Holding == 0 && !IsStopping;

    /// <summary>Takes in what the map says of it. What was done for another order does not count for this one.</summary>
    public void Take(ShardPlace place, string replica, Instant now)
    {
        var (role, peer) = place switch
        {
            { Owner: var owner, Next: null } when owner == replica => (ShardRole.Own, null),
            { Owner: var owner, Next: var next } when owner == replica => (ShardRole.GiveAway, next),
            { Owner: var owner, Next: var next } when next == replica => (ShardRole.Prepare, owner),
            _ => (ShardRole.None, (string?)null),
        };
        if ((role, peer, place.OrderedAt) == (Role, Peer, OrderedAt)) return;
        (Role, Peer, OrderedAt, Since) = (role, peer, place.OrderedAt, now);
        (IsPrepared, HasSaidPrepared, DrainingSince) = (false, false, null);
    }
}
