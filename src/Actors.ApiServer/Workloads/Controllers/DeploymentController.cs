using System.Globalization;
using System.Text.Json.Nodes;
using Actors.ApiServer.Kinds;

namespace Actors.ApiServer.Workloads;

/// <summary>Keeps a ReplicaSet for each template a Deployment has had, and moves its pods to that of the template it has.</summary>
internal sealed class DeploymentController() : Controller(ResourceNames.Deployments, "deployment-controller")
{
    public const string Revision = "deployment.kubernetes.io/revision";
    public const string DesiredReplicas = "deployment.kubernetes.io/desired-replicas";
    public const string MaxReplicas = "deployment.kubernetes.io/max-replicas";
    private const string HashLabel = "pod-template-hash";

    /// <summary>One that recreates its pods waits for the last of the old ones to be gone, which no count of its sets tells.</summary>
    public override IEnumerable<string> AffectedBy(ClusterChange change, ClusterView cluster)
    {
        var pod = change.Value;
        if (!change.IsGone || pod.Resource != ResourceNames.Pods || pod.ControllerKind != "ReplicaSet") return [];
        return cluster.Find(ResourceNames.ReplicaSets, pod.Namespace, pod.ControllerName) is { ControllerName.Length: > 0 } set ? [ClusterObject.KeyOf(set.Namespace, set.ControllerName)] : [];
    }

    public override Decision Decide(ClusterObject value, ClusterView cluster, DateTimeOffset now)
    {
        var decision = new Decision();
        var deployment = value.Parse();
        var sets = cluster.OwnedBy(value, ResourceNames.ReplicaSets).Where(static set => !set.IsBeingDeleted)
            .Select(static set => new DeploymentSet(set)).OrderBy(static set => set.Value.CreatedAt).ThenBy(static set => set.Revision).ToList();
        if (value.IsBeingDeleted)
        {
            decision.SetStatus(value, deployment, DeploymentStatus.Of(value, deployment, null, sets, now, decision));
            return decision;
        }

        var current = sets.Find(set => IsOf(set.Json, deployment));
        var old = sets.Where(set => set != current).ToList();
        var isPaused = deployment.IsTrue("spec", "paused");
        if (current is null && !isPaused) Create(value, deployment, sets, cluster, decision);
        else if (current is not null && SetRevision(value, deployment, current, old, decision)) return decision;
        else Roll(value, deployment, current, old, cluster, isPaused, decision);
        decision.SetStatus(value, deployment, DeploymentStatus.Of(value, deployment, current, sets, now, decision));
        if (!isPaused) DropHistory(deployment, current, old, decision);
        return decision;
    }

    private static void Roll(
        ClusterObject value, JsonObject deployment, DeploymentSet? current, List<DeploymentSet> old, ClusterView cluster, bool isPaused, Decision decision)
    {
        if (isPaused)
        {
            // A rollout that is paused stands still; but a Deployment of which only one set has pods can be scaled.
            var active = old.Append(current).OfType<DeploymentSet>().Where(static set => set.Wanted > 0).ToList();
            if (active.Count <= 1 && (active.FirstOrDefault() ?? current) is { } only) Scaling.To(value, deployment, only, deployment.At("spec").Number("replicas"), decision);
            return;
        }

        if (deployment.Text("spec", "strategy", "type") == "Recreate") Recreate(value, deployment, current!, old, cluster, decision);
        else RollingUpdate.Step(value, deployment, current!, old, decision);
    }

    private static void Recreate(ClusterObject value, JsonObject deployment, DeploymentSet current, List<DeploymentSet> old, ClusterView cluster, Decision decision)
    {
        foreach (var set in old.Where(static set => set.Wanted > 0)) Scaling.To(value, deployment, set, 0, decision);
        var isRunning = old.Exists(set => cluster.OwnedBy(set.Value, ResourceNames.Pods).Exists(static pod => !pod.Pod.IsFinished));
        if (!isRunning) Scaling.To(value, deployment, current, deployment.At("spec").Number("replicas"), decision);
    }

    /// <summary>Whether a set has the Deployment's template, but for the label that names the set.</summary>
    private static bool IsOf(JsonObject set, JsonObject deployment)
    {
        var template = (JsonObject)set.At("spec", "template")!.DeepClone();
        (template.At("metadata", "labels") as JsonObject)?.Remove(HashLabel);
        return template.IsSameAs(deployment.At("spec", "template"));
    }

