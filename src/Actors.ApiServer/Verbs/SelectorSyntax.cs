using System.Globalization;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.Verbs;

/// <summary>Says what is wrong with a label selector in the words of a real server (<c>k8s.io/apimachinery/pkg/labels</c>).</summary>
internal sealed class SelectorSyntax
{
    private const string Special = "=!(),><";

    private static readonly string[] Symbols = [")", ",", "!", "==", "=", ">", "<", "!=", "("];
    private static readonly string[] Operators = ["in", "notin", "=", "==", "!=", ">", "<"];

    private readonly string _text;
    private int _at;

    private SelectorSyntax(string text) => _text = text;

    /// <summary>What is wrong; null if nothing is.</summary>
    public static string? Fault(string selector)
    {
        try
        {
            new SelectorSyntax(selector).Selector();
            return null;
        }
        catch (FormatException exception)
        {
            return exception.Message;
        }
    }

    private void Selector()
    {
        while (Peek().Length > 0)
        {
            var first = Peek();
            if (first != "!" && !IsWord(first)) throw Found(first, "!, identifier, or 'end of string'");
            try
            {
                Requirement();
            }
            catch (FormatException exception)
            {
                throw new FormatException($"unable to parse requirement: {exception.Message}", exception);
            }

            var end = Next();
            if (end.Length == 0) return;
            if (end != ",") throw Found(end, "',' or 'end of string'");
            var after = Peek();
            if (after != "!" && !IsWord(after)) throw Found(after, "identifier after ','");
        }
    }

    private void Requirement()
    {
        var isAbsent = Peek() == "!";
        if (isAbsent) Next();
        var key = Next();
        if (!IsWord(key)) throw Found(key, "identifier");
        Check(null, key, NameRules.IsQualifiedName(key));
        if (isAbsent || Peek() is "" or ",") return;
        var sign = Next();
        if (!Operators.Contains(sign)) throw Found(sign, "in, notin, =, ==, !=, gt, lt");
        var isSet = sign is "in" or "notin";
        var values = isSet ? Values() : [Value()];
        if (isSet && values.Count == 0) throw Invalid("values", Array.Empty<string>(), "for 'in', 'notin' operators, values set can't be empty");
        for (var index = 0; index < values.Count; index++)
        {
            FieldPath path = ((FieldPath)"values").Index(index);
            if (sign is ">" or "<" && !long.TryParse(values[index], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
                throw Invalid(path, values[index], "for 'Gt', 'Lt' operators, the value must be an integer");
            Check($"{path}[{key}]", values[index], NameRules.IsLabelValue(values[index]));
        }
    }

    private string Value()
    {
        if (Peek() is "" or ",") return "";
        var value = Next();
        return IsWord(value) ? value : throw Found(value, "identifier");
    }

    private SortedSet<string> ReadValues()
    {
        var values = new SortedSet<string>(StringComparer.Ordinal);
        var last = "(";
        while (Peek() is var next && (next == "," || IsWord(next)))
        {
            Next();
            if (next == ",") AddEmpty(values, last);
            else values.Add(next);
            last = next;
        }

        if (last == ",") values.Add("");
        return values;
    }

    private List<string> Values()
    {
        var open = Next();
        if (open != "(") throw new FormatException($"found '{open}' expected: '('");
        if (Peek() is not (")" or ",") && !IsWord(Peek())) throw Found(Peek(), "',', ')' or identifier");
        var values = ReadValues();
        var close = Next();
        return close == ")" ? [.. values] : throw Found(close, "')'");
    }

    /// <summary>Nothing between two commas, or before the first, is an empty value.</summary>
    private static void AddEmpty(SortedSet<string> values, string last)
    {
        if (last is "(" or ",") values.Add("");
    }

    private string Peek()
    {
        var before = _at;
        var token = Next();
        _at = before;
        return token;
    }

    /// <summary>The next word or symbol; empty at the end.</summary>
    private string Next()
    {
        while (_at < _text.Length && _text[_at] is ' ' or '\t' or '\r' or '\n') _at++;
        if (_at == _text.Length) return "";
        var start = _at;
        if (Special.Contains(_text[_at], StringComparison.Ordinal))
        {
            _at += _at + 1 < _text.Length && Symbols.Contains(_text.Substring(_at, 2)) ? 2 : 1;
            return _text[start.._at];
        }

        while (_at < _text.Length && !Special.Contains(_text[_at], StringComparison.Ordinal) && _text[_at] is not (' ' or '\t' or '\r' or '\n')) _at++;
        return _text[start.._at];
    }

    private static bool IsWord(string token) => token.Length > 0 && !Special.Contains(token[0], StringComparison.Ordinal);

    private static void Check(string? path, string value, IReadOnlyList<string> problems)
    {
        if (problems.Count > 0) throw Invalid(path is null ? null : (FieldPath)path, value, string.Join("; ", problems));
    }

    private static FormatException Invalid(FieldPath? path, object value, string why) => new(FieldError.Invalid(path, value, why).ToString());

    private static FormatException Found(string token, string expected) => new($"found '{token}', expected: {expected}");
}
