using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Actors.ApiServer.Schemas;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Actors.ApiServer.Http;

/// <summary>Reads YAML that somebody sent as the JSON it stands for, with the types YAML 1.1 gives plain scalars, as Kubernetes's own reader does.</summary>
internal sealed class YamlBody
{
    /// <summary>Aliases let a short text stand for a huge one.</summary>
    private const int MaxNodes = 1_000_000;

    private readonly Dictionary<AnchorName, JsonNode?> _anchors = [];
    private readonly IParser _parser;
    private int _nodes;

    private readonly ICollection<string>? _twice;

    private YamlBody(IParser parser, ICollection<string>? twice) => (_parser, _twice) = (parser, twice);

    /// <summary>Reads the one document of a text; null if it is empty.</summary>
    /// <param name="yaml">The text.</param>
    /// <param name="twice">Gets complaints of members that come twice, of which the last counts; null to take such a text for broken.</param>
    /// <exception cref="FormatException">It is broken; the message says how and where.</exception>
    public static JsonNode? Parse(ReadOnlySpan<byte> yaml, ICollection<string>? twice = null)
    {
        if (!System.Text.Unicode.Utf8.IsValid(yaml)) throw new FormatException("yaml: invalid UTF-8");
        try
        {
            var parser = new Parser(new StringReader(Encoding.UTF8.GetString(yaml)));
            parser.Consume<StreamStart>();
            if (!parser.TryConsume<DocumentStart>(out _)) return null;
            var value = new YamlBody(parser, twice).Value(0);
            parser.Consume<DocumentEnd>();
            return value;
        }
        catch (YamlException exception)
        {
            throw new FormatException($"yaml: line {exception.Start.Line}: {exception.Message}", exception);
        }
    }

    private JsonNode? Value(int depth)
    {
        if (depth > JsonBody.DepthMax) throw new FormatException("yaml: exceeded max depth");
        if (++_nodes > MaxNodes) throw new FormatException("yaml: document contains excessive aliasing");
        switch (_parser.Current)
        {
            case AnchorAlias alias:
                _parser.MoveNext();
                return _anchors.TryGetValue(alias.Value, out var known) ? Copy(known) : throw new FormatException($"yaml: unknown anchor '{alias.Value}' referenced");
            case Scalar scalar:
                _parser.MoveNext();
                return Remember(scalar.Anchor, ScalarValue(scalar));
            case SequenceStart sequence:
                return Remember(sequence.Anchor, Sequence(depth));
            case MappingStart mapping:
                return Remember(mapping.Anchor, Mapping(depth));
            default:
                throw new FormatException("yaml: a value is missing");
        }
    }

    private JsonArray Sequence(int depth)
    {
        _parser.MoveNext();
        var array = new JsonArray();
        while (!_parser.TryConsume<SequenceEnd>(out _)) array.Add(Value(depth + 1));
        return array;
    }

    private JsonObject Mapping(int depth)
    {
        _parser.MoveNext();
        var map = new JsonObject();
        var merged = new List<JsonNode?>();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var line = _parser.Current!.Start.Line;
            if (_parser.Current is not Scalar key) throw new FormatException($"yaml: line {line}: a key that is not a scalar");
            _parser.MoveNext();
            var value = Value(depth + 1);
            if (key.IsKey && key is { Style: ScalarStyle.Plain, Value: "<<" }) merged.Add(value);
            else if (!map.TryAdd(key.Value, value)) Replace(map, key.Value, value, line);
        }

        foreach (var (name, value) in merged.SelectMany(Maps).SelectMany(static one => one)) map.TryAdd(name, Copy(value));
        return map;
    }

    private void Replace(JsonObject map, string name, JsonNode? value, long line)
    {
        var complaint = $"line {line}: key \"{name}\" already set in map";
        if (_twice is null) throw new FormatException($"yaml: {complaint}");
        _twice.Add($"error converting YAML to JSON: yaml: unmarshal errors:\n  {complaint}");
        map[name] = value;
    }

    private static IEnumerable<JsonObject> Maps(JsonNode? merged) =>
        merged is JsonArray several ? several.OfType<JsonObject>() : merged is JsonObject one ? [one] : [];

    private JsonNode? Remember(AnchorName anchor, JsonNode? value)
    {
        if (!anchor.IsEmpty) _anchors[anchor] = value;
        return value;
    }

    private JsonNode? Copy(JsonNode? value)
    {
        _nodes += CountOf(value);
        return _nodes > MaxNodes ? throw new FormatException("yaml: document contains excessive aliasing") : value?.DeepClone();
    }

    private static int CountOf(JsonNode? value) => value switch
    {
        JsonObject map => 1 + map.Sum(static member => CountOf(member.Value)),
        JsonArray list => 1 + list.Sum(CountOf),
        _ => 1,
    };

    private static JsonValue? ScalarValue(Scalar scalar)
    {
        var text = scalar.Value;
        if (scalar.Tag.ToString() == "tag:yaml.org,2002:str" || scalar.Style != ScalarStyle.Plain) return JsonValue.Create(text);
        switch (text)
        {
            case "" or "~" or "null" or "Null" or "NULL": return null;
            case "true" or "True" or "TRUE" or "yes" or "Yes" or "YES" or "on" or "On" or "ON": return JsonValue.Create(true);
            case "false" or "False" or "FALSE" or "no" or "No" or "NO" or "off" or "Off" or "OFF": return JsonValue.Create(false);
            default: return NumberValue(text) ?? JsonValue.Create(text);
        }
    }

    /// <summary>Whole numbers become Int64 and all others Double, as those of JSON do.</summary>
    private static JsonValue? NumberValue(string text)
    {
        if (!(char.IsAsciiDigit(text[0]) || text[0] is '-' or '+' or '.')) return null;
        var plain = text.Replace("_", "", StringComparison.Ordinal);
        if (long.TryParse(plain, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && !IsOctal(plain))
            return JsonValue.Create(number);
        if (TryRadix(plain, out number)) return JsonValue.Create(number);
        return double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) && double.IsFinite(real) && !IsOctal(plain)
            ? JsonValue.Create(real)
            : null;
    }

    private static bool IsOctal(string text) => text.Length > 1 && text[0] == '0' && char.IsAsciiDigit(text[1]);

    private static bool TryRadix(string text, out long number)
    {
        number = 0;
        var (digits, radix) = text switch
        {
            ['0', 'x', .. var hex] => (hex, 16),
            ['0', 'o', .. var octal] => (octal, 8),
            ['0', 'b', .. var binary] => (binary, 2),
            ['0', .. var octal] when octal.Length > 0 => (octal, 8),
            _ => ("", 0),
        };
        if (digits.Length is 0 or > 16) return false;
        foreach (var digit in digits)
        {
            var value = char.IsAsciiHexDigit(digit) ? Convert.ToInt32(digit.ToString(), 16) : radix;
            if (value >= radix) return false;
            number = (number * radix) + value;
        }

        return true;
    }
}
