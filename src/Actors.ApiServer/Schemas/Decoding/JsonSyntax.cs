namespace Actors.ApiServer.Schemas;

/// <summary>Says what is wrong with text that is no JSON, in the words of Go's scanner. Only asked once reading has failed.</summary>
internal ref struct JsonSyntax
{
    private readonly ReadOnlySpan<byte> _text;
    private readonly int _depthMax;
    private int _position;
    private int _depth;
    private string? _error;

    private JsonSyntax(ReadOnlySpan<byte> text, int depthMax)
    {
        _text = text;
        _depthMax = depthMax;
    }

    /// <summary>The first mistake; null if the scanner finds none, as when a number is too great or text no UTF-8.</summary>
    public static string? Describe(ReadOnlySpan<byte> text, int depthMax)
    {
        var syntax = new JsonSyntax(text, depthMax);
        if (!syntax.Value("looking for beginning of value")) return syntax._error;
        return syntax.Next() < 0 ? null : syntax.Unexpected("after top-level value") ? null : syntax._error;
    }

    /// <summary>The next byte that is not white space; -1 at the end.</summary>
    private int Next()
    {
        while (_position < _text.Length && _text[_position] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n') _position++;
        return _position < _text.Length ? _text[_position] : -1;
    }

    private bool Unexpected(string context)
    {
        _error = _position < _text.Length
            ? $"invalid character {GoText.QuoteCharacter(_text[_position])} {context}"
            : "unexpected end of JSON input";
        return false;
    }

    private bool Value(string context)
    {
        switch (Next())
        {
            case '{': return Members();
            case '[': return Items();
            case '"': return Text();
            case '-' or (>= '0' and <= '9'): return Number();
            case 't': return Literal("true");
            case 'f': return Literal("false");
            case 'n': return Literal("null");
            default: return Unexpected(context);
        }
    }

    private bool Members()
    {
        if (++_depth > _depthMax) return Unexpected("exceeded max depth");
        _position++;
        if (Next() == '}') return Close();
        while (true)
        {
            if (Next() != '"') return Unexpected("looking for beginning of object key string");
            if (!Text()) return false;
            if (Next() != ':') return Unexpected("after object key");
            _position++;
            if (!Value("looking for beginning of value")) return false;
            if (Next() == '}') return Close();
            if (Next() != ',') return Unexpected("after object key:value pair");
            _position++;
        }
    }

    private bool Items()
    {
        if (++_depth > _depthMax) return Unexpected("exceeded max depth");
        _position++;
        if (Next() == ']') return Close();
        while (true)
        {
            if (!Value("looking for beginning of value")) return false;
            if (Next() == ']') return Close();
            if (Next() != ',') return Unexpected("after array element");
            _position++;
        }
    }

    private bool Close()
    {
        _depth--;
        _position++;
        return true;
    }

    private bool Text()
    {
        for (_position++; _position < _text.Length; _position++)
        {
            switch (_text[_position])
            {
                case (byte)'"':
                    _position++;
                    return true;
                case (byte)'\\':
                    if (!Escape()) return false;
                    break;
                case < 0x20:
                    return Unexpected("in string literal");
            }
        }

        return Unexpected("");
    }

    private bool Escape()
    {
        _position++;
        if (_position >= _text.Length) return Unexpected("");
        if (_text[_position] != 'u') return "\"\\/bfnrt"u8.Contains(_text[_position]) || Unexpected("in string escape code");
        for (var digit = 0; digit < 4; digit++)
        {
            _position++;
            if (_position >= _text.Length || !char.IsAsciiHexDigit((char)_text[_position])) return Unexpected(@"in \u hexadecimal character escape");
        }

        return true;
    }

    private bool Number()
    {
        if (_text[_position] == '-' && !Digit(1)) return After(1, "in numeric literal");
        if (_text[_position] == '-') _position++;
        if (_text[_position] == '0') _position++;
        else Digits();
        if (At('.'))
        {
            if (!Digit(1)) return After(1, "after decimal point in numeric literal");
            _position++;
            Digits();
        }

        if (!At('e') && !At('E')) return true;
        var sign = _position + 1 < _text.Length && _text[_position + 1] is (byte)'+' or (byte)'-' ? 2 : 1;
        if (!Digit(sign)) return After(sign, "in exponent of numeric literal");
        _position += sign;
        Digits();
        return true;
    }

    private readonly bool At(char wanted) => _position < _text.Length && _text[_position] == wanted;

    private readonly bool Digit(int ahead) => _position + ahead < _text.Length && char.IsAsciiDigit((char)_text[_position + ahead]);

    private bool After(int ahead, string context)
    {
        _position += ahead;
        return Unexpected(context);
    }

    private void Digits()
    {
        while (Digit(0)) _position++;
    }

    private bool Literal(string literal)
    {
        for (var at = 1; at < literal.Length; at++)
        {
            _position++;
            if (!At(literal[at])) return Unexpected($"in literal {literal} (expecting '{literal[at]}')");
        }

        _position++;
        return true;
    }
}
