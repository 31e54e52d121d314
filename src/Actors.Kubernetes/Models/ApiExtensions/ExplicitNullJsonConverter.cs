using System.Text.Json;
using System.Text.Json.Serialization;

namespace Actors.Kubernetes.Models;

/// <summary>For fields where <c>null</c> is a value and not the same as absent, such as the default of what is nullable.</summary>
internal sealed class ExplicitNullJsonConverter : JsonConverter<JsonElement?>
{
    public override bool HandleNull => true;

    public override JsonElement? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonElement.ParseValue(ref reader);

    public override void Write(Utf8JsonWriter writer, JsonElement? value, JsonSerializerOptions options)
    {
        if (value is { } element) element.WriteTo(writer);
        else writer.WriteNullValue();
    }
}
