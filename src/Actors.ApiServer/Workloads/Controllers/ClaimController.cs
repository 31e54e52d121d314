using System.Text.Json.Nodes;
using Actors.ApiServer.Kinds;
using Actors.Kubernetes.Models;

namespace Actors.ApiServer.Workloads;

/// <summary>Gives volume claims a volume: one that is there and fits, or a new one of their storage class; and a larger one when they ask for it.</summary>
internal sealed class ClaimController() : Controller(ResourceNames.Claims, "persistentvolume-controller")
{
    public const string DefaultClass = "standard";
    public const string Provisioner = "simulation.actors.dev/volumes";
    private const string IsDefault = "storageclass.kubernetes.io/is-default-class";

    public override IEnumerable<string> AffectedBy(ClusterChange change, ClusterView cluster)
    {
        var value = change.Value;
        if (change.IsGone || value.Resource is not (ResourceNames.Volumes or ResourceNames.StorageClasses)) return [];
        if (value.Resource == ResourceNames.Volumes && value.VolumeClaim.Length > 0) return [value.VolumeClaim];
        return cluster.All(ResourceNames.Claims).Where(static claim => claim.Stored.Annotations["pv.kubernetes.io/bind-completed"] is null).Select(static claim => claim.Key);
    }

    public override Decision Decide(ClusterObject value, ClusterView cluster, DateTimeOffset now)
    {
        var decision = new Decision();
        if (value.IsBeingDeleted) return decision;
        var claim = value.Parse();
        if (claim.Text("status", "phase") == "Bound") Resize(value, claim, cluster, decision);
        else if (Match(value, claim, cluster) is { } volume) BindTo(value, claim, volume, decision);
        else if (claim.Text("spec", "volumeName").Length == 0) Provision(value, claim, cluster, decision);
        return decision;
    }

    public override Decision Gone(string key, ClusterView cluster)
    {
        var decision = new Decision();
        foreach (var volume in cluster.VolumesOf(key).Where(volume => !volume.IsBeingDeleted))
        {
            var json = volume.Parse();
            if (json.Text("status", "phase") != "Bound") continue;
            if (json.Text("spec", "persistentVolumeReclaimPolicy") == "Delete") decision.Delete(volume);
            else Release(volume, json, decision);
        }

        return decision;
    }

    private static void Provision(ClusterObject value, JsonObject claim, ClusterView cluster, Decision decision)
    {
        var name = claim.At("spec", "storageClassName") is { } given ? given.Text() : cluster.All(ResourceNames.StorageClasses)
            .Where(static one => one.Stored.Annotations[IsDefault] == "true").Select(static one => one.Name).Order(StringComparer.Ordinal).FirstOrDefault("");
        if (name.Length == 0 || cluster.Find(ResourceNames.StorageClasses, name) is not { } storageClass)
        {
            if (name.Length > 0) decision.Warn(value, "ProvisioningFailed", $"storageclass.storage.k8s.io \"{name}\" not found");
            return;
        }

        var volume = NewVolume(value, claim, storageClass);
        var volumeName = volume.Text("metadata", "name");
        claim.Child("spec")["storageClassName"] = name;
        if (cluster.Find(ResourceNames.Volumes, volumeName) is null) decision.Create(ResourceNames.Volumes, volume);
        Bind(value, claim, volumeName, volume.At("spec", "capacity"), volume.At("spec", "accessModes"), decision);
        PodTemplate.SetAnnotation(claim, "volume.kubernetes.io/storage-provisioner", storageClass.Parse().Text("provisioner"));
        decision.Tell(value, "ProvisioningSucceeded", $"Successfully provisioned volume {volumeName}");
    }

