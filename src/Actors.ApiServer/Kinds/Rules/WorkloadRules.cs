using System.Text.Json.Nodes;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.Kinds;

/// <summary>What kinds that keep pods of a template running have to meet.</summary>
internal static class WorkloadRules
{
    private const string Immutable = "field is immutable";

    public static void Check(JsonObject value, JsonObject? old, List<FieldError> errors)
    {
        var kind = value.Text("kind");
        Selector(value, kind, errors);
        Template(value, errors);
        if (old is not null && kind != "StatefulSet" && !value.At("spec", "selector").IsSameAs(old.At("spec", "selector")))
            errors.Add(FieldError.Invalid("spec.selector", value.At("spec", "selector"), Immutable));
    }

    public static void ReplicationController(JsonObject value, JsonObject? old, List<FieldError> errors)
    {
        var selector = value.At("spec", "selector") as JsonObject;
        if (selector is null or { Count: 0 }) errors.Add(FieldError.Required("spec.selector"));
        if (value.At("spec", "template") is null)
        {
            errors.Add(FieldError.Required("spec.template"));
            return;
        }

        var labels = value.At("spec", "template", "metadata", "labels");
        if (selector?.All(one => one.Value.IsSameAs(labels.At(one.Key))) == false) errors.Add(Mismatch(labels));
        Template(value, errors);
    }

    public static void Deployment(JsonObject value, JsonObject? old, List<FieldError> errors)
    {
        FieldPath path = "spec.strategy";
        var strategy = value.At("spec", "strategy");
        if (strategy.Text("type") == "Recreate" && strategy.At("rollingUpdate") is not null)
            errors.Add(FieldError.Forbidden(path.Child("rollingUpdate"), "may not be specified when strategy `type` is 'Recreate'"));
        if (strategy.At("rollingUpdate") is { } rolling && IsNothing(rolling.At("maxUnavailable")) && IsNothing(rolling.At("maxSurge")))
            errors.Add(FieldError.Invalid(path.Child("rollingUpdate", "maxUnavailable"), rolling.At("maxUnavailable"), "may not be 0 when `maxSurge` is 0"));
        if (value.At("spec", "progressDeadlineSeconds").NumberOrNull() is { } deadline && deadline <= value.Number("spec", "minReadySeconds"))
            errors.Add(FieldError.Invalid("spec.progressDeadlineSeconds", deadline, "must be greater than minReadySeconds"));
    }

    private static bool IsNothing(JsonNode? amount) => amount.NumberOrNull() == 0 || amount.Text() is "0%" or "00%";

    private static void Selector(JsonObject value, string kind, List<FieldError> errors)
    {
        var selector = value.At("spec", "selector");
        var labels = value.At("spec", "template", "metadata", "labels");
        if (selector is null)
        {
            // No selector selects nothing, and so not the template either.
            errors.AddRange([FieldError.Required("spec.selector"), Mismatch(labels)]);
            return;
        }

        if (((JsonObject)selector).Count == 0)
        {
            // A server says deployment of replica sets too.
            var about = kind switch { "StatefulSet" => "statefulset", "DaemonSet" => "daemonset", _ => "deployment" };
            errors.Add(FieldError.Invalid("spec.selector", selector, $"empty selector is invalid for {about}"));
            return;
        }

        if (!Matches(selector, labels as JsonObject ?? [])) errors.Add(Mismatch(labels));
    }

    private static void Template(JsonObject value, List<FieldError> errors)
    {
        FieldPath path = "spec.template.spec";
        var spec = value.At("spec", "template", "spec");
        if (spec.Text("restartPolicy") is not "Always" and var policy)
            errors.Add(FieldError.NotSupported(path.Child("restartPolicy"), policy, ["Always"]));
        if (spec.At("activeDeadlineSeconds") is not null)
            errors.Add(FieldError.Forbidden(path.Child("activeDeadlineSeconds"), "activeDeadlineSeconds in ReplicaSet is not Supported"));
    }

    private static FieldError Mismatch(JsonNode? labels) =>
        FieldError.Invalid("spec.template.metadata.labels", labels, "`selector` does not match template `labels`");

    private static bool Matches(JsonNode selector, JsonObject labels)
    {
        if (selector.At("matchLabels") is JsonObject wanted && !wanted.All(one => one.Value.IsSameAs(labels[one.Key]))) return false;
        return selector.Objects("matchExpressions").All(one =>
        {
            var has = labels.TryGetPropertyValue(one.Text("key"), out var label);
            return one.Text("operator") switch
            {
                "In" => has && one.Texts("values").Contains(label.Text()),
                "NotIn" => !has || !one.Texts("values").Contains(label.Text()),
                "Exists" => has,
                "DoesNotExist" => !has,
                _ => true,
            };
        });
    }
}
