using System.Globalization;
using System.Text.Json.Nodes;
using Actors.ApiServer.Kinds;

namespace Actors.ApiServer.Workloads;

/// <summary>Changes how many pods a ReplicaSet of a Deployment has.</summary>
internal static class Scaling
{
    public static void To(ClusterObject deployment, JsonObject json, DeploymentSet set, long count, Decision decision)
    {
        var next = (JsonObject)set.Json.DeepClone();
        next.Child("spec")["replicas"] = count;
        Annotate(next, json);
        if (next.IsSameAs(set.Json)) return;
        decision.Update(set.Value, next);
        if (count == set.Wanted) return;
        var direction = count > set.Wanted ? "up" : "down";
        var message = string.Create(CultureInfo.InvariantCulture, $"Scaled {direction} replica set {set.Value.Name} from {set.Wanted} to {count}");
        decision.Tell(deployment, "ScalingReplicaSet", message);
    }

    public static void Annotate(JsonObject set, JsonObject deployment)
    {
        var wanted = deployment.At("spec").Number("replicas");
        PodTemplate.SetAnnotation(set, DeploymentController.DesiredReplicas, wanted.ToString(CultureInfo.InvariantCulture));
        var most = wanted + RollingUpdate.Limits(deployment).Surge;
        PodTemplate.SetAnnotation(set, DeploymentController.MaxReplicas, most.ToString(CultureInfo.InvariantCulture));
    }
}
