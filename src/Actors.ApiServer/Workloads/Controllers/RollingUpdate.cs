using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.ApiServer.Kinds;

namespace Actors.ApiServer.Workloads;

/// <summary>
/// Moves the pods of a Deployment from old ReplicaSets to the new one so that there are never more than <c>maxSurge</c> too many of them, nor more than
/// <c>maxUnavailable</c> too few that are available.
/// </summary>
/// <remarks>https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#rolling-update-deployment</remarks>
internal static class RollingUpdate
{
    /// <summary>Takes the next step: a larger new set, or else smaller old ones.</summary>
    public static void Step(ClusterObject value, JsonObject deployment, DeploymentSet current, List<DeploymentSet> old, Decision decision)
    {
        var wanted = deployment.At("spec").Number("replicas");
        var count = CountOfNew(deployment, current.Wanted, old.Sum(static set => set.Wanted));
        Scaling.To(value, deployment, current, count, decision);
        if (count <= current.Wanted) ShrinkOld(value, deployment, current, old, wanted, decision);
    }

    /// <summary>How many pods a set gets that has just come to be.</summary>
    public static long FirstCount(JsonObject deployment, List<DeploymentSet> others) =>
        deployment.Text("spec", "strategy", "type") == "Recreate" && others.Exists(static set => set.Wanted > 0 || set.Replicas > 0)
            ? 0
            : CountOfNew(deployment, 0, others.Sum(static set => set.Wanted));

    /// <summary>The limits of an update, in pods.</summary>
    public static (long Surge, long Unavailable) Limits(JsonObject deployment)
    {
        if (deployment.Text("spec", "strategy", "type") == "Recreate") return (0, 0);
        var wanted = deployment.At("spec").Number("replicas");
        var update = deployment.At("spec", "strategy", "rollingUpdate");
        var surge = Share(update.At("maxSurge"), wanted, roundsUp: true);
        var unavailable = Share(update.At("maxUnavailable"), wanted, roundsUp: false);
        // With neither, nothing could ever move.
        return (surge, surge == 0 && unavailable == 0 ? 1 : unavailable);
    }

    /// <summary>A number of pods, or a percentage of them.</summary>
    public static long Share(JsonNode? value, long whole, bool roundsUp)
    {
        if (value is null) return 0;
        if (value.GetValueKind() == JsonValueKind.Number) return value.Number();
        var share = double.Parse(value.Text().TrimEnd('%'), CultureInfo.InvariantCulture) * whole / 100;
        return (long)(roundsUp ? Math.Ceiling(share) : Math.Floor(share));
    }

    private static long CountOfNew(JsonObject deployment, long current, long others)
    {
        var wanted = deployment.At("spec").Number("replicas");
        if (current >= wanted) return wanted;
        if (deployment.Text("spec", "strategy", "type") == "Recreate") return wanted;
        var room = wanted + Limits(deployment).Surge - current - others;
        return room <= 0 ? current : current + Math.Min(room, wanted - current);
    }

    private static void ShrinkOld(
        ClusterObject value, JsonObject deployment, DeploymentSet current, List<DeploymentSet> old, long wanted, Decision decision)
    {
        var sets = old.Where(static set => set.Wanted > 0).ToList();
        if (sets.Count == 0) return;
        var least = wanted - Limits(deployment).Unavailable;
        var total = current.Wanted + sets.Sum(static set => set.Wanted);
        var spare = total - least - Math.Max(0, current.Wanted - current.Available);
        if (spare <= 0) return;
        var counts = sets.ToDictionary(static set => set, static set => set.Wanted);
        TakeUnhealthy(sets, counts, spare);
        TakeHealthy(sets, counts, current.Available + sets.Sum(static set => set.Available) - least);
        foreach (var set in sets.Where(set => counts[set] != set.Wanted)) Scaling.To(value, deployment, set, counts[set], decision);
    }

    /// <summary>Pods that are not available can go first: nobody misses them.</summary>
    private static void TakeUnhealthy(List<DeploymentSet> sets, Dictionary<DeploymentSet, long> counts, long spare)
    {
        foreach (var set in sets)
        {
            var taken = Math.Min(spare, Math.Max(0, set.Wanted - set.Available));
            counts[set] -= taken;
            spare -= taken;
        }
    }

    private static void TakeHealthy(List<DeploymentSet> sets, Dictionary<DeploymentSet, long> counts, long spare)
    {
        foreach (var set in sets)
        {
            if (spare <= 0) return;
            var taken = Math.Min(spare, counts[set]);
            counts[set] -= taken;
            spare -= taken;
        }
    }
}
