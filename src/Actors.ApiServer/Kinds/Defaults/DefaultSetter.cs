using System.Text.Json.Nodes;

namespace Actors.ApiServer.Kinds;

/// <summary>Fills in what was left out of an object that has been decoded.</summary>
internal static class DefaultSetter
{
    /// <summary>Sets the defaults of an object and of all beneath it, in place.</summary>
    public static void Apply(JsonObject value, ObjectDefinition type)
    {
        if (!type.HasDefaults) return;
        foreach (var field in type.Fields)
        {
            if (field.Default is not null && field.IsUnset(value[field.Name])) value[field.Name] = field.Default.DeepClone();
        }

        SetComputed(value, type);
        foreach (var field in type.Fields) Descend(value[field.Name], field.Type);
    }

    /// <summary>What is worked out sees the plain defaults and nothing else that was worked out, so that the order of fields does not matter.</summary>
    private static void SetComputed(JsonObject value, ObjectDefinition type)
    {
        List<(string Field, JsonNode Value)>? computed = null;
        foreach (var field in type.Fields)
        {
            if (field.ComputedDefault is null || (!field.IsDerived && !field.IsUnset(value[field.Name]))) continue;
            if (field.ComputedDefault(value) is { } node) (computed ??= []).Add((field.Name, node));
        }

        foreach (var (field, node) in computed ?? []) value[field] = node;
    }

    private static void Descend(JsonNode? value, ValueType type)
    {
        switch (value)
        {
            case JsonObject map when type.Kind == ValueKind.Object:
                Apply(map, type.Object!);
                break;
            case JsonObject map when type.Kind == ValueKind.Map && type.Element!.Kind == ValueKind.Object:
                foreach (var (_, member) in map) Descend(member, type.Element);
                break;
            case JsonArray list when type.Kind == ValueKind.List && type.Element!.Kind == ValueKind.Object:
                foreach (var item in list) Descend(item, type.Element);
                break;
        }
    }
}
