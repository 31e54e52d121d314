using System.Text.Json.Nodes;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.Kinds;

/// <summary>What stateful sets have to meet besides what all workloads do.</summary>
internal static class StatefulSetRules
{
    /// <summary>What of the spec may change, in the order the message of a server names it.</summary>
    private static readonly string[] Changeable =
        ["replicas", "ordinals", "template", "updateStrategy", "revisionHistoryLimit", "persistentVolumeClaimRetentionPolicy", "minReadySeconds"];

    public static void Check(JsonObject value, JsonObject? old, List<FieldError> errors)
    {
        if (value.Text("spec", "podManagementPolicy") is not ("OrderedReady" or "Parallel") and var policy)
            errors.Add(FieldError.Invalid("spec.podManagementPolicy", policy, "must be 'OrderedReady' or 'Parallel'"));
        if (value.Text("spec", "updateStrategy", "type") is not ("RollingUpdate" or "OnDelete") and var strategy)
            errors.Add(FieldError.Invalid("spec.updateStrategy", value.At("spec", "updateStrategy"), "must be 'RollingUpdate' or 'OnDelete'"));
        if (old is null || Fixed(value).IsSameAs(Fixed(old))) return;
        var fields = $"{string.Join(", ", Changeable[..^1].Select(static one => $"'{one}'"))} and '{Changeable[^1]}'";
        errors.Add(FieldError.Forbidden("spec", $"updates to statefulset spec for fields other than {fields} are forbidden"));
    }

    private static JsonObject Fixed(JsonObject value)
    {
        var spec = value["spec"]!.DeepClone().AsObject();
        foreach (var field in Changeable) spec.Remove(field);
        // Annotations of the templates and the status they are written with do not count.
        foreach (var claim in spec.Objects("volumeClaimTemplates")) claim.Remove("status");
        return spec;
    }
}
