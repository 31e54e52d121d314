using Actors.Cluster;
using Actors.Reconciling;
using Actors.Sharding;

namespace Actors.Operators.Telemetry;

/// <summary>What a replica was when its metrics were asked for last.</summary>
/// <param name="Limits">Its permits.</param>
/// <param name="Cluster">Its part in the fleet; null where there is none.</param>
/// <param name="Ingests">What it reads.</param>
/// <param name="Mailboxes">How many messages wait, by actor: the few above all, and all shards together.</param>
/// <param name="Link">Its messages to other replicas; null where there are none.</param>
/// <param name="DeadLetters">How many messages have reached nobody.</param>
/// <param name="SlowBehaviours">How many messages took their actor too long.</param>
internal sealed record ReplicaFigures(
    LimitsSnapshot Limits, ClusterSnapshot? Cluster, IReadOnlyList<IngestSnapshot> Ingests, IReadOnlyDictionary<string, int> Mailboxes, LinkFigures? Link, long DeadLetters, long SlowBehaviours)
{
    /// <summary>What runs now, by controller.</summary>
    public IReadOnlyDictionary<string, UnfinishedWork> Unfinished { get; init; } = new Dictionary<string, UnfinishedWork>();
}

/// <summary>What went over the link to other replicas.</summary>
/// <param name="Sent">How many messages were given to connections.</param>
/// <param name="Lost">How many have certainly reached nobody.</param>
/// <param name="Received">How many were told to actors here.</param>
/// <param name="Refused">How many came that nobody here takes.</param>
internal sealed record LinkFigures(long Sent, long Lost, long Received, long Refused);
