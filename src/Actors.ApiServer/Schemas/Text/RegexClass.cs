using System.Globalization;
using System.Text;

namespace Actors.ApiServer.Schemas;

/// <summary>Rewrites one <c>[…]</c> of a Go regular expression, and the classes that are written without brackets, such as <c>\d</c> and <c>\pL</c>.</summary>
internal sealed class RegexClass
{
    private readonly string _pattern;
    private readonly int _start;
    private readonly StringBuilder _output;
    private int _position;

    public RegexClass(string pattern, int start, StringBuilder output)
    {
        _pattern = pattern;
        _start = start;
        _output = output;
        _position = start;
    }

    private static readonly Dictionary<string, string> Posix = new(StringComparer.Ordinal)
    {
        ["alnum"] = "0-9A-Za-z",
        ["alpha"] = "A-Za-z",
        ["ascii"] = @"\x00-\x7f",
        ["blank"] = @"\t ",
        ["cntrl"] = @"\x00-\x1f\x7f",
        ["digit"] = "0-9",
        ["graph"] = @"\x21-\x7e",
        ["lower"] = "a-z",
        ["print"] = @"\x20-\x7e",
        ["punct"] = @"\x21-\x2f\x3a-\x40\x5b-\x60\x7b-\x7e",
        ["space"] = @"\t-\r ",
        ["upper"] = "A-Z",
        ["word"] = "0-9A-Za-z_",
        ["xdigit"] = "0-9A-Fa-f",
    };

    /// <summary>Go's names of scripts; .NET knows blocks, which hold them.</summary>
    private static readonly Dictionary<string, string> Scripts = new(StringComparer.Ordinal)
    {
        ["Latin"] = @"A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02b8\u1e00-\u1eff",
        ["Greek"] = @"\u0370-\u03ff\u1f00-\u1fff",
        ["Cyrillic"] = @"\u0400-\u052f\u1c80-\u1c8f\u2de0-\u2dff\ua640-\ua69f",
        ["Arabic"] = @"\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff",
        ["Hebrew"] = @"\u0591-\u05f4\ufb1d-\ufb4f",
        ["Han"] = @"\u2e80-\u2fd5\u3005\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff",
        ["Hiragana"] = @"\u3041-\u309f",
        ["Katakana"] = @"\u30a1-\u30ff\u31f0-\u31ff",
        ["Hangul"] = @"\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3",
        ["Thai"] = @"\u0e01-\u0e5b",
    };

    private static readonly HashSet<string> Categories = new(StringComparer.Ordinal)
    {
        "C", "Cc", "Cf", "Co", "Cs", "L", "Ll", "Lm", "Lo", "Lt", "Lu", "M", "Mc", "Me", "Mn", "N", "Nd", "Nl", "No",
        "P", "Pc", "Pd", "Pe", "Pf", "Pi", "Po", "Ps", "S", "Sc", "Sk", "Sm", "So", "Z", "Zl", "Zp", "Zs",
    };

    /// <summary>Writes the class; where it ends.</summary>
    public int Translate()
    {
        _position++;
        _output.Append('[');
        if (_position < _pattern.Length && _pattern[_position] == '^')
        {
            _output.Append('^');
            _position++;
        }

        var isFirst = true;
        while (_position >= _pattern.Length || _pattern[_position] != ']' || isFirst)
        {
            if (_position >= _pattern.Length) throw new RegexSyntaxException("missing closing ]", _pattern[_start..]);
            isFirst = false;
            if (!TryTakePosix() && !TryTakeNamed()) TakeRange();
        }

        _output.Append(']');
        return _position + 1;
    }

    /// <summary>Writes what <c>\d</c>, <c>\W</c>, <c>\p{Lu}</c> and the like stand for inside brackets; where they end.</summary>
    public static int TakeNamed(string pattern, int position, StringBuilder output)
    {
        var name = pattern[position + 1];
        if (name is 'p' or 'P') return TakeUnicode(pattern, position, output);
        output.Append(name switch
        {
            'd' => "0-9",
            'D' => @"\x00-\x2f\x3a-\uffff",
            'w' => "0-9A-Za-z_",
            'W' => @"\x00-\x2f\x3a-\x40\x5b-\x5e\x60\x7b-\uffff",
            's' => @"\t\n\f\r ",
            _ => @"\x00-\x08\x0b\x0e-\x1f\x21-\uffff",
        });
        return position + 2;
    }

