namespace Actors.Settings;

/// <summary>
/// Reads the HOCON that settings files use: objects, lists, dotted and quoted keys, <c>=</c> <c>:</c> <c>+=</c>, comments, quoted and bare text,
/// concatenation, <c>include</c>, substitutions. After an error it goes on with the next line, so that one reading finds them all.
/// See https://github.com/lightbend/config/blob/main/HOCON.md.
/// </summary>
internal sealed class HoconParser
{
    private const int DepthMax = HoconPath.NamesMax;

    private static readonly string TooManyNames = $"a key of more than {HoconPath.NamesMax} names";

    private readonly HoconScanner _scanner;
    private readonly HoconIncludes _includes;
    private readonly IReadOnlyList<string> _includedAt;
    private List<string> _place = [];
    private int _depth;
    private bool _hasGivenUp;

    public HoconParser(HoconFile file, HoconIncludes includes, IReadOnlyList<string> includedAt, int firstLine = 1)
    {
        _scanner = new HoconScanner(file, includes.Errors, firstLine);
        _includes = includes;
        _includedAt = includedAt;
    }

    /// <summary>Reads the file as an object, with or without braces around it.</summary>
    public HoconObject ParseFile()
    {
        _scanner.SkipSeparators(commas: false);
        var root = new HoconObject(_scanner.Here);
        var braces = _scanner.TryTake('{');
        ParseFields(root, closing: braces);
        if (!braces) return root;
        _scanner.SkipSeparators(commas: true);
        if (!_scanner.AtEnd) _scanner.Error($"{_scanner.Describe()} after the closing '}}' of the file");
        return root;
    }

    /// <summary>Reads one value, such as an override's.</summary>
    public HoconNode? ParseSingleValue()
    {
        _scanner.SkipSeparators(commas: false);
        var value = ParseValue();
        _scanner.SkipSeparators(commas: false);
        if (!_scanner.AtEnd) _scanner.Error($"{_scanner.Describe()} after the value");
        return value;
    }

    private void ParseFields(HoconObject into, bool closing)
    {
        var start = _scanner.Here;
        while (true)
        {
            _scanner.SkipSeparators(commas: true);
            if (_scanner.AtEnd)
            {
                if (closing && !_hasGivenUp) _scanner.Error($"a '}}' is missing for the '{{' in line {start.Line}");
                return;
            }

            if (_scanner.Current == '}')
            {
                if (!closing) _scanner.Error("a '}' without its '{'");
                _scanner.Advance();
                if (closing) return;
                continue;
            }

            ParseField(into);
        }
    }

    private void ParseField(HoconObject into)
    {
        var origin = _scanner.Here;
        if (ParsePath("=:{+") is not { } path)
        {
            _scanner.SkipLine();
            return;
        }

        if (path is ["include"] && _scanner.Current is '"' or 'f' or 'r')
        {
            ParseInclude(into);
            return;
        }

        var appends = _scanner.At("+=");
        if (appends) _scanner.Advance(2);
        else if (_scanner.Current is '=' or ':') _scanner.Advance();
        else if (_scanner.Current != '{')
        {
            _scanner.Error($"'=', ':' or '{{' is expected after '{string.Join('.', path)}', not {_scanner.Describe()}");
            _scanner.SkipLine();
            return;
        }

        if (_includedAt.Count + _place.Count + path.Count > HoconPath.NamesMax)
        {
            GiveUp(TooManyNames);
            return;
        }

        var outer = _place;
        _place = [.. outer, .. path];
        _scanner.SkipBlanks();
        if (ParseValue() is { } value) into.At(path[..^1], origin).Put(path[^1], appends ? Appended(value) : value);
        _place = outer;
        ExpectEndOfValue();
    }

    /// <summary><c>a += x</c> is short for <c>a = ${?a} [x]</c>.</summary>
    private HoconConcatenation Appended(HoconNode value) => new(
        [new HoconSubstitution([.. _includedAt, .. _place], isOptional: true, [], value.Origin), new HoconList([value], value.Origin)], value.Origin);

    /// <summary>Reads keys with dots between them, up to one of <paramref name="ends"/>; null, with an error, if there is none.</summary>
    private List<string>? ParsePath(string ends)
    {
        var keys = new List<string>();
        while (true)
        {
            if (_scanner.Current == '"')
            {
                if (_scanner.TakeQuoted() is not { } quoted) return null;
                keys.Add(quoted);
            }
            else
            {
                var word = _scanner.TakeWord();
                if (word.Length == 0 || word.StartsWith('.') || word.Contains("..", StringComparison.Ordinal))
                {
                    _scanner.Error(word.Length == 0 ? $"a key is expected, not {_scanner.Describe()}" : $"'{word}' is not a key: a name is missing beside a '.'");
                    return null;
                }

                keys.AddRange(word.TrimEnd('.').Split('.'));
                if (word.EndsWith('.') && _scanner.Current == '"') continue;
                if (word.EndsWith('.'))
                {
                    _scanner.Error($"'{word}' is not a key: a name is missing after the '.'");
                    return null;
                }
            }

            if (keys.Count > HoconPath.NamesMax)
            {
                GiveUp(TooManyNames);
                return null;
            }

            if (_scanner.TryTake('.')) continue;
            _scanner.SkipBlanks();
            if (keys is ["include"] || ends.Contains(_scanner.Current, StringComparison.Ordinal)) return keys;
            _scanner.Error($"'{ends[0]}' is expected after '{string.Join('.', keys)}', not {_scanner.Describe()}");
            return null;
        }
    }

