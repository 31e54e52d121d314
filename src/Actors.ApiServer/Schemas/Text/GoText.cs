using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Actors.ApiServer.Schemas;

/// <summary>Writes values the way the messages of a kube-apiserver do, which are those of Go's formatting verbs and its JSON.</summary>
internal static class GoText
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>A value as a field error shows it: text quoted, numbers and booleans plain, all else as JSON.</summary>
    public static string Value(object? value) => value switch
    {
        null => "null",
        string text => Quote(text),
        bool flag => flag ? "true" : "false",
        double number => Number(number),
        GoLiteral literal => literal.Text,
        JsonNode node => Node(node),
        IEnumerable<string> texts => Json(new JsonArray([.. texts.Select(text => (JsonNode?)JsonValue.Create(text))])),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => Quote(value.ToString() ?? ""),
    };

    /// <summary><c>%v</c> of a float64: the shortest digits, with an exponent below 1e-4 and from 1e21 on.</summary>
    public static string Number(double value)
    {
        var shortest = value.ToString("R", CultureInfo.InvariantCulture);
        var magnitude = Math.Abs(value);
        var mark = shortest.IndexOf('E', StringComparison.Ordinal);
        if (magnitude is < 1e-4 and > 0 or >= 1e21)
        {
            if (mark < 0) return shortest;
            var exponent = int.Parse(shortest.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            return string.Create(CultureInfo.InvariantCulture, $"{shortest[..mark]}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}");
        }

        return mark < 0 ? shortest : value.ToString("F0", CultureInfo.InvariantCulture);
    }

    /// <summary><c>%q</c>: between double quotes, with what does not print escaped.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var rune in text.EnumerateRunes()) AppendEscaped(quoted, rune, '"');
        return quoted.Append('"').ToString();
    }

    /// <summary>What Go's JSON decoder calls a value it cannot use.</summary>
    public static string TypeName(JsonNode value) => value switch
    {
        JsonObject => "object",
        JsonArray => "array",
        _ => value.GetValueKind() switch
        {
            JsonValueKind.String => "string",
            JsonValueKind.Number => "number",
            _ => "bool",
        },
    };

    /// <summary>One character between single quotes, as Go's JSON scanner names what it stumbled over.</summary>
    public static string QuoteCharacter(byte character)
    {
        if (character == '\'') return @"'\''";
        if (character == '"') return "'\"'";
        var quoted = new StringBuilder("'");
        AppendEscaped(quoted, new Rune(character), '"');
        return quoted.Append('\'').ToString();
    }

    /// <summary>Compact JSON with the members in the order of their names, as Go writes a map.</summary>
    public static string Json(JsonNode? node)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Compact)) Write(writer, node);
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length)
            .Replace("<", @"\u003c", StringComparison.Ordinal)
            .Replace(">", @"\u003e", StringComparison.Ordinal)
            .Replace("&", @"\u0026", StringComparison.Ordinal);
    }

    private static string Node(JsonNode node)
    {
        if (node is not JsonValue value) return Json(node);
        if (value.TryGetValue<string>(out var text)) return Quote(text);
        return JsonNumber.TryGet(value, out var number) ? number.ToString() : Json(node);
    }

    private static void Write(Utf8JsonWriter writer, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject map:
                writer.WriteStartObject();
                foreach (var (name, value) in map.OrderBy(member => member.Key, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(name);
                    Write(writer, value);
                }

                writer.WriteEndObject();
                break;
            case JsonArray list:
                writer.WriteStartArray();
                foreach (var item in list) Write(writer, item);
                writer.WriteEndArray();
                break;
            case null:
                writer.WriteNullValue();
                break;
            default:
                node.WriteTo(writer);
                break;
        }
    }

    private static void AppendEscaped(StringBuilder text, Rune rune, char quote)
    {
        switch (rune.Value)
        {
            case var value when value == quote || value == '\\':
                text.Append('\\').Append((char)value);
                break;
            case '\a': text.Append(@"\a"); break;
            case '\b': text.Append(@"\b"); break;
            case '\f': text.Append(@"\f"); break;
            case '\n': text.Append(@"\n"); break;
            case '\r': text.Append(@"\r"); break;
            case '\t': text.Append(@"\t"); break;
            case '\v': text.Append(@"\v"); break;
            case var value when Prints(rune): text.Append(rune.ToString()); break;
            case var value and < 0x80: text.Append(CultureInfo.InvariantCulture, $@"\x{value:x2}"); break;
            case var value and < 0x10000: text.Append(CultureInfo.InvariantCulture, $@"\u{value:x4}"); break;
            case var value: text.Append(CultureInfo.InvariantCulture, $@"\U{value:x8}"); break;
        }
    }

    /// <summary>Letters, marks, numbers, punctuation, symbols and the ASCII space.</summary>
    internal static bool Prints(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Control
        or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
