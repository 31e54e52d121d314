namespace Actors.Settings;

/// <summary>How the replicas of an operator share its objects. Those marked so must be the same on all replicas.</summary>
public sealed record ClusterOptions
{
    /// <summary>
    /// How much of a Lease may pass until the last write of who has lost it is over. The rest is for clocks that do not run alike: by 2.5 % fast here and slow there, at most.
    /// </summary>
    internal const double LeaseShareUsed = 0.95;

    /// <summary>The most a replica can weigh.</summary>
    internal const int WeightMax = 100;

    /// <summary>How often a replica renews its Lease. 1 s to 1 min; default 5 s. <c>akka.coordination.lease.heartbeat-interval</c></summary>
    public TimeSpan RenewInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long a Lease is good, the same on all replicas: after this time without a change others take what the replica owned. 3 s to 10 min; default 15 s, as
    /// in client-go. <c>akka.coordination.lease.heartbeat-timeout</c>
    /// </summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// How long after it began to renew its Lease for the last time with success a replica goes on: then it stops all work by itself. 2 s to 10 min, shorter
    /// than the lease; default 10 s, as in client-go. <c>akka.coordination.lease.renew-deadline</c>
    /// </summary>
    public TimeSpan RenewDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long one request about Leases and the shard map may take. 100 ms to 30 s; default 2 s, so that one which hangs can be tried again in time.
    /// <c>akka.coordination.lease.lease-operation-timeout</c>
    /// </summary>
    public TimeSpan OperationTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// The longest time a write of a reconcile may take: with the renew deadline no more than 95 % of the lease, so that it has reached the server, or never will, when somebody else
    /// takes over, though clocks do not run alike. 100 ms to 5 min; default 4 s. <c>akka.cluster.write-timeout</c>
    /// </summary>
    public TimeSpan WriteTimeout { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>Where replicas read what they share. <c>auto</c>, <c>ingest</c> or <c>direct</c>; default <c>auto</c>. <c>akka.cluster.ingest</c></summary>
    public IngestMode Ingest { get; init; } = IngestMode.Auto;

    /// <summary>
    /// How many shards this replica is to have, in proportion to the others: one with 2 gets twice as many as one with 1. 1 to 100; default 1. <c>akka.cluster.weight</c>
    /// </summary>
    public int Weight { get; init; } = 1;

    /// <summary>
    /// Into how many shards objects are divided, the same on all replicas. Many for each replica, so that they can be spread evenly. 1 to 4,096; default 256.
    /// <c>akka.cluster.sharding.number-of-shards</c>
    /// </summary>
    public int NumberOfShards { get; init; } = 256;

    /// <summary>
    /// How long a shard's next owner gets to prepare for it, and then how long reconciles under way get to end by themselves before they are cancelled. 1 s to
    /// 1 h; default 10 s, so that both fit into the 30 s a pod has to end. <c>akka.cluster.sharding.handoff-timeout</c>
    /// </summary>
    public TimeSpan HandoffTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long shards may be spread unevenly before some are moved only for that: a rolling update adds a replica and takes one away soon after, and moves
    /// each shard once that way. 0 s to 1 h; default 10 s. <c>akka.cluster.sharding.rebalance-interval</c>
    /// </summary>
    public TimeSpan RebalanceInterval { get; init; } = TimeSpan.FromSeconds(10);

    internal ClusterOptions Read(SettingsReader reader)
    {
        var read = new ClusterOptions
        {
            RenewInterval = reader.Duration("akka.coordination.lease.heartbeat-interval", RenewInterval, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1)),
            LeaseDuration = reader.Duration("akka.coordination.lease.heartbeat-timeout", LeaseDuration, TimeSpan.FromSeconds(3), TimeSpan.FromMinutes(10)),
            RenewDeadline = reader.Duration("akka.coordination.lease.renew-deadline", RenewDeadline, TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(10)),
            OperationTimeout = reader.Duration(
                "akka.coordination.lease.lease-operation-timeout", OperationTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(30)),
            WriteTimeout = reader.Duration("akka.cluster.write-timeout", WriteTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(5)),
            Ingest = Enum.Parse<IngestMode>(reader.Text("akka.cluster.ingest", TextOf(Ingest), "auto, ingest or direct", static text => Enum.GetValues<IngestMode>().Any(mode => TextOf(mode) == text)), ignoreCase: true),
            Weight = reader.Int("akka.cluster.weight", Weight, 1, WeightMax),
            NumberOfShards = reader.Int("akka.cluster.sharding.number-of-shards", NumberOfShards, 1, 4096),
            HandoffTimeout = reader.Duration("akka.cluster.sharding.handoff-timeout", HandoffTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
            RebalanceInterval = reader.Duration("akka.cluster.sharding.rebalance-interval", RebalanceInterval, TimeSpan.Zero, TimeSpan.FromHours(1)),
        };
        foreach (var (key, message) in read.Contradictions()) reader.Require(false, key, message);
        return read;
    }

    private static string TextOf(IngestMode mode) => mode switch { IngestMode.Ingest => "ingest", IngestMode.Direct => "direct", _ => "auto" };

    /// <summary>What does not go together: the key of a setting and what is wrong with it. Empty if the fleet is safe with these.</summary>
    public IEnumerable<(string Key, string Message)> Contradictions()
    {
        var left = (LeaseDuration * LeaseShareUsed) - RenewDeadline;
        if (left <= TimeSpan.Zero)
            yield return ("akka.coordination.lease.renew-deadline", $"= {Units.Format(RenewDeadline)} must be shorter than 95 % of heartbeat-timeout ({Units.Format(LeaseDuration)}): a replica stops before others take over");
        else if (WriteTimeout > left)
            yield return ("akka.cluster.write-timeout", $"= {Units.Format(WriteTimeout)} must be {Units.Format(left)} or less, which is 95 % of heartbeat-timeout less renew-deadline: a write must have ended before others take over");
        if (RenewInterval + (2 * OperationTimeout) > RenewDeadline)
            yield return ("akka.coordination.lease.heartbeat-interval", $"= {Units.Format(RenewInterval)} with two tries of {Units.Format(OperationTimeout)} (lease-operation-timeout) must fit into renew-deadline ({Units.Format(RenewDeadline)}): one failed request must not cost the lease");
    }
}
