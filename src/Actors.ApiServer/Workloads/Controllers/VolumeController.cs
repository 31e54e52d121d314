using System.Text.Json.Nodes;
using Actors.ApiServer.Kinds;

namespace Actors.ApiServer.Workloads;

/// <summary>Says of each volume whether it is to be had or bound.</summary>
internal sealed class VolumeController() : Controller(ResourceNames.Volumes, "persistentvolume-controller")
{
    public override Decision Decide(ClusterObject value, ClusterView cluster, DateTimeOffset now)
    {
        var decision = new Decision();
        var volume = value.Parse();
        if (volume.Text("status", "phase") is not ("" or "Pending" or "Available")) return decision;
        var reference = volume.At("spec", "claimRef");
        var claim = cluster.Find(ResourceNames.Claims, reference.Text("namespace"), reference.Text("name"));
        var isBound = claim is not null && claim.Uid == reference.Text("uid");
        var status = (JsonObject?)volume["status"]?.DeepClone() ?? [];
        status["phase"] = isBound ? "Bound" : "Available";
        decision.SetStatus(value, volume, status);
        return decision;
    }
}
