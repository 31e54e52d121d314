using System.Buffers;

namespace Actors.Kubernetes.Models;

/// <summary>
/// Reads the notation of label selectors: requirements with commas between them, each <c>key</c>, <c>!key</c>, <c>key=value</c> (also
/// <c>==</c>, <c>!=</c>, <c>&gt;</c>, <c>&lt;</c>) or <c>key in (a,b)</c> (also <c>notin</c>). A value may be empty.
/// </summary>
internal sealed class LabelSelectorParser(string text)
{
    private static readonly SearchValues<char> Special = SearchValues.Create("=!<>(),");
    private static readonly SearchValues<char> WordEnd = SearchValues.Create("=!<>(), \t\r\n");

    private int _position;
    private int _start;
    private string _token = "";

    private bool IsWord => _token.Length > 0 && !Special.Contains(_token[0]);

    public List<LabelRequirement> Parse()
    {
        var requirements = new List<LabelRequirement>();
        Advance();
        if (_token.Length == 0) return requirements;
        while (true)
        {
            requirements.Add(Requirement());
            if (_token.Length == 0) return requirements;
            if (_token != ",") throw Error("',' or the end");
            Advance();
        }
    }

    private LabelRequirement Requirement()
    {
        var start = _start;
        var isNegated = _token == "!";
        if (isNegated) Advance();
        if (!IsWord) throw Error(isNegated ? "a key" : "a key or '!'");
        var key = Take();
        if (isNegated) return Make(start, key, LabelOperator.DoesNotExist);
        if (_token is "" or ",") return Make(start, key, LabelOperator.Exists);
        LabelOperator? op = _token switch
        {
            "=" or "==" => LabelOperator.Equal,
            "!=" => LabelOperator.NotEqual,
            ">" => LabelOperator.GreaterThan,
            "<" => LabelOperator.LessThan,
            "in" => LabelOperator.In,
            "notin" => LabelOperator.NotIn,
            _ => null,
        };
        if (op is null) throw Error("'=', '==', '!=', '>', '<', 'in', 'notin' or ','");
        Advance();
        return op is LabelOperator.In or LabelOperator.NotIn
            ? Make(start, key, op.Value, Values())
            : Make(start, key, op.Value, Value());
    }

    private string Value()
    {
        if (_token is "" or ",") return "";
        return IsWord ? Take() : throw Error("a value");
    }

    private List<string> Values()
    {
        if (_token != "(") throw Error("'('");
        var values = new List<string>();
        do
        {
            Advance();
            values.Add(IsWord ? Take() : "");
        }
        while (_token == ",");
        if (_token != ")") throw Error("',' or ')'");
        Advance();
        return values;
    }

    private LabelRequirement Make(int start, string key, LabelOperator op, params IEnumerable<string> values)
    {
        try
        {
            return new LabelRequirement(key, op, values);
        }
        catch (ArgumentException exception)
        {
            throw new FormatException($"'{text}' is not a label selector: {exception.Message} (at position {start})", exception);
        }
    }

    private string Take()
    {
        var token = _token;
        Advance();
        return token;
    }

    private void Advance()
    {
        while (_position < text.Length && char.IsWhiteSpace(text[_position])) _position++;
        _start = _position;
        if (_position == text.Length)
        {
            _token = "";
            return;
        }

        var rest = text.AsSpan(_position);
        var length = Special.Contains(rest[0]) ? rest is ['=' or '!', '=', ..] ? 2 : 1 : rest.IndexOfAny(WordEnd);
        _token = (length < 0 ? rest : rest[..length]).ToString();
        _position += _token.Length;
    }

    private FormatException Error(string wanted) =>
        new($"'{text}' is not a label selector: " +
            $"{(_token.Length == 0 ? "it ends" : $"there is '{_token}'")} at position {_start} where {wanted} is wanted");
}
