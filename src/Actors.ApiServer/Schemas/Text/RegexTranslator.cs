using System.Globalization;
using System.Text;

namespace Actors.ApiServer.Schemas;

/// <summary>
/// Rewrites a regular expression of Go's syntax in .NET's: both look alike, but <c>$</c>, <c>\d</c>, <c>\w</c>, <c>\s</c>, flags, names of groups, classes and
/// what is an error differ.
/// </summary>
internal sealed class RegexTranslator
{
    /// <summary>Go refuses to repeat more often.</summary>
    private const int RepeatMax = 1000;

    private readonly string _pattern;
    private readonly StringBuilder _output = new();
    private readonly Stack<Flags> _groups = new();
    private Flags _flags;
    private int _position;

    private RegexTranslator(string pattern) => _pattern = pattern;

    [Flags]
    private enum Flags
    {
        None = 0,
        Multiline = 1,
        DotAll = 2,
        Ungreedy = 4,
    }

    /// <summary>The .NET pattern, or what Go says of the mistake.</summary>
    public static (string Pattern, string? Error) Translate(string pattern)
    {
        var translator = new RegexTranslator(pattern);
        try
        {
            translator.Run();
            return (translator._output.ToString(), null);
        }
        catch (RegexSyntaxException mistake)
        {
            return ("", mistake.Message);
        }
    }

    private void Run()
    {
        var canRepeat = false;
        string? lastRepeat = null;
        while (_position < _pattern.Length)
        {
            var next = _pattern[_position];
            if (next is '*' or '+' or '?' || (next == '{' && IsRepeat()))
            {
                lastRepeat = Repeat(canRepeat, lastRepeat);
                continue;
            }

            lastRepeat = null;
            canRepeat = Take(next);
        }

        if (_groups.Count > 0) throw new RegexSyntaxException("missing closing )", _pattern);
    }

    /// <summary>Whether a repetition may follow what was taken.</summary>
    private bool Take(char next)
    {
        switch (next)
        {
            case '(':
                OpenGroup();
                return false;
            case ')':
                if (_groups.Count == 0) throw new RegexSyntaxException("unexpected )", _pattern);
                _flags = _groups.Pop();
                return Emit(")", 1);
            case '|':
                Emit("|", 1);
                return false;
            case '[':
                _position = new RegexClass(_pattern, _position, _output).Translate();
                return true;
            case '^':
                return Emit(_flags.HasFlag(Flags.Multiline) ? "(?m:^)" : "^", 1);
            case '$':
                return Emit(_flags.HasFlag(Flags.Multiline) ? "(?m:$)" : @"\z", 1);
            case '.':
                return Emit(_flags.HasFlag(Flags.DotAll) ? @"[\s\S]" : @"[^\n]", 1);
            case '\\':
                return Escape();
            default:
                return Emit(Literal(next), 1);
        }
    }

    private bool Emit(string text, int length)
    {
        _output.Append(text);
        _position += length;
        return true;
    }

    private static string Literal(char character) => char.IsSurrogate(character) ? character.ToString() : RegexClass.Escaped(new Rune(character));

    private bool Escape()
    {
        if (_position + 1 == _pattern.Length) throw new RegexSyntaxException("trailing backslash at end of expression", "");
        var next = _pattern[_position + 1];
        switch (next)
        {
            case 'A' or 'b' or 'B' or 'z':
                return Emit($"\\{next}", 2);
            case 'Q':
                var end = _pattern.IndexOf(@"\E", _position + 2, StringComparison.Ordinal);
                var literal = end < 0 ? _pattern[(_position + 2)..] : _pattern[(_position + 2)..end];
                return Emit(string.Concat(literal.Select(Literal)), (end < 0 ? _pattern.Length : end + 2) - _position);
            case 'd' or 'D' or 'w' or 'W' or 's' or 'S' or 'p' or 'P':
                _output.Append('[');
                _position = RegexClass.TakeNamed(_pattern, _position, _output);
                _output.Append(']');
                return true;
            default:
                var rune = RegexClass.TakeEscaped(_pattern, ref _position);
                _output.Append(RegexClass.Escaped(rune));
                return true;
        }
    }

