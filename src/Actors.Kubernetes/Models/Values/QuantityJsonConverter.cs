using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Actors.Kubernetes.Models;

/// <summary>From a string or a number (<c>cpu: 2</c> in YAML is one); back to what it was.</summary>
internal sealed class QuantityJsonConverter : JsonConverter<Quantity>
{
    public override Quantity Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var isNumber = reader.TokenType == JsonTokenType.Number;
        if (!isNumber && reader.TokenType != JsonTokenType.String)
            throw new JsonException($"A quantity is a string or a number, not {reader.TokenType}");
        var text = isNumber ? Encoding.UTF8.GetString(reader.ValueSpan) : reader.GetString()!;
        if (!QuantityParser.TryParse(text, out var quantity, out var error)) throw new JsonException(error);
        // Most are canonical, and then there is nothing to remember.
        return !isNumber && quantity.ToString() == text ? quantity : quantity.ReadFrom(new JsonToken(text, isNumber));
    }

    public override void Write(Utf8JsonWriter writer, Quantity value, JsonSerializerOptions options)
    {
        if (value.Source is { } source) source.WriteTo(writer);
        else writer.WriteStringValue(value.ToString());
    }
}
