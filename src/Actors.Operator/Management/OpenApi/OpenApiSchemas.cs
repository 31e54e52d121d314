using System.Collections;
using System.Reflection;
using System.Text.Json;

namespace Actors.Operators.Management;

/// <summary>The types of answers as JSON Schema.</summary>
internal sealed class OpenApiSchemas
{
    private static readonly NullabilityInfoContext Nullability = new();

    private readonly SortedDictionary<string, Type> _named = new(StringComparer.Ordinal);

    public void WriteReference(Utf8JsonWriter writer, Type type)
    {
        Add(type);
        writer.WriteStartObject();
        writer.WriteString("$ref", $"#/components/schemas/{type.Name}");
        writer.WriteEndObject();
    }

    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("schemas");
        foreach (var (name, type) in _named)
        {
            writer.WriteStartObject(name);
            writer.WriteString("type", "object");
            writer.WriteStartArray("required");
            foreach (var property in PropertiesOf(type).Where(static one => !IsOptional(one))) writer.WriteStringValue(NameOf(property));
            writer.WriteEndArray();
            writer.WriteStartObject("properties");
            foreach (var property in PropertiesOf(type))
            {
                writer.WritePropertyName(NameOf(property));
                WriteType(writer, property.PropertyType);
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private void Add(Type type)
    {
        if (!_named.TryAdd(type.Name, type)) return;
        foreach (var property in PropertiesOf(type))
        {
            var element = ElementOf(property.PropertyType) ?? property.PropertyType;
            if (element.Namespace == typeof(ManagementStatus).Namespace) Add(element);
        }
    }

    private static void WriteType(Utf8JsonWriter writer, Type declared)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        writer.WriteStartObject();
        if (type.Namespace == typeof(ManagementStatus).Namespace)
        {
            writer.WriteString("$ref", $"#/components/schemas/{type.Name}");
        }
        else if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>))
        {
            writer.WriteString("type", "object");
            writer.WritePropertyName("additionalProperties");
            WriteType(writer, type.GetGenericArguments()[1]);
        }
        else if (ElementOf(type) is { } element)
        {
            writer.WriteString("type", "array");
            writer.WritePropertyName("items");
            WriteType(writer, element);
        }
        else
        {
            writer.WriteString("type", type == typeof(bool) ? "boolean" : type == typeof(double) ? "number" : type == typeof(int) || type == typeof(long) ? "integer" : "string");
            if (type == typeof(DateTimeOffset)) writer.WriteString("format", "date-time");
            if (type == typeof(long)) writer.WriteString("format", "int64");
        }

        writer.WriteEndObject();
    }

    private static PropertyInfo[] PropertiesOf(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance);

    private static Type? ElementOf(Type type) =>
        type != typeof(string) && type.IsGenericType && type.IsAssignableTo(typeof(IEnumerable)) ? type.GetGenericArguments()[^1] : null;

    private static bool IsOptional(PropertyInfo property)
    {
        lock (Nullability) return Nullability.Create(property).ReadState == NullabilityState.Nullable;
    }

    private static string NameOf(PropertyInfo property) => JsonNamingPolicy.CamelCase.ConvertName(property.Name);
}
