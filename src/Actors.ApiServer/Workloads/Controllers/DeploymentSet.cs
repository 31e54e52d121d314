using System.Globalization;
using System.Text.Json.Nodes;
using Actors.ApiServer.Kinds;

namespace Actors.ApiServer.Workloads;

/// <summary>One of the ReplicaSets of a Deployment.</summary>
internal sealed class DeploymentSet(ClusterObject value)
{
    public ClusterObject Value { get; } = value;

    public JsonObject Json { get; } = value.Parse();

    public long Revision => long.TryParse(Json.Text("metadata", "annotations", DeploymentController.Revision), CultureInfo.InvariantCulture, out var revision) ? revision : 0;

    /// <summary>How many pods it is to have.</summary>
    public long Wanted => Json.At("spec").Number("replicas");

    public long Replicas => Json.At("status").Number("replicas");

    public long Ready => Json.At("status").Number("readyReplicas");

    public long Available => Json.At("status").Number("availableReplicas");

    /// <summary>Whether its status is about what it is to be now.</summary>
    public bool IsObserved => Json.At("status").Number("observedGeneration") >= Value.Stored.Generation;
}
