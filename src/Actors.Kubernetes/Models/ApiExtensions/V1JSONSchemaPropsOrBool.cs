using System.Text.Json;
using System.Text.Json.Serialization;

namespace Actors.Kubernetes.Models;

/// <summary>Which further properties an object may have: any, none, or those of a schema.</summary>
[JsonConverter(typeof(Converter))]
public sealed class V1JSONSchemaPropsOrBool
{
    /// <summary>All, or none.</summary>
    public V1JSONSchemaPropsOrBool(bool allows) => Allows = allows;

    /// <summary>Those that fit a schema.</summary>
    public V1JSONSchemaPropsOrBool(V1JSONSchemaProps schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        Schema = schema;
        Allows = true;
    }

    /// <summary>Whether there may be any.</summary>
    public bool Allows { get; }

    /// <summary>What they look like, if that is said.</summary>
    public V1JSONSchemaProps? Schema { get; }

    /// <summary>All, or none.</summary>
    public static implicit operator V1JSONSchemaPropsOrBool(bool allows) => new(allows);

    /// <summary>Those that fit a schema.</summary>
    public static implicit operator V1JSONSchemaPropsOrBool(V1JSONSchemaProps schema) => new(schema);

    internal sealed class Converter : JsonConverter<V1JSONSchemaPropsOrBool>
    {
        public override V1JSONSchemaPropsOrBool Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType switch
            {
                JsonTokenType.True => new V1JSONSchemaPropsOrBool(true),
                JsonTokenType.False => new V1JSONSchemaPropsOrBool(false),
                JsonTokenType.StartObject => new V1JSONSchemaPropsOrBool(JsonSerializer.Deserialize<V1JSONSchemaProps>(ref reader, options)!),
                var token => throw new JsonException($"A schema, true or false is wanted, not {token}"),
            };

        public override void Write(Utf8JsonWriter writer, V1JSONSchemaPropsOrBool value, JsonSerializerOptions options)
        {
            if (value.Schema is null) writer.WriteBooleanValue(value.Allows);
            else JsonSerializer.Serialize(writer, value.Schema, options);
        }
    }
}
