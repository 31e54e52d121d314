using System.Globalization;
using System.Text.Json.Nodes;
using Actors.ApiServer.Kinds;

namespace Actors.ApiServer.Workloads;

/// <summary>Makes the pods of StatefulSets and the claims they have of their own.</summary>
internal static class StatefulSetPods
{
    public static void Create(StatefulSetState set, long ordinal, ClusterView cluster, Decision decision)
    {
        CreateClaims(set, ordinal, cluster, decision);
        var name = NameOf(set, ordinal);
        var revision = set.RevisionFor(ordinal);
        var pod = PodTemplate.NewPod(set.History.TemplateOf(revision), set.Value);
        pod.Child("metadata")["name"] = name;
        pod.Child("metadata")["generateName"] = set.Value.Name + "-";
        PodTemplate.SetLabel(pod, RevisionHistory.HashLabel, revision);
        PodTemplate.SetLabel(pod, "statefulset.kubernetes.io/pod-name", name);
        PodTemplate.SetLabel(pod, "apps.kubernetes.io/pod-index", ordinal.ToString(CultureInfo.InvariantCulture));
        var spec = pod.Child("spec");
        spec["hostname"] = name;
        if (set.Json.Text("spec", "serviceName") is { Length: > 0 } service) spec["subdomain"] = service;
        MountClaims(set, ordinal, spec);
        decision.Create(ResourceNames.Pods, pod, new Announcement(set.Value, "SuccessfulCreate", $"create Pod {{0}} in StatefulSet {set.Value.Name} successful"));
    }

    /// <summary>Makes the claims of an ordinal that are not there.</summary>
    public static void CreateClaims(StatefulSetState set, long ordinal, ClusterView cluster, Decision decision)
    {
        foreach (var template in Templates(set))
        {
            var name = ClaimName(set, template, ordinal);
            if (cluster.Find(ResourceNames.Claims, set.Value.Namespace, name) is not null) continue;
            var claim = new JsonObject
            {
                ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = set.Value.Namespace },
                ["spec"] = template["spec"]!.DeepClone(),
            };
            var metadata = claim.Child("metadata");
            if (template.At("metadata", "annotations") is { } annotations) metadata["annotations"] = annotations.DeepClone();
            if (template.At("metadata", "labels") is { } labels) metadata["labels"] = labels.DeepClone();
            foreach (var (key, label) in set.Json.At("spec", "selector", "matchLabels") as JsonObject ?? []) PodTemplate.SetLabel(claim, key, label.Text());
            if (Retention(set, "whenDeleted") == "Delete") metadata["ownerReferences"] = new JsonArray(Ownership.Reference(set.Value));
            var message = $"create Claim {{0}} Pod {NameOf(set, ordinal)} in StatefulSet {set.Value.Name} success";
            decision.Create(ResourceNames.Claims, claim, new Announcement(set.Value, "SuccessfulCreate", message));
        }
    }

    /// <summary>Where claims are not to outlive their pods, deletes those of ordinals that are no longer wanted.</summary>
    public static void DeleteSurplusClaims(StatefulSetState set, ClusterView cluster, Decision decision)
    {
        if (Retention(set, "whenScaled") != "Delete") return;
        foreach (var template in Templates(set))
        {
            var prefix = $"{template.Text("metadata", "name")}-{set.Value.Name}";
            var claims = cluster.All(ResourceNames.Claims).Where(claim => claim.Namespace == set.Value.Namespace && !claim.IsBeingDeleted);
            foreach (var claim in claims.Where(claim => StatefulSetState.OrdinalOf(prefix, claim.Name) is { } ordinal && !set.IsWanted(ordinal))) decision.Delete(claim);
        }
    }

    private static void MountClaims(StatefulSetState set, long ordinal, JsonObject spec)
    {
        var templates = Templates(set).ToList();
        if (templates.Count == 0) return;
        var names = templates.Select(static one => one.Text("metadata", "name")).ToHashSet(StringComparer.Ordinal);
        var volumes = new JsonArray([.. spec.Objects("volumes").Where(one => !names.Contains(one.Text("name"))).Select(static one => one.DeepClone())]);
        foreach (var template in templates)
        {
            volumes.Add(new JsonObject
            {
                ["name"] = template.Text("metadata", "name"),
                ["persistentVolumeClaim"] = new JsonObject { ["claimName"] = ClaimName(set, template, ordinal) },
            });
        }

        spec["volumes"] = volumes;
    }

    private static IEnumerable<JsonObject> Templates(StatefulSetState set) => set.Json.Objects("spec", "volumeClaimTemplates");

    private static string Retention(StatefulSetState set, string when) => set.Json.Text("spec", "persistentVolumeClaimRetentionPolicy", when);

    private static string NameOf(StatefulSetState set, long ordinal) => string.Create(CultureInfo.InvariantCulture, $"{set.Value.Name}-{ordinal}");

    private static string ClaimName(StatefulSetState set, JsonObject template, long ordinal) => $"{template.Text("metadata", "name")}-{NameOf(set, ordinal)}";
}
