using System.Text.Json.Nodes;
using Actors.ApiServer.Kinds;

namespace Actors.ApiServer.OpenApi;

/// <summary>Writes a Swagger document as the Protobuf message <c>openapi.v2.Document</c> of google/gnostic, which is all kubectl reads.</summary>
internal static class SwaggerWire
{
    /// <summary>Writes a field's value under its number.</summary>
    private delegate void FieldWriter(WireWriter writer, int number, JsonNode value);

    private static readonly FieldWriter Text = static (writer, number, value) => writer.Text(number, value.GetValue<string>());
    private static readonly FieldWriter Flag = static (writer, number, value) => writer.Number(number, value.GetValue<bool>() ? 1 : 0);
    private static readonly FieldWriter Whole = static (writer, number, value) => writer.Number(number, long.Parse(value.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture));
    private static readonly FieldWriter Real = static (writer, number, value) => writer.Double(number, double.Parse(value.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture));
    private static readonly FieldWriter Any = static (writer, number, value) => writer.Bytes(number, Yaml(value));
    private static readonly FieldWriter Texts = Each(Text);

    private static readonly WireMessage Schema = new(31);

    private static readonly WireMessage Response = new(5) { ["description"] = (1, Text), ["schema"] = (2, Within(1, Schema)) };

    private static readonly WireMessage Operation = new(13)
    {
        ["tags"] = (1, Texts),
        ["summary"] = (2, Text),
        ["description"] = (3, Text),
        ["operationId"] = (5, Text),
        ["produces"] = (6, Texts),
        ["consumes"] = (7, Texts),
        ["parameters"] = (8, Each(Parameter)),
        ["responses"] = (9, Named(1, Within(1, Response))),
    };

    private static readonly WireMessage PathItem = new(10)
    {
        ["get"] = (2, Operation.Write),
        ["put"] = (3, Operation.Write),
        ["post"] = (4, Operation.Write),
        ["delete"] = (5, Operation.Write),
        ["options"] = (6, Operation.Write),
        ["head"] = (7, Operation.Write),
        ["patch"] = (8, Operation.Write),
        ["parameters"] = (9, Each(Parameter)),
    };

    private static readonly WireMessage BodyParameter = new(6)
    {
        ["description"] = (1, Text),
        ["name"] = (2, Text),
        ["in"] = (3, Text),
        ["required"] = (4, Flag),
        ["schema"] = (5, Schema.Write),
    };

    private static readonly WireMessage QueryParameter = new(23)
    {
        ["required"] = (1, Flag), ["in"] = (2, Text), ["description"] = (3, Text), ["name"] = (4, Text), ["type"] = (6, Text), ["uniqueItems"] = (20, Flag),
    };

    private static readonly WireMessage PathParameter = new(22)
    {
        ["required"] = (1, Flag), ["in"] = (2, Text), ["description"] = (3, Text), ["name"] = (4, Text), ["type"] = (5, Text), ["uniqueItems"] = (19, Flag),
    };

    private static readonly WireMessage Info = new(7) { ["title"] = (1, Text), ["version"] = (2, Text), ["description"] = (3, Text) };

    private static readonly WireMessage Document = new(16)
    {
        ["swagger"] = (1, Text), ["info"] = (2, Info.Write), ["paths"] = (8, Named(2, PathItem.Write)), ["definitions"] = (9, Named(1, Schema.Write)),
    };

