using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.Kinds;

/// <summary>
/// Reads objects of built-in kinds in Kubernetes's Protobuf form (<c>application/vnd.kubernetes.protobuf</c>), which clients written in Go send by themselves.
/// What comes of it is the JSON they stand for.
/// </summary>
/// <remarks>https://kubernetes.io/docs/reference/using-api/api-concepts/#protobuf-encoding</remarks>
internal static class ProtobufObject
{
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>Reads an object in its envelope.</summary>
    /// <exception cref="FormatException">It is none, or of a kind that has no Protobuf form here.</exception>
    public static JsonObject Read(ReadOnlySpan<byte> body)
    {
        var magic = "k8s\0"u8;
        if (!body.StartsWith(magic)) throw new FormatException("provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]");
        var envelope = new WireReader(body[magic.Length..]);
        var (apiVersion, kind) = ("", "");
        var raw = ReadOnlySpan<byte>.Empty;
        while (!envelope.IsAtEnd)
        {
            var (number, type) = envelope.Tag();
            if (number == 1 && type == WireType.Bytes) (apiVersion, kind) = TypeMeta(envelope.Bytes());
            else if (number == 2 && type == WireType.Bytes) raw = envelope.Bytes();
            else envelope.Skip(type);
        }

        var value = new JsonObject { ["apiVersion"] = apiVersion, ["kind"] = kind };
        ReadInto(value, new WireReader(raw), TypeOf(apiVersion, kind), null, 0);
        return value;
    }

    private static (string ApiVersion, string Kind) TypeMeta(ReadOnlySpan<byte> bytes)
    {
        var (apiVersion, kind) = ("", "");
        for (var reader = new WireReader(bytes); !reader.IsAtEnd;)
        {
            var (number, type) = reader.Tag();
            if (number == 1 && type == WireType.Bytes) apiVersion = Utf8.GetString(reader.Bytes());
            else if (number == 2 && type == WireType.Bytes) kind = Utf8.GetString(reader.Bytes());
            else reader.Skip(type);
        }

        return (apiVersion, kind);
    }

    private static ObjectDefinition TypeOf(string apiVersion, string kind)
    {
        if (kind == "DeleteOptions") return BuiltInKinds.Type("meta", kind);
        var name = Kubernetes.GroupVersionKind.Of(apiVersion, kind);
        return BuiltInKinds.FindType(name.Group, name.Version, kind)
            ?? throw new FormatException($"no kind \"{kind}\" is registered for version \"{apiVersion}\"");
    }

    /// <param name="into">Gets the members.</param>
    /// <param name="reader">The message.</param>
    /// <param name="type">What the object is in JSON.</param>
    /// <param name="message">What the message is on the wire, if that is another type, whose fields JSON has inlined.</param>
    /// <param name="depth">How deep in the body it is.</param>
    private static void ReadInto(JsonObject into, WireReader reader, ObjectDefinition type, string? message, int depth)
    {
        if (depth > JsonBody.DepthMax) throw new FormatException("proto: exceeded max depth");
        while (!reader.IsAtEnd)
        {
            var (number, wire) = reader.Tag();
            var known = FieldNumbers.Find(message ?? type.QualifiedName, number);
            if (known?.Inlined is { } inlined && wire == WireType.Bytes) ReadInto(into, new WireReader(reader.Bytes()), type, inlined, depth + 1);
            else if (known is not null && type.Find(known.Name) is { } field) ReadField(into, field, ref reader, wire, depth);
            else reader.Skip(wire);
        }
    }

    private static void ReadField(JsonObject into, FieldDefinition field, ref WireReader reader, WireType wire, int depth)
    {
        switch (field.Type.Kind)
        {
            case ValueKind.List:
                if (into[field.Name] is not JsonArray list) into[field.Name] = list = [];
                list.Add(Value(ref reader, wire, field.Type.Element!, depth));
                break;
            case ValueKind.Map:
                if (into[field.Name] is not JsonObject map) into[field.Name] = map = [];
                ReadEntry(map, Message(ref reader, wire), field.Type.Element!, depth);
                break;
            default:
                into[field.Name] = Value(ref reader, wire, field.Type, depth);
                break;
        }
    }

