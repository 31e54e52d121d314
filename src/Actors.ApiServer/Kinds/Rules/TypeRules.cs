using System.Text.Json.Nodes;
using Actors.ApiServer.Resources;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.Kinds;

/// <summary>Adds what is wrong with an object of a type, wherever it is used.</summary>
internal delegate void TypeRule(JsonObject value, FieldPath path, List<FieldError> errors);

/// <summary>Rules of types that concern more than one field, by the name tables use.</summary>
internal static class TypeRules
{
    private static readonly Dictionary<string, TypeRule> Functions = new(StringComparer.Ordinal)
    {
        ["labelRequirement"] = LabelRequirement,
        ["podSpec"] = PodSpecRules.Spec,
        ["container"] = PodSpecRules.Container,
        ["volume"] = PodSpecRules.Volume,
        ["probe"] = PodSpecRules.Probe,
        ["toleration"] = PodSpecRules.Toleration,
        ["resources"] = ResourceRules.Check,
    };

    /// <summary>The rule of a name; null if there is none.</summary>
    public static TypeRule? Find(string name) => Functions.GetValueOrDefault(name);

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
