using System.Text.Json.Nodes;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.Kinds;

/// <summary>What of a pod may change, which is little.</summary>
internal static class PodRules
{
    private const string Little =
        "pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`," +
        "`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` " +
        "(allow it to be set to 1 if it was previously negative)";

    private static readonly string[] Lists = ["containers", "initContainers"];

    public static void Check(JsonObject value, JsonObject? old, List<FieldError> errors)
    {
        if (old is null)
        {
            if (value.At("spec", "ephemeralContainers") is JsonArray { Count: > 0 })
                errors.Add(FieldError.Forbidden("spec.ephemeralContainers", "cannot be set on create"));
            return;
        }

        FieldPath path = "spec";
        foreach (var list in Lists)
        {
            if (value.Objects("spec", list).Count() == old.Objects("spec", list).Count()) continue;
            errors.Add(FieldError.Forbidden(path.Child(list), "pod updates may not add or remove containers"));
            return;
        }

        Deadline(value, old, errors);
        Tolerations(value, old, errors);
        if (!Fixed(value, old).IsSameAs(Fixed(old, old))) errors.Add(FieldError.Forbidden(path, Little));
    }

    /// <summary>The spec without what may change. Scheduling gates may go, and with one of them a pod may still be told where to go.</summary>
    private static JsonObject Fixed(JsonObject value, JsonObject old)
    {
        var spec = value["spec"]!.DeepClone().AsObject();
        foreach (var field in (ReadOnlySpan<string>)["activeDeadlineSeconds", "tolerations", "schedulingGates"]) spec.Remove(field);
        if (old.Objects("spec", "schedulingGates").Any())
        {
            spec.Remove("nodeSelector");
            spec.Child("affinity").Remove("nodeAffinity");
        }

        if (old.Number("spec", "terminationGracePeriodSeconds") < 0) spec.Remove("terminationGracePeriodSeconds");
        foreach (var container in Lists.SelectMany(list => spec.Objects(list))) container.Remove("image");
        return spec;
    }

    private static void Deadline(JsonObject value, JsonObject old, List<FieldError> errors)
    {
        var now = value.At("spec", "activeDeadlineSeconds").NumberOrNull();
        if (old.At("spec", "activeDeadlineSeconds").NumberOrNull() is not { } before || now <= before) return;
        const string Less = "must be less than or equal to previous value";
        errors.Add(FieldError.Invalid("spec.activeDeadlineSeconds", now, now is null ? "must not update from a positive integer to nil value" : Less));
    }

    private static void Tolerations(JsonObject value, JsonObject old, List<FieldError> errors)
    {
        var now = value.Objects("spec", "tolerations").ToArray();
        // How long one is tolerated may change.
        var isKept = old.Objects("spec", "tolerations").All(before => now.Any(one => Without(one).IsSameAs(Without(before))));
        if (!isKept) errors.Add(FieldError.Forbidden("spec.tolerations", "existing toleration can not be modified except its tolerationSeconds"));
    }

    private static JsonObject Without(JsonObject toleration)
    {
        var copy = toleration.DeepClone().AsObject();
        copy.Remove("tolerationSeconds");
        return copy;
    }
}