    private static void Create(ClusterObject value, JsonObject deployment, List<DeploymentSet> sets, ClusterView cluster, Decision decision)
    {
        var template = deployment.At("spec", "template")!.DeepClone();
        var hash = FreeHash(value, template, deployment, cluster, out var orphan);
        if (orphan is not null)
        {
            Ownership.Adopt(orphan, value, decision);
            return;
        }

        template.AsObject().Child("metadata").Child("labels")[HashLabel] = hash;
        var selector = (JsonObject)deployment.At("spec", "selector")!.DeepClone();
        selector.Child("matchLabels")[HashLabel] = hash;
        var count = RollingUpdate.FirstCount(deployment, sets);
        var set = new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = $"{value.Name}-{hash}",
                ["namespace"] = value.Namespace,
                ["labels"] = template.At("metadata", "labels")!.DeepClone(),
                ["annotations"] = Annotations(deployment),
                ["ownerReferences"] = new JsonArray(Ownership.Reference(value)),
            },
            ["spec"] = new JsonObject
            {
                ["replicas"] = count,
                ["minReadySeconds"] = deployment.At("spec").Number("minReadySeconds"),
                ["selector"] = selector,
                ["template"] = template,
            },
        };
        Scaling.Annotate(set, deployment);
        PodTemplate.SetAnnotation(set, Revision, Number(NextRevision(sets)));
        decision.Create(ResourceNames.ReplicaSets, set);
        if (count > 0) decision.Tell(value, "ScalingReplicaSet", string.Create(CultureInfo.InvariantCulture, $"Scaled up replica set {value.Name}-{hash} from 0 to {count}"));
    }

    /// <summary>A hash whose name is free, or that of a set which has the template and has lost its owner.</summary>
    private static string FreeHash(ClusterObject value, JsonNode template, JsonObject deployment, ClusterView cluster, out ClusterObject? orphan)
    {
        for (var collisions = 0; ; collisions++)
        {
            var hash = PodTemplate.HashOf(template, collisions);
            orphan = cluster.Find(ResourceNames.ReplicaSets, value.Namespace, $"{value.Name}-{hash}");
            if (orphan is null || (orphan.ControllerUid.Length == 0 && IsOf(orphan.Parse(), deployment))) return hash;
        }
    }

    /// <summary>A set takes over the Deployment's annotations, but for those that are about one of the two.</summary>
    private static JsonObject Annotations(JsonObject deployment)
    {
        var annotations = (JsonObject?)deployment.At("metadata", "annotations")?.DeepClone() ?? [];
        foreach (var own in (ReadOnlySpan<string>)["kubectl.kubernetes.io/last-applied-configuration", Revision, DesiredReplicas, MaxReplicas]) annotations.Remove(own);
        return annotations;
    }

    /// <summary>The set of the present template has the highest revision, and the Deployment shows it. Says whether this was decided and not yet so.</summary>
    private static bool SetRevision(ClusterObject value, JsonObject deployment, DeploymentSet current, List<DeploymentSet> old, Decision decision)
    {
        if (old.Exists(set => set.Revision >= current.Revision))
        {
            var set = (JsonObject)current.Json.DeepClone();
            PodTemplate.SetAnnotation(set, Revision, Number(NextRevision(old)));
            decision.Update(current.Value, set);
            return true;
        }

        if (deployment.Text("metadata", "annotations", Revision) == Number(current.Revision)) return false;
        PodTemplate.SetAnnotation(deployment, Revision, Number(current.Revision));
        decision.Update(value, deployment);
        return true;
    }

    private static void DropHistory(JsonObject deployment, DeploymentSet? current, List<DeploymentSet> old, Decision decision)
    {
        if (current is null) return;
        var kept = deployment.At("spec").NumberOrNull("revisionHistoryLimit") ?? 10;
        var spent = old.Where(static set => set is { Wanted: 0, Replicas: 0, IsObserved: true }).OrderBy(static set => set.Revision).ToList();
        foreach (var set in spent.Take((int)Math.Max(0, old.Count - kept))) decision.Delete(set.Value);
    }

    private static long NextRevision(List<DeploymentSet> sets) => sets.Count == 0 ? 1 : sets.Max(static set => set.Revision) + 1;

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
