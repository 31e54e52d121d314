using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Actors.ApiServer.Resources;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.Kinds;

/// <summary>Checks values against a <see cref="FieldForm"/>.</summary>
internal static partial class FieldForms
{
    private const long PortMax = 65535;

    /// <summary>What is wrong with a value that is given.</summary>
    public static IEnumerable<FieldError> Check(JsonNode value, FieldForm form, FieldPath path) => form switch
    {
        FieldForm.Label => Text(value, static text => NameValidation.OfName(Resources.NameRule.Label, text), path),
        FieldForm.Subdomain => Text(value, NameValidation.OfSubdomain, path),
        FieldForm.PortName => Text(value, NameForms.PortName, path),
        FieldForm.Port => Port(value, path),
        FieldForm.PortOrName => value.GetValueKind() == JsonValueKind.String ? Text(value, NameForms.PortName, path) : Port(value, path),
        FieldForm.IntOrPercent => IntOrPercent(value, path),
        FieldForm.Positive => value.Number() > 0 ? [] : [FieldError.Invalid(path, value.Number(), "must be greater than 0")],
        FieldForm.Labels => Labels((JsonObject)value, path),
        _ => [],
    };

    /// <summary>What is wrong with a map of labels.</summary>
    public static IEnumerable<FieldError> Labels(JsonObject labels, FieldPath path) => labels.SelectMany(label =>
        NameValidation.OfQualifiedName(label.Key).Select(problem => FieldError.Invalid(path, label.Key, problem))
            .Concat(NameValidation.OfLabelValue(label.Value.Text()).Select(problem => FieldError.Invalid(path, label.Value.Text(), problem))));

    private static IEnumerable<FieldError> Text(JsonNode value, Func<string, IEnumerable<string>> problems, FieldPath path) =>
        problems(value.Text()).Select(problem => FieldError.Invalid(path, value.Text(), problem));

    private static IEnumerable<FieldError> Port(JsonNode value, FieldPath path) =>
        value.Number() is >= 1 and <= PortMax ? [] : [FieldError.Invalid(path, value.Number(), $"must be between 1 and {PortMax}, inclusive")];

    private static IEnumerable<FieldError> IntOrPercent(JsonNode value, FieldPath path)
    {
        if (value.GetValueKind() == JsonValueKind.Number)
            return value.Number() >= 0 ? [] : [FieldError.Invalid(path, value.Number(), "must be greater than or equal to 0")];
        const string Detail =
            "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')";
        return Percent().IsMatch(value.Text()) ? [] : [FieldError.Invalid(path, value.Text(), Detail)];
    }

    [GeneratedRegex(@"\A[0-9]+%\z", RegexOptions.CultureInvariant)]
    private static partial Regex Percent();
}
