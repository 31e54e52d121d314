using System.Text.Json.Nodes;
using Actors.ApiServer.Kinds;

namespace Actors.ApiServer.Workloads;

/// <summary>The status of a Deployment.</summary>
internal static class DeploymentStatus
{
    public static JsonObject Of(ClusterObject value, JsonObject deployment, DeploymentSet? current, List<DeploymentSet> sets, DateTimeOffset now, Decision decision)
    {
        var wanted = deployment.At("spec").Number("replicas");
        var available = sets.Sum(static set => set.Available);
        var total = sets.Sum(static set => set.Wanted);
        var status = new JsonObject { ["observedGeneration"] = value.Stored.Generation };
        SetCount(status, "replicas", sets.Sum(static set => set.Replicas));
        SetCount(status, "updatedReplicas", current?.Replicas ?? 0);
        SetCount(status, "readyReplicas", sets.Sum(static set => set.Ready));
        SetCount(status, "availableReplicas", available);
        SetCount(status, "unavailableReplicas", Math.Max(0, total - available));
        if (deployment.At("status", "collisionCount") is { } collisions) status["collisionCount"] = collisions.DeepClone();
        if (deployment.At("status", "conditions") is { } conditions) status["conditions"] = conditions.DeepClone();
        SetAvailable(status, available >= wanted - RollingUpdate.Limits(deployment).Unavailable, now);
        SetProgressing(status, value, deployment, current, now, decision);
        return status;
    }

    private static void SetAvailable(JsonObject status, bool isAvailable, DateTimeOffset now) => Set(
        status,
        "Available",
        isAvailable,
        now,
        isAvailable ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
        isAvailable ? "Deployment has minimum availability." : "Deployment does not have minimum availability.");

    private static void SetProgressing(JsonObject status, ClusterObject value, JsonObject deployment, DeploymentSet? current, DateTimeOffset now, Decision decision)
    {
        var progressing = StatusConditions.Find(status, "Progressing");
        if (deployment.IsTrue("spec", "paused"))
        {
            Set(status, "Progressing", null, now, "DeploymentPaused", "Deployment is paused");
            return;
        }

        var deadline = deployment.At("spec").NumberOrNull("progressDeadlineSeconds");
        var set = current?.Value.Name ?? "";
        if (current is null)
        {
            Set(status, "Progressing", true, now, "NewReplicaSetCreated", $"Created new replica set for deployment \"{value.Name}\"");
        }
        else if (IsComplete(status, deployment, current))
        {
            Set(status, "Progressing", true, now, "NewReplicaSetAvailable", $"ReplicaSet \"{set}\" has successfully progressed.");
        }
        else if (HasMoved(status, deployment) || progressing is null || progressing.Text("reason") is not ("ReplicaSetUpdated" or "ProgressDeadlineExceeded"))
        {
            Set(status, "Progressing", true, now, "ReplicaSetUpdated", $"ReplicaSet \"{set}\" is progressing.", isUpdate: true);
            if (deadline is { } seconds) decision.LookAgain(now.AddSeconds(seconds));
        }
        else if (deadline is { } seconds && progressing.Text("reason") == "ReplicaSetUpdated" && Times.Read(progressing.Text("lastUpdateTime")) is { } last)
        {
            if (last.AddSeconds(seconds) > now) decision.LookAgain(last.AddSeconds(seconds));
            else Set(status, "Progressing", false, now, "ProgressDeadlineExceeded", $"ReplicaSet \"{set}\" has timed out progressing.");
        }
    }

    private static bool IsComplete(JsonObject status, JsonObject deployment, DeploymentSet current)
    {
        var wanted = deployment.At("spec").Number("replicas");
        return current.IsObserved && status.Number("updatedReplicas") == wanted && status.Number("replicas") == wanted && status.Number("availableReplicas") == wanted;
    }

    /// <summary>Whether there are more new, fewer old or more ready pods than before.</summary>
    private static bool HasMoved(JsonObject status, JsonObject deployment)
    {
        var before = deployment["status"];
        return status.Number("updatedReplicas") > before.Number("updatedReplicas")
            || status.Number("replicas") - status.Number("updatedReplicas") < before.Number("replicas") - before.Number("updatedReplicas")
            || status.Number("readyReplicas") > before.Number("readyReplicas")
            || status.Number("availableReplicas") > before.Number("availableReplicas");
    }

    private static void Set(JsonObject status, string type, bool? isTrue, DateTimeOffset now, string reason, string message, bool isUpdate = false)
    {
        var (condition, isChanged) = StatusConditions.Set(status, type, isTrue, now, reason, message);
        if (isChanged || isUpdate) condition["lastUpdateTime"] = Times.Write(now);
    }

    private static void SetCount(JsonObject status, string field, long count)
    {
        if (count > 0) status[field] = count;
    }
}
