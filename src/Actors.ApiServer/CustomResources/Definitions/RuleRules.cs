using System.Text.Json.Nodes;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.CustomResources;

/// <summary>The form of <c>x-kubernetes-validations</c>. Expressions are kept, not compiled.</summary>
internal static class RuleRules
{
    private static readonly string[] Reasons = ["FieldValueDuplicate", "FieldValueForbidden", "FieldValueInvalid", "FieldValueRequired"];

    public static void Validate(JsonObject schema, FieldPath path, ICollection<FieldError> errors)
    {
        var at = 0;
        foreach (var rule in schema.Maps("x-kubernetes-validations")) ValidateOne(rule, path.Child("x-kubernetes-validations").Index(at++), errors);
    }

    private static void ValidateOne(JsonObject rule, FieldPath path, ICollection<FieldError> errors)
    {
        var expression = rule.Text("rule").Trim();
        var message = rule.Text("message");
        if (expression.Length == 0) errors.Add(FieldError.Required(path.Child("rule"), "rule is not specified"));
        else if (message.Length > 0 && message.Trim().Length == 0) errors.Add(FieldError.Invalid(path.Child("message"), message, "must be non-empty if specified"));
        else if (HasLineBreaks(message.Trim())) errors.Add(FieldError.Invalid(path.Child("message"), message, "must not contain line breaks"));
        else if (HasLineBreaks(expression) && message.Trim().Length == 0)
            errors.Add(FieldError.Required(path.Child("message"), "message must be specified if rule contains line breaks"));

        if (rule.Text("messageExpression") is { Length: > 0 } text && text.Trim().Length == 0)
            errors.Add(FieldError.Required(path.Child("messageExpression"), "messageExpression must be non-empty if specified"));
        if (rule["reason"] is not null && !Reasons.Contains(rule.Text("reason")))
            errors.Add(FieldError.NotSupported(path.Child("reason"), rule.Text("reason"), Reasons));
        var fieldPath = rule.Text("fieldPath");
        if (fieldPath.Length > 0 && fieldPath.Trim().Length == 0)
            errors.Add(FieldError.Invalid(path.Child("fieldPath"), fieldPath, "must be non-empty if specified"));
        if (HasLineBreaks(fieldPath)) errors.Add(FieldError.Invalid(path.Child("fieldPath"), fieldPath, "must not contain line breaks"));
    }

    private static bool HasLineBreaks(string text) => text.AsSpan().ContainsAny('\n', '\r');
}