    static SwaggerWire()
    {
        foreach (var (number, name) in (ReadOnlySpan<(int, string)>)[(1, "$ref"), (2, "format"), (3, "title"), (4, "description"), (13, "pattern")]) Schema[name] = (number, Text);
        foreach (var (number, name) in (ReadOnlySpan<(int, string)>)[(6, "multipleOf"), (7, "maximum"), (9, "minimum")]) Schema[name] = (number, Real);
        foreach (var (number, name) in (ReadOnlySpan<(int, string)>)[(8, "exclusiveMaximum"), (10, "exclusiveMinimum"), (16, "uniqueItems")]) Schema[name] = (number, Flag);
        foreach (var (number, name) in (ReadOnlySpan<(int, string)>)
            [(11, "maxLength"), (12, "minLength"), (14, "maxItems"), (15, "minItems"), (17, "maxProperties"), (18, "minProperties")])
        {
            Schema[name] = (number, Whole);
        }

        Schema["default"] = (5, Any);
        Schema["example"] = (30, Any);
        Schema["enum"] = (20, Each(Any));
        Schema["required"] = (19, Texts);
        Schema["additionalProperties"] = (21, static (writer, number, value) => (value is JsonObject ? Within(1, Schema) : Inside(2, Flag))(writer, number, value));
        Schema["type"] = (22, Inside(1, Text));
        Schema["items"] = (23, Within(1, Schema));
        Schema["properties"] = (25, Named(1, Schema.Write));
    }

    public static byte[] Write(JsonObject document) => Document.Content(document).ToArray();

    private static void Parameter(WireWriter writer, int number, JsonNode value) => (value["in"]!.GetValue<string>() switch
    {
        "body" => Inside(1, Within(1, BodyParameter)),
        "query" => Inside(1, Inside(2, Within(3, QueryParameter))),
        _ => Inside(1, Inside(2, Within(4, PathParameter))),
    })(writer, number, value);

    /// <summary>A value of any type is written as YAML, which JSON is.</summary>
    private static ReadOnlySpan<byte> Yaml(JsonNode? value)
    {
        var any = new WireWriter();
        any.Text(2, (value?.ToJsonString() ?? "null") + "\n");
        return any.Written;
    }

    private static FieldWriter Each(FieldWriter item) => (writer, number, value) =>
    {
        foreach (var one in (JsonArray)value) item(writer, number, one!);
    };

    /// <summary>A message whose one field the value is.</summary>
    private static FieldWriter Inside(int inner, FieldWriter field) => (writer, number, value) =>
    {
        var message = new WireWriter();
        field(message, inner, value);
        writer.Bytes(number, message.Written);
    };

    private static FieldWriter Within(int inner, WireMessage message) => Inside(inner, message.Write);

    /// <summary>A message that is a list of names and values under one number.</summary>
    private static FieldWriter Named(int inner, FieldWriter item) => (writer, number, value) =>
    {
        var list = new WireWriter();
        foreach (var (name, member) in (JsonObject)value)
        {
            var pair = new WireWriter();
            pair.Text(1, name);
            item(pair, 2, member!);
            list.Bytes(inner, pair.Written);
        }

        writer.Bytes(number, list.Written);
    };

    /// <summary>The fields of a message.</summary>
    /// <param name="extensions">The number of its extensions, whose names begin with <c>x-</c>.</param>
    private sealed class WireMessage(int extensions)
    {
        private readonly Dictionary<string, (int Number, FieldWriter Write)> _fields = new(StringComparer.Ordinal);

        public (int Number, FieldWriter Write) this[string name]
        {
            set => _fields[name] = value;
        }

        public void Write(WireWriter writer, int number, JsonNode value) => writer.Bytes(number, Content((JsonObject)value));

        public ReadOnlySpan<byte> Content(JsonObject value)
        {
            var content = new WireWriter();
            foreach (var (name, member) in value)
            {
                if (member is null) continue;
                if (_fields.TryGetValue(name, out var field)) field.Write(content, field.Number, member);
                else if (name.StartsWith("x-", StringComparison.Ordinal)) Extension(content, name, member);
            }

            return content.Written;
        }

        private void Extension(WireWriter content, string name, JsonNode value)
        {
            var pair = new WireWriter();
            pair.Text(1, name);
            pair.Bytes(2, Yaml(value));
            content.Bytes(extensions, pair.Written);
        }
    }
}
