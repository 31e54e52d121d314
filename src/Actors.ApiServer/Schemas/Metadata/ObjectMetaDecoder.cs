using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Actors.ApiServer.Schemas;

/// <summary>
/// Reads metadata as a server does, which has a typed ObjectMeta: unknown members and empty values are dropped, times are brought into the form it writes, and
/// what has the wrong type is refused. Works in place and leaves proper metadata alone.
/// </summary>
internal static class ObjectMetaDecoder
{
    private static readonly FrozenDictionary<string, Field> ManagedFields = Table(
        ("manager", Field.Text), ("operation", Field.Text with { GoType = "v1.ManagedFieldsOperationType" }), ("apiVersion", Field.Text), ("time", Field.Time),
        ("fieldsType", Field.Text), ("fieldsV1", Field.Anything), ("subresource", Field.Text));

    private static readonly FrozenDictionary<string, Field> OwnerReference = Table(
        ("apiVersion", Field.RequiredText), ("kind", Field.RequiredText), ("name", Field.RequiredText),
        ("uid", Field.RequiredText with { GoType = "types.UID" }), ("controller", Field.Flag), ("blockOwnerDeletion", Field.Flag));

    private static readonly FrozenDictionary<string, Field> ObjectMeta = Table(
        ("name", Field.Text), ("generateName", Field.Text), ("namespace", Field.Text), ("selfLink", Field.Text), ("uid", Field.Text with { GoType = "types.UID" }),
        ("resourceVersion", Field.Text), ("generation", Field.Integer), ("creationTimestamp", Field.Time), ("deletionTimestamp", Field.Time),
        ("deletionGracePeriodSeconds", Field.OptionalInteger), ("labels", Field.Texts), ("annotations", Field.Texts),
        ("ownerReferences", Field.ListOf("OwnerReference", OwnerReference)), ("finalizers", Field.TextList),
        ("managedFields", Field.ListOf("ManagedFieldsEntry", ManagedFields)));

    private static readonly string[] RequiredOfOwner = ["apiVersion", "kind", "name", "uid"];

    private enum Shape
    {
        Text,
        Integer,
        Flag,
        Time,
        TextMap,
        TextList,
        ObjectList,
        Anything,
    }

    /// <summary>Cleans the metadata of an object in place.</summary>
    /// <param name="owner">The object that has it; an object without metadata stays without.</param>
    /// <param name="path">Where the metadata is, such as <c>metadata</c>.</param>
    /// <param name="unknown">Takes the paths of unknown members; null if nobody wants to know.</param>
    /// <returns>What is wrong, as Go's JSON decoder says it; null if nothing is.</returns>
    public static string? Decode(JsonObject owner, string path, List<string>? unknown)
    {
        if (!owner.TryGetPropertyValue("metadata", out var node)) return null;
        switch (node)
        {
            case null:
                owner["metadata"] = new JsonObject();
                return null;
            case JsonObject metadata:
                return Members(metadata, "ObjectMeta", ObjectMeta, "", path, unknown);
            default:
                return $"json: cannot unmarshal {GoText.TypeName(node)} into Go value of type v1.ObjectMeta";
        }
    }

    private static string? Members(JsonObject map, string type, FrozenDictionary<string, Field> fields, string goPath, string path, List<string>? unknown)
    {
        for (var at = 0; at < map.Count; at++)
        {
            var (name, value) = map.GetAt(at);
            if (!fields.TryGetValue(name, out var field))
            {
                unknown?.Add($"{path}.{name}");
                map.RemoveAt(at--);
                continue;
            }

            var error = value is null ? null : field.Check(value, map, at, new Place(type, goPath, path, name), unknown);
            if (error is not null) return error;
            if (!field.IsEmpty(map.GetAt(at).Value)) continue;
            if (field.IsRequired) map.SetAt(at, JsonValue.Create(""));
            else map.RemoveAt(at--);
        }

        if (fields == OwnerReference)
        {
            foreach (var name in RequiredOfOwner)
            {
                if (!map.ContainsKey(name)) map[name] = "";
            }
        }

        return null;
    }

    private static FrozenDictionary<string, Field> Table(params (string Name, Field Field)[] fields) =>
        fields.ToFrozenDictionary(field => field.Name, field => field.Field, StringComparer.Ordinal);

    /// <summary>A member, for messages: its Go type, the way to it in Go and in the object, its name.</summary>
    private readonly record struct Place(string Type, string GoPath, string Path, string Name)
    {
        public override string ToString() => $"{Type}.{GoPath}{Name}";
    }

