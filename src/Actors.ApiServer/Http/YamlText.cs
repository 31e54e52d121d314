using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Actors.ApiServer.Http;

/// <summary>Writes JSON as YAML in the form Kubernetes's own writer gives it: members by the alphabet, lists as far in as what they belong to, text plain where it can be.</summary>
internal sealed partial class YamlText
{
    private const string Indicators = "-?:,[]{}#&*!|>'\"%@`";

    private readonly StringBuilder _text = new();

    private YamlText()
    {
    }

    public static byte[] Of(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = Schemas.JsonBody.DepthMax + 8 });
        var yaml = new YamlText();
        yaml.Value(document.RootElement, 0, isInList: false, isRoot: true);
        if (yaml._text.Length == 0 || yaml._text[^1] != '\n') yaml._text.Append('\n');
        return Encoding.UTF8.GetBytes(yaml._text.ToString());
    }

    /// <summary>Writes a value behind what introduces it.</summary>
    private void Value(JsonElement value, int indent, bool isInList, bool isRoot = false)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when value.EnumerateObject().Any():
                Map(value, indent, startsOnLine: isInList || isRoot);
                break;
            case JsonValueKind.Array when value.GetArrayLength() > 0:
                List(value, indent, startsOnLine: isInList || isRoot);
                break;
            default:
                if (!isRoot) _text.Append(' ');
                _text.Append(Scalar(value, indent)).Append('\n');
                break;
        }
    }

    private void Map(JsonElement map, int indent, bool startsOnLine)
    {
        if (!startsOnLine) _text.Append('\n');
        var isFirst = true;
        foreach (var member in map.EnumerateObject().OrderBy(static one => one.Name, StringComparer.Ordinal))
        {
            // The first member of an item stands on the line of its dash.
            if (!isFirst || !startsOnLine) _text.Append(' ', indent);
            isFirst = false;
            _text.Append(member.Name.Contains('\n', StringComparison.Ordinal) ? Quoted(member.Name) : Text(member.Name, indent)).Append(':');
            var isList = member.Value.ValueKind == JsonValueKind.Array;
            Value(member.Value, isList ? indent : indent + 2, isInList: false);
        }
    }

    private void List(JsonElement list, int indent, bool startsOnLine)
    {
        if (!startsOnLine) _text.Append('\n');
        var isFirst = true;
        foreach (var item in list.EnumerateArray())
        {
            if (!isFirst || !startsOnLine) _text.Append(' ', indent);
            isFirst = false;
            _text.Append('-');
            var isNested = (item.ValueKind == JsonValueKind.Object && item.EnumerateObject().Any()) || (item.ValueKind == JsonValueKind.Array && item.GetArrayLength() > 0);
            if (isNested) _text.Append(' ');
            Value(item, indent + 2, isInList: true);
        }
    }

    private static string Scalar(JsonElement value, int indent) => value.ValueKind switch
    {
        JsonValueKind.Object => "{}",
        JsonValueKind.Array => "[]",
        JsonValueKind.String => Text(value.GetString()!, indent),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => "null",
    };

    private static string Text(string text, int indent)
    {
        if (text.Length == 0 || IsOther(text)) return Quoted(text);
        if (text.Any(static one => (char.IsControl(one) && one != '\n') || one is '\u2028' or '\u2029' or '\ufeff')) return Quoted(text);
        if (text.Contains('\n', StringComparison.Ordinal)) return Block(text, indent);
        return CanBePlain(text) ? text : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
    }

    /// <summary>Whether plain text would be read as something else than text.</summary>
    private static bool IsOther(string text) =>
        text is "~" or "<<" or "=" || text.ToUpperInvariant() is "NULL" or "TRUE" or "FALSE" or "YES" or "NO" or "ON" or "OFF" or "Y" or "N" or ".INF" or "-.INF" or "+.INF" or ".NAN"
        || NumberForm().IsMatch(text) || TimeForm().IsMatch(text);

    private static bool CanBePlain(string text) =>
        !(Indicators.Contains(text[0], StringComparison.Ordinal) && !(text[0] is '-' or '?' or ':' && text.Length > 1 && text[1] != ' '))
        && text[0] != ' ' && text[^1] != ' ' && text[^1] != ':'
        && !text.StartsWith("---", StringComparison.Ordinal) && !text.StartsWith("...", StringComparison.Ordinal)
        && !text.Contains(": ", StringComparison.Ordinal) && !text.Contains(" #", StringComparison.Ordinal);

    /// <summary>Lines as they are, below a mark that says what ends them.</summary>
    private static string Block(string text, int indent)
    {
        if (text[0] is ' ' or '\n' || text.Split('\n').Any(static line => line.EndsWith(' '))) return Quoted(text);
        var (end, lines) = text.EndsWith("\n\n", StringComparison.Ordinal) || text == "\n" ? ("+", text[..^1]) : text.EndsWith('\n') ? ("", text[..^1]) : ("-", text);
        var prefix = new string(' ', Math.Max(indent, 2));
        return $"|{end}\n{string.Join('\n', lines.Split('\n').Select(line => line.Length == 0 ? "" : prefix + line))}";
    }

    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var one in text)
        {
            quoted.Append(one switch
            {
                '"' => "\\\"",
                '\\' => @"\\",
                '\n' => "\\n",
                '\t' => "\\t",
                '\r' => "\\r",
                _ when char.IsControl(one) || one is '\u2028' or '\u2029' or '\ufeff' => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)one:X4}"),
                _ => one.ToString(),
            });
        }

        return quoted.Append('"').ToString();
    }

    [GeneratedRegex("^([-+]?[0-9][0-9_]*|[-+]?0[xX][0-9a-fA-F_]+|0[oO]?[0-7_]+|[-+]?0b[01_]+|[-+]?([0-9][0-9_]*)?\\.?[0-9_]*([eE][-+]?[0-9]+)?|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\\.[0-9_]*)?)$")]
    private static partial Regex NumberForm();

    [GeneratedRegex("^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ].*)?$")]
    private static partial Regex TimeForm();
}
