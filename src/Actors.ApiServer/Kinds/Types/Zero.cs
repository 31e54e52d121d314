using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.Kinds;

/// <summary>The values that stand for "not set" where a field does not tell the two apart.</summary>
internal static class Zero
{
    /// <summary>Whether a value is the zero value of its type.</summary>
    public static bool Is(JsonNode? value, ValueType type) => value switch
    {
        null => true,
        JsonObject map => type.Kind == ValueKind.Map && map.Count == 0,
        JsonArray list => list.Count == 0,
        _ when RawJson.Is(value) => false,
        _ => IsScalar((JsonValue)value, type.Kind),
    };

    /// <summary>What is written for a value that is not set.</summary>
    public static JsonNode? Of(ValueType type) => type.IsPointer ? null : type.Kind switch
    {
        ValueKind.Text => "",
        ValueKind.Int32 or ValueKind.Int64 or ValueKind.Float or ValueKind.IntOrString => 0,
        ValueKind.Flag => false,
        ValueKind.Quantity => "0",
        ValueKind.Duration => "0s",
        _ => null,
    };

    private static bool IsScalar(JsonValue value, ValueKind kind) => value.GetValueKind() switch
    {
        JsonValueKind.String => kind != ValueKind.Quantity && value.GetValue<string>().Length == 0,
        JsonValueKind.False => kind == ValueKind.Flag,
        JsonValueKind.Number => kind is ValueKind.Int32 or ValueKind.Int64 or ValueKind.Float or ValueKind.IntOrString && value.ToJsonString() is "0" or "-0" or "0.0",
        _ => false,
    };
}
