using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.ApiServer.Schemas;
using Actors.Kubernetes.Models;

namespace Actors.ApiServer.Kinds;

/// <summary>Checks values that are neither object nor list against their type and gives amounts and times their one notation.</summary>
internal static class ScalarDecoder
{
    /// <summary>A value as it is written; the very same one if it is as it should be.</summary>
    /// <exception cref="KindDecodeException">It is of another type, or not of the notation the type has.</exception>
    public static JsonNode Read(JsonNode value, ValueType type, ObjectDefinition owner, IReadOnlyList<string> trail) => type.Kind switch
    {
        ValueKind.Json or ValueKind.OwnedFields => value,
        ValueKind.RawObject => value is JsonObject ? value : throw Mismatch(value, owner, trail, type),
        ValueKind.Flag => KindOf(value) is JsonValueKind.True or JsonValueKind.False ? value : throw Mismatch(value, owner, trail, type),
        ValueKind.Text => KindOf(value) == JsonValueKind.String ? value : throw Mismatch(value, owner, trail, type),
        ValueKind.Float => KindOf(value) == JsonValueKind.Number ? value : throw Mismatch(value, owner, trail, type),
        ValueKind.Int32 or ValueKind.Int64 => Integer(value, type, owner, trail),
        ValueKind.IntOrString => KindOf(value) == JsonValueKind.String ? value : Integer(value, type, owner, trail),
        ValueKind.Bytes => Bytes(value, owner, trail, type),
        ValueKind.Quantity => Amount(value, owner, trail, type),
        ValueKind.Time => Moment(value, TimeForm.Seconds),
        ValueKind.MicroTime => Moment(value, TimeForm.Microseconds),
        _ => KindOf(value) == JsonValueKind.String ? value : throw Plain(value, "string"),
    };

    /// <summary>The error of a value of the wrong type.</summary>
    public static KindDecodeException Mismatch(JsonNode value, ObjectDefinition owner, IReadOnlyList<string> trail, ValueType type) =>
        new($"json: cannot unmarshal {Describe(value, type)} into Go struct field {owner.Name}.{string.Join('.', trail)} of type {type.GoName}");

    private static JsonValueKind KindOf(JsonNode value) => value.GetValueKind();

    private static string Describe(JsonNode value, ValueType type) => KindOf(value) switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => type.Kind is ValueKind.Int32 or ValueKind.Int64 or ValueKind.IntOrString ? $"number {value.ToJsonString()}" : "number",
        _ => "bool",
    };

    private static KindDecodeException Plain(JsonNode value, string type) =>
        new($"json: cannot unmarshal {Describe(value, new ValueType(ValueKind.Text))} into Go value of type {type}");

    private static JsonNode Integer(JsonNode value, ValueType type, ObjectDefinition owner, IReadOnlyList<string> trail)
    {
        if (KindOf(value) != JsonValueKind.Number || !JsonNumber.TryGet((JsonValue)value, out var number)) throw Mismatch(value, owner, trail, type);
        var isSmallEnough = type.Kind == ValueKind.Int64 || number.Integer is >= int.MinValue and <= int.MaxValue;
        return number.IsInteger && isSmallEnough ? value : throw Mismatch(value, owner, trail, type);
    }

    private static JsonNode Bytes(JsonNode value, ObjectDefinition owner, IReadOnlyList<string> trail, ValueType type)
    {
        if (KindOf(value) != JsonValueKind.String) throw Mismatch(value, owner, trail, type);
        var text = value.GetValue<string>();
        return Base64.FirstFault(text) is { } at
            ? throw new KindDecodeException(string.Create(CultureInfo.InvariantCulture, $"illegal base64 data at input byte {at}"))
            : value;
    }

    private static JsonNode Amount(JsonNode value, ObjectDefinition owner, IReadOnlyList<string> trail, ValueType type)
    {
        if (KindOf(value) is not (JsonValueKind.String or JsonValueKind.Number)) throw Mismatch(value, owner, trail, type);
        var text = KindOf(value) == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();
        if (text.Length == 0) return "0";
        if (!Quantity.TryParse(text, out var amount))
            throw new KindDecodeException("quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'");
        var canonical = amount.ToString();
        return canonical == text && KindOf(value) == JsonValueKind.String ? value : canonical;
    }

    private static JsonNode Moment(JsonNode value, string form)
    {
        if (KindOf(value) != JsonValueKind.String) throw Plain(value, "string");
        var text = value.GetValue<string>();
        if (!MicroTime.TryParse(text, out var time)) throw new KindDecodeException(TimeForm.Problem(text, form));
        var written = ((DateTimeOffset)time).ToUniversalTime().ToString(form, CultureInfo.InvariantCulture);
        return written == text ? value : written;
    }
}