    private HoconNode? ParseValue()
    {
        var origin = _scanner.Here;
        var parts = new List<HoconNode>();
        var blank = "";
        while (!_scanner.AtEnd && _scanner.Current is not ('\n' or ',' or '}' or ']') && !_scanner.AtComment)
        {
            var part = ParsePart();
            if (part is null) return null;
            // Blanks between two pieces of text belong to the text; around lists and objects they mean nothing.
            if (blank.Length > 0 && part is HoconScalar or HoconSubstitution && parts[^1] is HoconScalar or HoconSubstitution) parts.Add(new HoconScalar(blank, origin, isBlank: true));
            parts.Add(part);
            blank = _scanner.SkipBlanks();
        }

        if (parts.Count > 0) return parts.Count == 1 ? parts[0] : new HoconConcatenation(parts, origin);
        _scanner.Error(_place.Count == 0 ? "a value is missing" : $"'{string.Join('.', _place)}' has no value");
        return null;
    }

    private HoconNode? ParsePart()
    {
        var origin = _scanner.Here;
        switch (_scanner.Current)
        {
            case '{':
                return Nested(() =>
                {
                    var inner = new HoconObject(origin);
                    ParseFields(inner, closing: true);
                    return inner;
                });
            case '[':
                return Nested(() => ParseList(origin));
            case '"':
                return _scanner.TakeQuoted() is { } quoted ? new HoconScalar(quoted, origin, isQuoted: true) : null;
            case '$' when _scanner.At("${"):
                return ParseSubstitution(origin);
            default:
                if (_scanner.TakeWord() is { Length: > 0 } word) return new HoconScalar(word, origin);
                _scanner.Error($"{_scanner.Describe()} cannot stand in a value without quotes");
                _scanner.SkipLine();
                return null;
        }
    }

    private HoconNode? Nested(Func<HoconNode> parse)
    {
        _scanner.Advance();
        if (++_depth > DepthMax)
        {
            GiveUp($"more than {DepthMax} objects and lists within each other");
            return null;
        }

        var node = parse();
        _depth--;
        return node;
    }

    private HoconList ParseList(HoconOrigin origin)
    {
        var items = new List<HoconNode>();
        while (true)
        {
            _scanner.SkipSeparators(commas: true);
            if (_scanner.TryTake(']')) break;
            if (_scanner.AtEnd || _scanner.Current == '}')
            {
                if (!_hasGivenUp) _scanner.Error($"a ']' is missing for the '[' in line {origin.Line}");
                break;
            }

            if (ParseValue() is { } item) items.Add(item);
            else _scanner.SkipLine();
        }

        return new HoconList(items, origin);
    }

    private HoconSubstitution? ParseSubstitution(HoconOrigin origin)
    {
        _scanner.Advance(2);
        var isOptional = _scanner.TryTake('?');
        _scanner.SkipBlanks();
        if (ParsePath("}") is not { } path)
        {
            _scanner.SkipLine();
            return null;
        }

        _scanner.Advance();
        return new HoconSubstitution(path, isOptional, _includedAt, origin);
    }

    private void ParseInclude(HoconObject into)
    {
        var isRequired = TakeCall("required");
        var isFile = TakeCall("file");
        var origin = _scanner.Here;
        if (_scanner.Current != '"' || _scanner.TakeQuoted() is not { } name)
        {
            _scanner.Error("include is followed by \"name\", file(\"name\") or required(file(\"name\"))");
            _scanner.SkipLine();
            return;
        }

        for (var open = (isRequired ? 1 : 0) + (isFile ? 1 : 0); open > 0; open--)
        {
            if (!_scanner.TryTake(')')) _scanner.Error("a ')' is missing");
        }

        if (_includes.Parse(name, isRequired, origin, [.. _includedAt, .. _place]) is { } included)
        {
            foreach (var (key, value) in included.Fields) into.Put(key, value);
        }

        ExpectEndOfValue();
    }

    private bool TakeCall(string function)
    {
        if (!_scanner.At(function + "(")) return false;
        _scanner.Advance(function.Length + 1);
        return true;
    }

    /// <summary>Reads no further: what is still open then is no error of its own.</summary>
    private void GiveUp(string message)
    {
        _scanner.Error(message);
        _scanner.Advance(int.MaxValue);
        _hasGivenUp = true;
    }

    private void ExpectEndOfValue()
    {
        _scanner.SkipBlanks();
        if (_scanner.AtEnd || _scanner.AtComment || _scanner.Current is '\n' or ',' or '}') return;
        _scanner.Error($"{_scanner.Describe()} after a value; a line end or ',' is expected");
        _scanner.SkipLine();
    }
}
