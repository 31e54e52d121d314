using System.Text.Json.Nodes;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.Kinds;

/// <summary>
/// Brings an object into the form its type gives it, as a server does by reading it into its own types and writing it again: unknown fields go, values
/// that equal "not set" go, objects within objects and fields that are always written come, amounts and times get their one notation.
/// </summary>
/// <remarks>What it has brought into form it leaves as it is.</remarks>
internal sealed class ObjectDecoder
{
    private readonly List<string> _dropped = [];

    /// <summary>The names of the fields on the way to the value at hand, for errors of type.</summary>
    private readonly List<string> _trail = [];

    private ObjectDecoder()
    {
    }

    /// <summary>Brings an object into form, in place.</summary>
    /// <returns>The paths of fields the type does not have, in the order they were found.</returns>
    /// <exception cref="KindDecodeException">A value is of the wrong type.</exception>
    public static IReadOnlyList<string> Decode(JsonObject value, ObjectDefinition type)
    {
        var decoder = new ObjectDecoder();
        decoder.Object(value, type, null);
        return decoder._dropped;
    }

    private void Object(JsonObject value, ObjectDefinition type, FieldPath? path)
    {
        var given = value.ToArray();
        value.Clear();
        var kept = new Dictionary<string, JsonNode?>(given.Length, StringComparer.Ordinal);
        foreach (var (name, member) in given)
        {
            if (type.Find(name) is { } field) kept[name] = Field(member, field, type, path);
            else _dropped.Add(path.Child(name).ToString());
        }

        foreach (var field in type.Fields) Write(value, field, kept.GetValueOrDefault(field.Name), path);
    }

    private void Write(JsonObject into, FieldDefinition field, JsonNode? value, FieldPath? path)
    {
        if (value is null && field.Type.IsAlwaysThere)
        {
            var empty = new JsonObject();
            Object(empty, field.Type.Object!, path.Child(field.Name));
            into[field.Name] = empty;
            return;
        }

        if (field.IsUnset(value) && field.Type.Kind is not (ValueKind.IntOrString or ValueKind.Object or ValueKind.RawObject or ValueKind.Quantity))
        {
            if (field.IsAlwaysWritten) into[field.Name] = value ?? Zero.Of(field.Type);
            return;
        }

        if (value is null && !field.IsAlwaysWritten && (field.Type.IsPointer || field.Type.Kind == ValueKind.RawObject)) return;
        into[field.Name] = value ?? Zero.Of(field.Type);
    }

    private JsonNode? Field(JsonNode? value, FieldDefinition field, ObjectDefinition owner, FieldPath? path)
    {
        if (value is null) return null;
        _trail.Add(field.Name);
        var read = Value(value, field.Type, owner, path.Child(field.Name));
        _trail.RemoveAt(_trail.Count - 1);
        return read;
    }

    private JsonNode? Value(JsonNode value, ValueType type, ObjectDefinition owner, FieldPath path)
    {
        // What is stored is in form.
        if (RawJson.Is(value)) return value;
        switch (type.Kind)
        {
            case ValueKind.Object when value is JsonObject map:
                Object(map, type.Object!, path);
                return map;
            case ValueKind.Object when type.Alternative is { } other:
                return Value(value, other, owner, path);
            case ValueKind.List when value is JsonArray list:
                Items(list, type.Element!, owner, path);
                return list;
            case ValueKind.Map when value is JsonObject map:
                Members(map, type.Element!, owner, path);
                return map;
            case ValueKind.Object or ValueKind.List or ValueKind.Map:
                throw ScalarDecoder.Mismatch(value, owner, _trail, type);
            default:
                return ScalarDecoder.Read(value, type, owner, _trail);
        }
    }

    private void Items(JsonArray list, ValueType element, ObjectDefinition owner, FieldPath path)
    {
        for (var index = 0; index < list.Count; index++)
        {
            var item = list[index];
            var read = item is null ? Nothing(element, path.Index(index)) : Value(item, element, owner, path.Index(index));
            if (!ReferenceEquals(read, item)) list[index] = read;
        }
    }

    private void Members(JsonObject map, ValueType element, ObjectDefinition owner, FieldPath path)
    {
        foreach (var (name, member) in map.ToArray())
        {
            var read = member is null ? Nothing(element, path.Child(name)) : Value(member, element, owner, path.Child(name));
            if (!ReferenceEquals(read, member)) map[name] = read;
        }
    }

    private JsonNode? Nothing(ValueType type, FieldPath path)
    {
        if (!type.IsAlwaysThere) return Zero.Of(type);
        var empty = new JsonObject();
        Object(empty, type.Object!, path);
        return empty;
    }
}