    /// <summary>The character an escape such as <c>\n</c>, <c>\x41</c> or <c>\.</c> stands for.</summary>
    public static Rune TakeEscaped(string pattern, ref int position)
    {
        var start = position;
        if (position + 1 >= pattern.Length) throw new RegexSyntaxException("trailing backslash at end of expression", "");
        var next = pattern[position + 1];
        position += 2;
        switch (next)
        {
            case 'a': return new Rune('\a');
            case 'f': return new Rune('\f');
            case 't': return new Rune('\t');
            case 'n': return new Rune('\n');
            case 'r': return new Rune('\r');
            case 'v': return new Rune('\v');
            case 'x': return TakeHex(pattern, start, ref position);
            case '0' or (>= '1' and <= '7') when next == '0' || (position < pattern.Length && pattern[position] is >= '0' and <= '7'):
                var value = next - '0';
                for (var digits = 1; digits < 3 && position < pattern.Length && pattern[position] is >= '0' and <= '7'; digits++)
                    value = (value * 8) + pattern[position++] - '0';
                return new Rune(value);
            case < '\x80' when !char.IsAsciiLetterOrDigit(next):
                return new Rune(next);
            default:
                throw new RegexSyntaxException("invalid escape sequence", pattern[start..position]);
        }
    }

    /// <summary>A character as .NET takes it anywhere in a pattern.</summary>
    public static string Escaped(Rune rune) => rune.Value switch
    {
        < 0x80 when char.IsAsciiLetterOrDigit((char)rune.Value) => ((char)rune.Value).ToString(),
        < 0x10000 => string.Create(CultureInfo.InvariantCulture, $@"\u{rune.Value:x4}"),
        _ => rune.ToString(),
    };

    private static Rune TakeHex(string pattern, int start, ref int position)
    {
        string digits;
        if (position < pattern.Length && pattern[position] == '{')
        {
            var end = pattern.IndexOf('}', position);
            digits = end < 0 ? "" : pattern[(position + 1)..end];
            position = end < 0 ? pattern.Length : end + 1;
        }
        else
        {
            digits = pattern[position..Math.Min(position + 2, pattern.Length)];
            if (digits.Length < 2) digits = "";
            position = Math.Min(position + 2, pattern.Length);
        }

        if (int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) && Rune.IsValid(value)) return new Rune(value);
        throw new RegexSyntaxException("invalid escape sequence", pattern[start..position]);
    }

    private static int TakeUnicode(string pattern, int position, StringBuilder output)
    {
        var at = position + 2;
        if (at >= pattern.Length) throw new RegexSyntaxException("invalid character class range", pattern[position..]);
        var end = at + 1;
        var name = pattern[at].ToString();
        if (pattern[at] == '{')
        {
            end = pattern.IndexOf('}', at) + 1;
            if (end == 0) throw new RegexSyntaxException("invalid character class range", pattern[position..]);
            name = pattern[(at + 1)..(end - 1)];
        }

        var isNegated = pattern[position + 1] == 'P';
        if (name.StartsWith('^'))
        {
            isNegated = !isNegated;
            name = name[1..];
        }

        if (name == "Any") output.Append(isNegated ? "" : @"\x00-\uffff");
        else if (Categories.Contains(name)) output.Append(isNegated ? @"\P{" : @"\p{").Append(name).Append('}');
        else if (!isNegated && Scripts.TryGetValue(name, out var script)) output.Append(script);
        else throw new RegexSyntaxException("invalid character class range", pattern[position..end]);
        return end;
    }

    private bool TryTakePosix()
    {
        if (!_pattern.AsSpan(_position).StartsWith("[:")) return false;
        var end = _pattern.IndexOf(":]", _position + 2, StringComparison.Ordinal);
        if (end < 0) return false;
        var name = _pattern[(_position + 2)..end];
        if (!Posix.TryGetValue(name, out var ranges)) throw new RegexSyntaxException("invalid character class range", _pattern[_position..(end + 2)]);
        _output.Append(ranges);
        _position = end + 2;
        return true;
    }

    private bool TryTakeNamed()
    {
        if (_pattern[_position] != '\\' || _position + 1 >= _pattern.Length) return false;
        if (_pattern[_position + 1] is not ('d' or 'D' or 'w' or 'W' or 's' or 'S' or 'p' or 'P')) return false;
        _position = TakeNamed(_pattern, _position, _output);
        return true;
    }

    private void TakeRange()
    {
        var from = _position;
        var low = TakeCharacter();
        _output.Append(Escaped(low));
        if (_position + 1 >= _pattern.Length || _pattern[_position] != '-' || _pattern[_position + 1] == ']') return;
        _position++;
        var high = TakeCharacter();
        if (high < low) throw new RegexSyntaxException("invalid character class range", _pattern[from.._position]);
        _output.Append('-').Append(Escaped(high));
    }

    private Rune TakeCharacter()
    {
        if (_position >= _pattern.Length) throw new RegexSyntaxException("missing closing ]", _pattern[_start..]);
        if (_pattern[_position] == '\\') return TakeEscaped(_pattern, ref _position);
        Rune.DecodeFromUtf16(_pattern.AsSpan(_position), out var rune, out var length);
        _position += length;
        return rune;
    }
}