    private static void ReadEntry(JsonObject map, WireReader entry, ValueType element, int depth)
    {
        var key = "";
        JsonNode? value = element.Kind == ValueKind.Text ? "" : null;
        while (!entry.IsAtEnd)
        {
            var (number, wire) = entry.Tag();
            if (number == 1 && wire == WireType.Bytes) key = Utf8.GetString(entry.Bytes());
            else if (number == 2) value = Value(ref entry, wire, element, depth);
            else entry.Skip(wire);
        }

        map[key] = value;
    }

    private static JsonNode? Value(ref WireReader reader, WireType wire, ValueType type, int depth)
    {
        switch (type.Kind)
        {
            case ValueKind.Text: return Utf8.GetString(Content(ref reader, wire));
            case ValueKind.Bytes: return Convert.ToBase64String(Content(ref reader, wire));
            case ValueKind.Int32 or ValueKind.Int64 when wire == WireType.Varint: return (long)reader.Varint();
            case ValueKind.Flag when wire == WireType.Varint: return reader.Varint() != 0;
            case ValueKind.Float when wire == WireType.Fixed64: return reader.Double();
            case ValueKind.Quantity: return Utf8.GetString(Part(Message(ref reader, wire), 1));
            case ValueKind.Time: return WireTimes.Time(Message(ref reader, wire));
            case ValueKind.MicroTime: return WireTimes.MicroTime(Message(ref reader, wire));
            case ValueKind.Duration: return WireTimes.Duration(Message(ref reader, wire));
            case ValueKind.IntOrString: return IntOrString(Message(ref reader, wire));
            case ValueKind.Json or ValueKind.RawObject: return Raw(Part(Message(ref reader, wire), 1));
            case ValueKind.List: return Items(Message(ref reader, wire), type.Element!, depth);
            case ValueKind.Object: return Object(Message(ref reader, wire), type.Object!, depth);
            default: throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"proto: wrong wire type {(int)wire} for a {type.GoName}"));
        }
    }

    private static JsonObject Object(WireReader message, ObjectDefinition type, int depth)
    {
        var value = new JsonObject();
        ReadInto(value, message, type, null, depth + 1);
        return value;
    }

    /// <summary>A list within a map is a message of its own, with its items as field 1.</summary>
    private static JsonArray Items(WireReader message, ValueType element, int depth)
    {
        var items = new JsonArray();
        while (!message.IsAtEnd)
        {
            var (number, wire) = message.Tag();
            if (number == 1) items.Add(Value(ref message, wire, element, depth + 1));
            else message.Skip(wire);
        }

        return items;
    }

    private static JsonNode IntOrString(WireReader message)
    {
        var isText = false;
        long number = 0;
        var text = "";
        while (!message.IsAtEnd)
        {
            var (field, wire) = message.Tag();
            if (field == 1 && wire == WireType.Varint) isText = message.Varint() == 1;
            else if (field == 2 && wire == WireType.Varint) number = (int)message.Varint();
            else if (field == 3 && wire == WireType.Bytes) text = Utf8.GetString(message.Bytes());
            else message.Skip(wire);
        }

        return isText ? text : number;
    }

    private static JsonNode? Raw(ReadOnlySpan<byte> json)
    {
        if (json.IsEmpty) return null;
        var body = JsonBody.Read(json);
        return body.Error is null ? body.Value : throw new FormatException($"proto: JSON within it is broken: {body.Error}");
    }

    /// <summary>The one field of a message that only wraps it.</summary>
    private static ReadOnlySpan<byte> Part(WireReader message, int wanted)
    {
        var part = ReadOnlySpan<byte>.Empty;
        while (!message.IsAtEnd)
        {
            var (number, wire) = message.Tag();
            if (number == wanted && wire == WireType.Bytes) part = message.Bytes();
            else message.Skip(wire);
        }

        return part;
    }

    private static WireReader Message(ref WireReader reader, WireType wire) => new(Content(ref reader, wire));

    private static ReadOnlySpan<byte> Content(ref WireReader reader, WireType wire) =>
        wire == WireType.Bytes ? reader.Bytes() : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"proto: wrong wire type {(int)wire}"));
}