    private static JsonObject NewVolume(ClusterObject value, JsonObject claim, ClusterObject storageClass)
    {
        var json = storageClass.Parse();
        var policy = json.Text("reclaimPolicy");
        return new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = $"pvc-{value.Uid}",
                ["annotations"] = new JsonObject { ["pv.kubernetes.io/provisioned-by"] = json.Text("provisioner") },
            },
            ["spec"] = new JsonObject
            {
                ["capacity"] = new JsonObject { ["storage"] = claim.Text("spec", "resources", "requests", "storage") },
                ["csi"] = new JsonObject { ["driver"] = json.Text("provisioner"), ["volumeHandle"] = value.Uid },
                ["accessModes"] = claim.At("spec", "accessModes")?.DeepClone() ?? new JsonArray("ReadWriteOnce"),
                ["claimRef"] = ReferenceTo(value),
                ["persistentVolumeReclaimPolicy"] = policy.Length == 0 ? "Delete" : policy,
                ["storageClassName"] = storageClass.Name,
                ["volumeMode"] = claim.Text("spec", "volumeMode") is { Length: > 0 } mode ? mode : "Filesystem",
            },
        };
    }

    /// <summary>A volume that somebody has made: the one the claim names, or the smallest that fits.</summary>
    private static (ClusterObject Value, JsonObject Json)? Match(ClusterObject value, JsonObject claim, ClusterView cluster)
    {
        if (claim.Text("spec", "volumeName") is { Length: > 0 } named)
            return cluster.Find(ResourceNames.Volumes, named) is { } found && IsFree(found.Parse(), value) ? (found, found.Parse()) : null;
        var size = SizeOf(claim.Text("spec", "resources", "requests", "storage"));
        var wanted = claim.Text("spec", "storageClassName");
        var modes = claim.Texts("spec", "accessModes");
        return cluster.VolumesOf("").Concat(cluster.VolumesOf(value.Key)).Where(static volume => !volume.IsBeingDeleted).Select(static volume => (Value: volume, Json: volume.Parse()))
            .Where(volume => IsFree(volume.Json, value) && volume.Json.Text("spec", "storageClassName") == wanted && modes.All(volume.Json.Texts("spec", "accessModes").Contains)
                && SizeOf(volume.Json.Text("spec", "capacity", "storage")).CompareTo(size) >= 0)
            .OrderBy(static volume => SizeOf(volume.Json.Text("spec", "capacity", "storage"))).Select(static volume => ((ClusterObject, JsonObject)?)volume).FirstOrDefault();
    }

    private static bool IsFree(JsonObject volume, ClusterObject claim) => volume.At("spec", "claimRef") is not { } taken
        || (taken.Text("namespace") == claim.Namespace && taken.Text("name") == claim.Name && taken.Text("uid") is var uid && (uid.Length == 0 || uid == claim.Uid));

    private static void BindTo(ClusterObject value, JsonObject claim, (ClusterObject Value, JsonObject Json) volume, Decision decision)
    {
        volume.Json.Child("spec")["claimRef"] = ReferenceTo(value);
        volume.Json.Child("status")["phase"] = "Bound";
        decision.Update(volume.Value, volume.Json, ObjectPart.Both);
        Bind(value, claim, volume.Value.Name, volume.Json.At("spec", "capacity"), volume.Json.At("spec", "accessModes"), decision);
    }

    private static void Bind(ClusterObject value, JsonObject claim, string volume, JsonNode? capacity, JsonNode? modes, Decision decision)
    {
        claim.Child("spec")["volumeName"] = volume;
        PodTemplate.SetAnnotation(claim, "pv.kubernetes.io/bind-completed", "yes");
        PodTemplate.SetAnnotation(claim, "pv.kubernetes.io/bound-by-controller", "yes");
        claim["status"] = new JsonObject { ["phase"] = "Bound", ["accessModes"] = modes?.DeepClone(), ["capacity"] = capacity?.DeepClone() };
        decision.Update(value, claim, ObjectPart.Both);
    }

    private static void Resize(ClusterObject value, JsonObject claim, ClusterView cluster, Decision decision)
    {
        var wanted = claim.Text("spec", "resources", "requests", "storage");
        if (SizeOf(wanted).CompareTo(SizeOf(claim.Text("status", "capacity", "storage"))) <= 0) return;
        if (cluster.Find(ResourceNames.Volumes, claim.Text("spec", "volumeName")) is { } volume)
        {
            var json = volume.Parse();
            json.Child("spec").Child("capacity")["storage"] = wanted;
            decision.Update(volume, json);
        }

        claim.Child("status").Child("capacity")["storage"] = wanted;
        decision.Update(value, claim, ObjectPart.Status);
        decision.Tell(value, "FileSystemResizeSuccessful", "MountVolume.NodeExpandVolume succeeded for volume \"" + claim.Text("spec", "volumeName") + "\"");
    }

    private static void Release(ClusterObject volume, JsonObject json, Decision decision)
    {
        json.Child("status")["phase"] = "Released";
        decision.Update(volume, json, ObjectPart.Status);
    }

    private static JsonObject ReferenceTo(ClusterObject claim) => new()
    {
        ["kind"] = "PersistentVolumeClaim",
        ["namespace"] = claim.Namespace,
        ["name"] = claim.Name,
        ["uid"] = claim.Uid,
        ["apiVersion"] = "v1",
        ["resourceVersion"] = claim.Stored.ResourceVersion,
    };

    private static Quantity SizeOf(string text) => Quantity.TryParse(text, out var size) ? size : default;
}
