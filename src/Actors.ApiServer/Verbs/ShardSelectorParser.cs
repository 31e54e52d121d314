using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.Verbs;

/// <summary>Reads the notation of shard selectors, a small part of CEL: calls of <c>shardRange</c> joined by <c>||</c>, in brackets or not.</summary>
internal sealed class ShardSelectorParser(string text)
{
    /// <summary>Numbers of the kinds of expressions, as a real server's messages count them.</summary>
    private const int IdentKind = 3;
    private const int LiteralKind = 5;
    private const int SelectKind = 7;

    private int _position;

    public List<(string Field, string Start, string End)> Parse()
    {
        if (text.Length == 0) throw new FormatException("empty shard selector is not allowed; omit the parameter for unfiltered lists");
        var calls = Disjunction();
        if (Peek() is { } rest) throw Syntax(rest);
        return calls;
    }

    private List<(string, string, string)> Disjunction()
    {
        var calls = Term();
        while (Peek() == '|')
        {
            Take('|');
            if (_position >= text.Length || text[_position] != '|') throw Syntax('|');
            _position++;
            calls.AddRange(Term());
        }

        return calls;
    }

    private List<(string, string, string)> Term()
    {
        if (Peek() == '(')
        {
            Take('(');
            var inner = Disjunction();
            Take(')');
            return inner;
        }

        if (Peek() is '\'' or '"' or (>= '0' and <= '9')) throw Unexpected(LiteralKind);
        var name = Path();
        if (Peek() != '(') throw Unexpected(name.Contains('.') ? SelectKind : IdentKind);
        if (name != "shardRange") throw new FormatException($"unsupported function {GoText.Quote(name)}; only shardRange() and || are allowed");
        return [Call()];
    }

    private (string, string, string) Call()
    {
        var arguments = new List<(string Text, bool IsLiteral)>();
        Take('(');
        while (Peek() != ')')
        {
            if (arguments.Count > 0) Take(',');
            arguments.Add(Peek() is '\'' or '"' ? (Literal(), true) : (Path(), false));
        }

        Take(')');
        if (arguments.Count != 3) throw new FormatException($"shardRange() requires exactly 3 arguments, got {arguments.Count}");
        var (field, start, end) = (arguments[0], arguments[1], arguments[2]);
        if (field.IsLiteral) throw new FormatException($"shardRange() first argument: expected field path (e.g. object.metadata.uid), got expression kind {LiteralKind}");
        if (field.Text is not ("object.metadata.uid" or "object.metadata.namespace"))
            throw new FormatException($"unsupported field path {GoText.Quote(field.Text)}; supported: object.metadata.uid, object.metadata.namespace");
        CheckLiteral(start, "hexStart");
        CheckLiteral(end, "hexEnd");
        return ShardSelector.IsBelow(start.Text, end.Text)
            ? (field.Text, start.Text, end.Text)
            : throw new FormatException($"shard range start {start.Text} must be less than end {end.Text}");
    }

    private static void CheckLiteral((string Text, bool IsLiteral) argument, string name)
    {
        if (!argument.IsLiteral) throw new FormatException($"{name} must be a string literal (e.g. '0xff'), got expression kind {IdentKind}");
        ShardSelector.CheckBound(argument.Text, name);
    }

    private string Path()
    {
        Peek();
        var start = _position;
        while (_position < text.Length && (char.IsAsciiLetterOrDigit(text[_position]) || text[_position] is '_' or '.')) _position++;
        return _position > start ? text[start.._position] : throw Syntax(Peek());
    }

    private string Literal()
    {
        var quote = text[_position];
        var end = text.IndexOf(quote, _position + 1);
        if (end < 0) throw Syntax(quote);
        var literal = text[(_position + 1)..end];
        _position = end + 1;
        return literal;
    }

    private void Take(char wanted)
    {
        if (Peek() != wanted) throw Syntax(Peek());
        _position++;
    }

    private char? Peek()
    {
        while (_position < text.Length && char.IsWhiteSpace(text[_position])) _position++;
        return _position < text.Length ? text[_position] : null;
    }

    private static FormatException Unexpected(int kind) => new($"unexpected expression kind {kind}; expected shardRange() call or || operator");

    private static FormatException Syntax(char? found) =>
        new($"CEL parse error: Syntax error: {(found is null ? "mismatched input '<EOF>'" : $"extraneous input '{found}'")}");
}
