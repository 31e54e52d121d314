using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Actors.ApiServer.Patching;

/// <summary>
/// A value that tells the items of a list apart, with the order and the notation a real server has for it: numbers before text before booleans before the rest.
/// </summary>
internal readonly struct JsonScalar : IComparable<JsonScalar>, IEquatable<JsonScalar>
{
    private readonly Rank _rank;
    private readonly double _number;
    private readonly string? _text;

    private JsonScalar(Rank rank, double number, string? text)
    {
        _rank = rank;
        _number = number;
        _text = text;
    }

    private enum Rank
    {
        Number,
        Text,
        Boolean,
        Other,
    }

    /// <summary>Reads a value.</summary>
    public static JsonScalar Of(JsonNode? node) => node?.GetValueKind() switch
    {
        JsonValueKind.String => new JsonScalar(Rank.Text, 0, node.GetValue<string>()),
        JsonValueKind.Number => OfNumber(node.ToJsonString()),
        JsonValueKind.True => new JsonScalar(Rank.Boolean, 1, "true"),
        JsonValueKind.False => new JsonScalar(Rank.Boolean, 0, "false"),
        null => new JsonScalar(Rank.Other, 0, "null"),
        _ => new JsonScalar(Rank.Other, 0, node.ToJsonString()),
    };

    /// <summary>Reads a value.</summary>
    /// <param name="reader">Stands on the start of the value, and then on its end.</param>
    public static JsonScalar Read(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => new JsonScalar(Rank.Text, 0, reader.GetString()),
        JsonTokenType.Number => OfNumber(Encoding.UTF8.GetString(reader.ValueSpan)),
        JsonTokenType.True or JsonTokenType.False => Of(reader.GetBoolean()),
        _ => Of(JsonNode.Parse(ref reader)),
    };

    /// <inheritdoc/>
    public int CompareTo(JsonScalar other)
    {
        if (_rank != other._rank) return _rank.CompareTo(other._rank);
        if (_rank is Rank.Number or Rank.Boolean) return _number.CompareTo(other._number);
        return string.CompareOrdinal(_text, other._text);
    }

    /// <inheritdoc/>
    public bool Equals(JsonScalar other) => CompareTo(other) == 0;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is JsonScalar other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        _rank is Rank.Number or Rank.Boolean ? HashCode.Combine(_rank, _number) : HashCode.Combine(_rank, string.GetHashCode(_text, StringComparison.Ordinal));

    /// <summary>The value as JSON; text is escaped so that it can stand in HTML, as field sets have it.</summary>
    public void AppendJson(StringBuilder json)
    {
        if (_rank != Rank.Text)
        {
            json.Append(_text);
            return;
        }

        json.Append('"');
        foreach (var character in _text!) AppendEscaped(json, character, html: true);
        json.Append('"');
    }

    /// <summary>The value as messages show it.</summary>
    public override string ToString()
    {
        if (_rank != Rank.Text) return _text!;
        var quoted = new StringBuilder("\"");
        foreach (var character in _text!) AppendEscaped(quoted, character, html: false);
        return quoted.Append('"').ToString();
    }

    private static JsonScalar OfNumber(string json)
    {
        var number = double.Parse(json, CultureInfo.InvariantCulture);
        var isWhole = number == Math.Floor(number) && Math.Abs(number) < 1e15;
        return new JsonScalar(Rank.Number, number, isWhole ? number.ToString("F0", CultureInfo.InvariantCulture) : json);
    }

    private static void AppendEscaped(StringBuilder text, char character, bool html)
    {
        switch (character)
        {
            case '"' or '\\':
                text.Append('\\').Append(character);
                break;
            case '\n':
                text.Append("\\n");
                break;
            case '\r':
                text.Append("\\r");
                break;
            case '\t':
                text.Append("\\t");
                break;
            case < ' ' or '\u2028' or '\u2029':
            case '<' or '>' or '&' when html:
                text.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
                break;
            default:
                text.Append(character);
                break;
        }
    }
}