    private sealed record Field(Shape Shape, string GoType)
    {
        public static readonly Field Text = new(Shape.Text, "string");
        public static readonly Field RequiredText = Text with { IsRequired = true };
        public static readonly Field Integer = new(Shape.Integer, "int64") { IsZeroEmpty = true };
        public static readonly Field OptionalInteger = new(Shape.Integer, "int64");
        public static readonly Field Flag = new(Shape.Flag, "bool");
        public static readonly Field Time = new(Shape.Time, "string");
        public static readonly Field Texts = new(Shape.TextMap, "map[string]string");
        public static readonly Field TextList = new(Shape.TextList, "[]string");
        public static readonly Field Anything = new(Shape.Anything, "");

        private string _itemType = "";
        private FrozenDictionary<string, Field> _members = FrozenDictionary<string, Field>.Empty;

        public bool IsRequired { get; init; }

        private bool IsZeroEmpty { get; init; }

        public static Field ListOf(string type, FrozenDictionary<string, Field> members) =>
            new(Shape.ObjectList, $"[]v1.{type}") { _itemType = type, _members = members };

        public bool IsEmpty(JsonNode? value) => value switch
        {
            null => true,
            JsonObject map => Shape != Shape.Anything && map.Count == 0,
            JsonArray list => list.Count == 0,
            JsonValue scalar when Shape == Shape.Text => scalar.TryGetValue<string>(out var text) && text.Length == 0,
            JsonValue scalar when IsZeroEmpty => scalar.TryGetValue<long>(out var number) && number == 0,
            _ => false,
        };

        public string? Check(JsonNode value, JsonObject owner, int at, Place place, List<string>? unknown)
        {
            // What is stored has been looked at.
            if (RawJson.Is(value)) return null;
            switch (Shape)
            {
                case Shape.Text:
                    return value is JsonValue scalar && scalar.TryGetValue<string>(out _) ? null : Mismatch(value, place, GoType);
                case Shape.Flag:
                    return value is JsonValue flag && flag.TryGetValue<bool>(out _) ? null : Mismatch(value, place, GoType);
                case Shape.Integer:
                    if (value is not JsonValue number || !JsonNumber.TryGet(number, out var read)) return Mismatch(value, place, GoType);
                    return read.IsInteger ? null : $"json: cannot unmarshal number {read} into Go struct field {place} of type {GoType}";
                case Shape.Time:
                    return CheckTime(value, owner, at);
                case Shape.TextMap:
                    return value is JsonObject map ? Each(map, place) : Mismatch(value, place, GoType);
                case Shape.TextList:
                    return value is JsonArray list ? Each(list, place) : Mismatch(value, place, GoType);
                case Shape.ObjectList:
                    return value is JsonArray items ? EachObject(items, place, unknown) : Mismatch(value, place, GoType);
                default:
                    return null;
            }
        }

        private static string Mismatch(JsonNode value, Place place, string goType) =>
            $"json: cannot unmarshal {GoText.TypeName(value)} into Go struct field {place} of type {goType}";

        private static string? Each(JsonObject map, Place place)
        {
            for (var at = 0; at < map.Count; at++)
            {
                var value = map.GetAt(at).Value;
                if (value is null) map.SetAt(at, JsonValue.Create(""));
                else if (value is not JsonValue scalar || !scalar.TryGetValue<string>(out _)) return Mismatch(value, place, "string");
            }

            return null;
        }

        private static string? Each(JsonArray list, Place place)
        {
            for (var at = 0; at < list.Count; at++)
            {
                var value = list[at];
                if (value is null) list[at] = "";
                else if (value is not JsonValue scalar || !scalar.TryGetValue<string>(out _)) return Mismatch(value, place, "string");
            }

            return null;
        }

        private string? EachObject(JsonArray list, Place place, List<string>? unknown)
        {
            for (var at = 0; at < list.Count; at++)
            {
                if (list[at] is null) list[at] = new JsonObject();
                if (list[at] is not JsonObject map) return Mismatch(list[at]!, place, GoType[2..]);
                var here = string.Create(CultureInfo.InvariantCulture, $"{place.Path}.{place.Name}[{at}]");
                var error = Members(map, _itemType, _members, $"{place.GoPath}{place.Name}.", here, unknown);
                if (error is not null) return error;
            }

            return null;
        }

        private static string? CheckTime(JsonNode value, JsonObject owner, int at)
        {
            if (value is not JsonValue scalar || !scalar.TryGetValue<string>(out var text))
                return $"json: cannot unmarshal {GoText.TypeName(value)} into Go value of type string";
            if (Formats.IsUsualTime(text)) return null;
            var isTime = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time);
            if (!isTime || !text.Contains('T', StringComparison.Ordinal))
                return $"parsing time {GoText.Quote(text)} as \"2006-01-02T15:04:05Z07:00\": cannot parse {GoText.Quote(text)} as \"2006\"";
            var canonical = time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
            if (canonical != text) owner.SetAt(at, JsonValue.Create(canonical));
            return null;
        }
    }
}