    private void OpenGroup()
    {
        _groups.Push(_flags);
        if (_position + 1 >= _pattern.Length || _pattern[_position + 1] != '?')
        {
            Emit("(", 1);
            return;
        }

        var rest = _pattern.AsSpan(_position);
        if (rest.StartsWith("(?P<") || (rest.StartsWith("(?<") && !rest.StartsWith("(?<=") && !rest.StartsWith("(?<!"))) OpenNamed(rest);
        else OpenFlags();
    }

    private void OpenNamed(ReadOnlySpan<char> rest)
    {
        var start = rest.IndexOf('<') + 1;
        var end = rest.IndexOf('>');
        if (end < 0) throw new RegexSyntaxException("invalid named capture", rest.ToString());
        var name = rest[start..end];
        if (name.IsEmpty || name.ContainsAnyExcept(NameCharacters)) throw new RegexSyntaxException("invalid named capture", rest[..(end + 1)].ToString());
        Emit($"(?<g{name}>", end + 1);
    }

    private void OpenFlags()
    {
        var start = _position;
        var flags = _flags;
        var ignoresCase = "";
        var isSet = true;
        for (_position += 2; _position < _pattern.Length; _position++)
        {
            var flag = _pattern[_position];
            switch (flag)
            {
                case 'i':
                    ignoresCase += isSet ? "i" : "-i";
                    break;
                case 'm' or 's' or 'U':
                    var bit = flag == 'm' ? Flags.Multiline : flag == 's' ? Flags.DotAll : Flags.Ungreedy;
                    flags = isSet ? flags | bit : flags & ~bit;
                    break;
                case '-' when isSet:
                    isSet = false;
                    break;
                case ':':
                    _flags = flags;
                    Emit($"(?{ignoresCase}:", 1);
                    return;
                case ')':
                    _groups.Pop();
                    _flags = flags;
                    Emit(ignoresCase.Length == 0 ? "" : $"(?{ignoresCase})", 1);
                    return;
                default:
                    throw new RegexSyntaxException("invalid or unsupported Perl syntax", _pattern[start..(_position + 1)]);
            }
        }

        throw new RegexSyntaxException("missing closing )", _pattern);
    }

    /// <summary>A brace that holds no counts is an ordinary character.</summary>
    private bool IsRepeat()
    {
        var end = _pattern.IndexOf('}', _position);
        if (end < 0) return false;
        var counts = _pattern.AsSpan(_position + 1, end - _position - 1);
        var comma = counts.IndexOf(',');
        var first = comma < 0 ? counts : counts[..comma];
        return first.Length > 0 && !first.ContainsAnyExceptInRange('0', '9') && (comma < 0 || !counts[(comma + 1)..].ContainsAnyExceptInRange('0', '9'));
    }

    private string Repeat(bool canRepeat, string? lastRepeat)
    {
        var start = _position;
        if (_pattern[_position] == '{') _position = _pattern.IndexOf('}', _position) + 1;
        else _position++;
        var operation = _pattern[start.._position];
        if (operation[0] == '{') CheckCounts(operation);
        var isLazy = _position < _pattern.Length && _pattern[_position] == '?';
        if (isLazy) _position++;
        var written = _pattern[start.._position];
        if (!canRepeat) throw new RegexSyntaxException("missing argument to repetition operator", written);
        if (lastRepeat is not null) throw new RegexSyntaxException("invalid nested repetition operator", lastRepeat + written);
        _output.Append(operation);
        if (isLazy != _flags.HasFlag(Flags.Ungreedy)) _output.Append('?');
        return written;
    }

    private static void CheckCounts(string operation)
    {
        var counts = operation[1..^1].Split(',');
        var isValid = int.TryParse(counts[0], CultureInfo.InvariantCulture, out var min) && min <= RepeatMax;
        if (isValid && counts.Length == 2 && counts[1].Length > 0)
            isValid = int.TryParse(counts[1], CultureInfo.InvariantCulture, out var max) && max <= RepeatMax && min <= max;
        if (!isValid) throw new RegexSyntaxException("invalid repeat count", operation);
    }

    private static readonly System.Buffers.SearchValues<char> NameCharacters =
        System.Buffers.SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz");
}
