using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Actors.ApiServer.CustomResources;

/// <summary>Reads the text of a <see cref="JsonPath"/>.</summary>
internal sealed class JsonPathParser(string text)
{
    private static readonly string[] Operators = ["==", "!=", "<=", ">=", "<", ">"];

    private int _position;

    public IReadOnlyList<JsonPathStep> Parse()
    {
        var steps = new List<JsonPathStep>();
        if (_position < text.Length && text[_position] is '$' or '@') _position++;
        while (_position < text.Length) ParseStep(steps);
        return steps;
    }

    private void ParseStep(List<JsonPathStep> steps)
    {
        switch (text[_position])
        {
            case '[':
                steps.Add(ParseBracket(TakeBracket()));
                return;
            case '.':
                _position++;
                if (_position == text.Length || text[_position] == '[') return;
                if (text[_position] == '.')
                {
                    steps.Add(new JsonPathStep.Recursive());
                    return;
                }

                break;
            default:
                if (steps.Count > 0) throw Unexpected();
                break;
        }

        var name = TakeName();
        steps.Add(name == "*" ? new JsonPathStep.Wildcard() : new JsonPathStep.Member(name));
    }

    private string TakeName()
    {
        var name = new StringBuilder();
        for (; _position < text.Length && text[_position] is not ('.' or '[' or ']' or ' '); _position++)
        {
            if (text[_position] == '\\' && _position + 1 < text.Length) _position++;
            name.Append(text[_position]);
        }

        return name.Length > 0 ? name.ToString() : throw Unexpected();
    }

    /// <summary>What stands between a bracket and the one that closes it, quotes and inner brackets respected.</summary>
    private string TakeBracket()
    {
        var start = ++_position;
        var depth = 1;
        var quote = '\0';
        for (; _position < text.Length; _position++)
        {
            var next = text[_position];
            if (quote != '\0')
            {
                if (next == quote && text[_position - 1] != '\\') quote = '\0';
            }
            else if (next is '\'' or '"')
            {
                quote = next;
            }
            else if (next == '[')
            {
                depth++;
            }
            else if (next == ']' && --depth == 0)
            {
                return text[start.._position++].Trim();
            }
        }

        throw new FormatException($"unterminated array: {text}");
    }

    private static JsonPathStep ParseBracket(string inner)
    {
        if (inner.StartsWith("?(", StringComparison.Ordinal) && inner.EndsWith(')')) return ParseFilter(inner[2..^1].Trim());
        var parts = SplitOutsideQuotes(inner, ",");
        return parts.Count == 1 ? ParseSubscript(parts[0]) : new JsonPathStep.Union([.. parts.Select(ParseSubscript)]);
    }

    private static JsonPathStep ParseSubscript(string subscript)
    {
        subscript = subscript.Trim();
        if (subscript == "*") return new JsonPathStep.Wildcard();
        if (Quoted(subscript) is { } name) return new JsonPathStep.Member(name);
        var bounds = subscript.Split(':');
        if (bounds.Length == 1) return new JsonPathStep.Index(Number(subscript) ?? throw new FormatException($"invalid array index {subscript}"));
        if (bounds.Length > 3) throw new FormatException($"invalid array index {subscript}");
        var by = bounds.Length == 3 ? Number(bounds[2]) ?? 1 : 1;
        if (by <= 0) throw new FormatException($"step must be > 0: {subscript}");
        return new JsonPathStep.Slice(Number(bounds[0]), Number(bounds[1]), by);
    }

    private static JsonPathStep.Filter ParseFilter(string condition)
    {
        foreach (var comparison in Operators)
        {
            var sides = SplitOutsideQuotes(condition, comparison);
            if (sides.Count == 2) return new JsonPathStep.Filter(ParseOperand(sides[0].Trim()), comparison, ParseOperand(sides[1].Trim()));
        }

        return new JsonPathStep.Filter(ParseOperand(condition), "", null);
    }

    private static JsonPathOperand ParseOperand(string operand)
    {
        if (operand.StartsWith('@') || operand.StartsWith('.')) return new JsonPathOperand(null, new JsonPath(new JsonPathParser(operand).Parse()));
        if (Quoted(operand) is { } constant) return new JsonPathOperand(JsonValue.Create(constant), null);
        if (operand is "true" or "false") return new JsonPathOperand(JsonValue.Create(operand == "true"), null);
        if (double.TryParse(operand, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return new JsonPathOperand(JsonValue.Create(number), null);
        throw new FormatException($"unrecognized character in a comparison: {operand}");
    }

    private static string? Quoted(string token) =>
        token.Length >= 2 && token[0] is '\'' or '"' && token[^1] == token[0] ? token[1..^1].Replace("\\", "", StringComparison.Ordinal) : null;

    private static int? Number(string token)
    {
        token = token.Trim();
        if (token.Length == 0) return null;
        return int.TryParse(token, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FormatException($"invalid array index {token}");
    }

    private static List<string> SplitOutsideQuotes(string list, string separator)
    {
        var parts = new List<string>();
        var start = 0;
        var quote = '\0';
        for (var at = 0; at < list.Length; at++)
        {
            if (quote != '\0')
            {
                if (list[at] == quote) quote = '\0';
            }
            else if (list[at] is '\'' or '"')
            {
                quote = list[at];
            }
            else if (string.CompareOrdinal(list, at, separator, 0, separator.Length) == 0)
            {
                parts.Add(list[start..at]);
                start = at + separator.Length;
                at = start - 1;
            }
        }

        parts.Add(list[start..]);
        return parts;
    }

    private FormatException Unexpected() => new(
        _position < text.Length ? $"unrecognized character in path: {text[_position..]}" : $"unexpected end of path: {text}");
}
