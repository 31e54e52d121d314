using System.Text.Json.Nodes;
using Actors.ApiServer.Resources;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.Kinds;

/// <summary>Adds what is wrong with an object of a type, wherever it is used.</summary>
internal delegate void TypeRule(JsonObject value, FieldPath path, List<FieldError> errors);

/// <summary>Rules of types that concern more than one field, by the name tables use.</summary>
internal static class TypeRules
{
    private const string BothKinds = "rules cannot apply to both regular resources and non-resource URLs";

    private static readonly Dictionary<string, TypeRule> Functions = new(StringComparer.Ordinal)
    {
        ["labelRequirement"] = LabelRequirement,
        ["podSpec"] = PodSpecRules.Spec,
        ["container"] = PodSpecRules.Container,
        ["volume"] = PodSpecRules.Volume,
        ["probe"] = PodSpecRules.Probe,
        ["toleration"] = PodSpecRules.Toleration,
        ["resources"] = ResourceRules.Check,
        ["policyRule"] = PolicyRule,
        ["webhook"] = Webhook,
    };

    /// <summary>The rule of a name; null if there is none.</summary>
    public static TypeRule? Find(string name) => Functions.GetValueOrDefault(name);

    private static void PolicyRule(JsonObject rule, FieldPath path, List<FieldError> errors)
    {
        if (rule.Texts("verbs").Count == 0) errors.Add(FieldError.Required(path.Child("verbs"), "verbs must contain at least one value"));
        if (rule.Texts("nonResourceURLs").Count > 0)
        {
            if (rule.Texts("apiGroups").Count > 0 || rule.Texts("resources").Count > 0 || rule.Texts("resourceNames").Count > 0)
                errors.Add(FieldError.Invalid(path.Child("nonResourceURLs"), rule.Texts("nonResourceURLs"), BothKinds));
            return;
        }

        if (rule.Texts("apiGroups").Count == 0) errors.Add(FieldError.Required(path.Child("apiGroups"), "resource rules must supply at least one api group"));
        if (rule.Texts("resources").Count == 0) errors.Add(FieldError.Required(path.Child("resources"), "resource rules must supply at least one resource"));
    }

    private static void Webhook(JsonObject webhook, FieldPath path, List<FieldError> errors)
    {
        const int SegmentsMin = 3;
        var name = webhook.Text("name");
        if (name.Length > 0 && name.Split('.').Length < SegmentsMin)
            errors.Add(FieldError.Invalid(path.Child("name"), name, "should be a domain with at least three segments separated by dots"));
        var config = webhook["clientConfig"];
        if (config.At("url") is null == config.At("service") is null)
            errors.Add(FieldError.Required(path.Child("clientConfig"), "exactly one of url or service is required"));
    }

    private static void LabelRequirement(JsonObject value, FieldPath path, List<FieldError> errors)
    {
        var hasValues = value.Texts("values").Count > 0;
        switch (value.Text("operator"))
        {
            case "In" or "NotIn":
                if (!hasValues) errors.Add(FieldError.Required(path.Child("values"), "must be specified when `operator` is 'In' or 'NotIn'"));
                break;
            case "Exists" or "DoesNotExist":
                if (hasValues) errors.Add(FieldError.Forbidden(path.Child("values"), "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"));
                break;
            case var other:
                errors.Add(FieldError.Invalid(path.Child("operator"), other, "not a valid selector operator"));
                break;
        }

        var key = value.Text("key");
        if (key.Length > 0) errors.AddRange(NameValidation.OfQualifiedName(key).Select(problem => FieldError.Invalid(path.Child("key"), key, problem)));
    }
}
