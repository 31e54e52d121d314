using System.Text.Json.Nodes;
using Actors.ApiServer.Schemas;
using Actors.Kubernetes.Models;

namespace Actors.ApiServer.Kinds;

/// <summary>What persistent volumes and claims have to meet.</summary>
internal static class VolumeRules
{
    /// <summary>The members of a volume's spec that are not its source.</summary>
    private static readonly string[] NotSources =
    [
        "capacity", "accessModes", "claimRef", "persistentVolumeReclaimPolicy", "storageClassName", "mountOptions", "volumeMode", "nodeAffinity",
        "volumeAttributesClassName",
    ];

    public static void Volume(JsonObject volume, JsonObject? old, List<FieldError> errors)
    {
        var sources = Sources(volume);
        if (sources.Count == 0) errors.Add(FieldError.Required("spec", "must specify a volume type"));
        foreach (var (more, _) in sources.Skip(1)) errors.Add(FieldError.Forbidden(((FieldPath)"spec").Child(more), "may not specify more than 1 volume type"));
        if (volume.At("spec", "capacity") is JsonObject capacity && !capacity.ContainsKey("storage"))
            errors.Add(FieldError.NotSupported("spec.capacity", capacity, ["storage"]));
        if (old is null) return;
        if (!sources.IsSameAs(Sources(old)))
            errors.Add(FieldError.Forbidden("spec.persistentvolumesource", "spec.persistentvolumesource is immutable after creation"));
        if (!volume.At("spec", "volumeMode").IsSameAs(old.At("spec", "volumeMode")))
            errors.Add(FieldError.Invalid("spec.volumeMode", volume.At("spec", "volumeMode"), "field is immutable"));
    }

    public static void Claim(JsonObject claim, JsonObject? old, List<FieldError> errors)
    {
        var spec = claim["spec"]!.AsObject();
        if (spec.Texts("accessModes").Count == 0) errors.Add(FieldError.Required("spec.accessModes", "at least 1 access mode is required"));
        var hasAmount = Quantity.TryParse(spec.Text("resources", "requests", "storage"), out var amount);
        if (!hasAmount) errors.Add(FieldError.Required("spec.resources[storage]"));
        else if (amount.Sign <= 0) errors.Add(FieldError.Invalid("spec.resources[storage]", amount.ToString(), "must be greater than zero"));
        if (old is not null) Update(claim, old, amount, errors);
    }

    private static void Update(JsonObject claim, JsonObject old, Quantity amount, List<FieldError> errors)
    {
        var isBound = old.Text("status", "phase") == "Bound";
        if (!Fixed(claim, old, isBound).IsSameAs(Fixed(old, old, isBound)))
        {
            errors.Add(FieldError.Forbidden(
                "spec",
                "spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims"));
        }
        else if (isBound && Quantity.TryParse(old.Text("spec", "resources", "requests", "storage"), out var before) && amount < before &&
            Quantity.TryParse(old.Text("status", "capacity", "storage"), out var capacity) && amount < capacity)
        {
            errors.Add(FieldError.Forbidden("spec.resources.requests.storage", "field can not be less than status.capacity"));
        }
    }

    /// <summary>The spec without what may change: the volume is set once, the size and class of a bound claim can grow.</summary>
    private static JsonObject Fixed(JsonObject claim, JsonObject old, bool isBound)
    {
        var spec = claim["spec"]!.DeepClone().AsObject();
        if (old.Text("spec", "volumeName").Length == 0) spec.Remove("volumeName");
        if (!isBound) return spec;
        spec.Remove("volumeAttributesClassName");
        (spec.At("resources", "requests") as JsonObject)?.Remove("storage");
        return spec;
    }

    private static JsonObject Sources(JsonObject volume)
    {
        var sources = volume["spec"]!.DeepClone().AsObject();
        foreach (var field in NotSources) sources.Remove(field);
        return sources;
    }
}
