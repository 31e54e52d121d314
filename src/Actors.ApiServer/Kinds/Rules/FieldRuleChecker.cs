using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.Kinds;

/// <summary>Checks an object against the rules of its fields and of the types of the objects beneath it.</summary>
internal static class FieldRuleChecker
{
    /// <summary>Metadata has rules of its own, and what controllers report is not held against them.</summary>
    private static readonly string[] Unchecked = ["metadata", "status"];

    /// <summary>Adds what is wrong with an object of a kind.</summary>
    public static void CheckKind(JsonObject value, ObjectDefinition type, List<FieldError> errors)
    {
        foreach (var field in type.Fields)
        {
            if (!Unchecked.Contains(field.Name)) Check(value[field.Name], field, default(FieldPath).Child(field.Name), errors);
        }
    }

    private static void CheckObject(JsonObject value, ObjectDefinition type, FieldPath path, List<FieldError> errors)
    {
        if (!type.HasRules) return;
        foreach (var field in type.Fields) Check(value[field.Name], field, path.Child(field.Name), errors);
        type.Rule?.Invoke(value, path, errors);
    }

    private static void Check(JsonNode? value, FieldDefinition field, FieldPath path, List<FieldError> errors)
    {
        var rules = field.Rules;
        if (IsEmpty(value, field.Type))
        {
            if (rules.IsMandatory) errors.Add(FieldError.Required(path));
            if (value is null || rules.IsMandatory) return;
        }

        if (!rules.AreNone) Check(value!, rules, path, errors);
        Descend(value!, field.Type, path, errors);
    }

    private static bool IsEmpty(JsonNode? value, ValueType type) => Zero.Is(value, type) && !(type.IsPointer && value is JsonValue);

    private static void Check(JsonNode value, FieldRules rules, FieldPath path, List<FieldError> errors)
    {
        if (value is JsonArray list)
        {
            for (var index = 0; index < list.Count; index++) Check(list[index]!, rules with { IsMandatory = false }, path.Index(index), errors);
            return;
        }

        if (rules.Values is { } values && !values.Contains(value.Text()))
        {
            var supported = values.Where(static one => one.Length > 0).Order(StringComparer.Ordinal);
            errors.Add(FieldError.NotSupported(path, value.Text(), supported));
        }

        if (value.NumberOrNull() is { } number) CheckNumber(number, rules, path, errors);
        if (rules.Form is { } form) errors.AddRange(FieldForms.Check(value, form, path));
    }

    private static void CheckNumber(long number, FieldRules rules, FieldPath path, List<FieldError> errors)
    {
        const long OctalModeMax = 511;
        if (rules is { Minimum: { } least, Maximum: { } most })
        {
            if (number >= least && number <= most) return;
            var detail = most == OctalModeMax ? "must be a number between 0 and 0777 (octal), both inclusive" : $"must be between {least} and {most}, inclusive";
            errors.Add(FieldError.Invalid(path, number, detail));
        }
        else if (rules.Minimum > number)
        {
            errors.Add(FieldError.Invalid(path, number, $"must be greater than or equal to {rules.Minimum}"));
        }
    }

    private static void Descend(JsonNode value, ValueType type, FieldPath path, List<FieldError> errors)
    {
        switch (value)
        {
            case JsonObject map when type.Kind == ValueKind.Object:
                CheckObject(map, type.Object!, path, errors);
                break;
            case JsonObject map when type.Kind == ValueKind.Map && type.Element!.Kind == ValueKind.Object:
                foreach (var (name, member) in map) CheckObject((JsonObject)member!, type.Element.Object!, path.Key(name), errors);
                break;
            case JsonArray list when type.Kind == ValueKind.List && type.Element!.Kind == ValueKind.Object:
                for (var index = 0; index < list.Count; index++) CheckItem(list[index], type.Element.Object!, path.Index(index), errors);
                break;
        }
    }

    private static void CheckItem(JsonNode? item, ObjectDefinition type, FieldPath path, List<FieldError> errors)
    {
        if (item?.GetValueKind() == JsonValueKind.Object) CheckObject((JsonObject)item, type, path, errors);
    }
}
