using System.Globalization;
using System.Text;

namespace Actors.Settings;

/// <summary>Walks through a text: blanks, comments, strings and bare words of HOCON.</summary>
/// <param name="file">The text.</param>
/// <param name="errors">Where errors go.</param>
/// <param name="firstLine">The number of its first line; 0 for a text that has no lines to speak of.</param>
internal sealed class HoconScanner(HoconFile file, List<SettingsError> errors, int firstLine)
{
    // What cannot stand in text without quotes (HOCON specification, "Unquoted strings").
    private const string Reserved = "$\"{}[]:=,+#`^?!@*&\\";

    private int _position;
    private int _line = firstLine;

    public HoconOrigin Here => new(file.Name, _line);

    public bool AtEnd => _position >= file.Text.Length;

    public char Current => AtEnd ? '\0' : file.Text[_position];

    public bool AtComment => Current == '#' || At("//");

    public bool At(string text) => string.CompareOrdinal(file.Text, _position, text, 0, text.Length) == 0;

    public void Error(string message) => errors.Add(new SettingsError(Here, message));

    public void Advance(int count = 1)
    {
        for (; count > 0 && !AtEnd; count--)
        {
            if (Current == '\n') _line++;
            _position++;
        }
    }

    public bool TryTake(char wanted)
    {
        if (AtEnd || Current != wanted) return false;
        Advance();
        return true;
    }

    /// <summary>Skips blanks within a line; returns them.</summary>
    public string SkipBlanks()
    {
        var start = _position;
        while (!AtEnd && Current != '\n' && (char.IsWhiteSpace(Current) || Current == '\uFEFF')) Advance();
        return file.Text[start.._position];
    }

    /// <summary>Skips blanks, line ends, comments and, where they only separate, commas.</summary>
    public void SkipSeparators(bool commas)
    {
        while (true)
        {
            SkipBlanks();
            if (AtComment) SkipLine();
            else if (!TryTake('\n') && !(commas && TryTake(','))) return;
        }
    }

    /// <summary>Skips what is left of the line.</summary>
    public void SkipLine()
    {
        while (!AtEnd && Current != '\n') Advance();
    }

    /// <summary>The name of what stands here, for messages.</summary>
    public string Describe() => AtEnd ? "the end of the file" : Current == '\n' ? "the end of the line" : $"'{Current}'";

    public string TakeWord()
    {
        var start = _position;
        while (!AtEnd && !char.IsWhiteSpace(Current) && !Reserved.Contains(Current, StringComparison.Ordinal) && !AtComment) Advance();
        return file.Text[start.._position];
    }

    /// <summary>Takes a quoted string, plain or triple; null, with an error, if it does not end.</summary>
    public string? TakeQuoted() => At("\"\"\"") ? TakeTripleQuoted() : TakePlainQuoted();

    private string? TakeTripleQuoted()
    {
        var start = _position + 3;
        var end = file.Text.IndexOf("\"\"\"", start, StringComparison.Ordinal);
        if (end < 0)
        {
            Error("a \"\"\" string does not end");
            Advance(file.Text.Length);
            return null;
        }

        // Quotes right before the closing three belong to the text.
        while (end + 3 < file.Text.Length && file.Text[end + 3] == '"') end++;
        Advance(end + 3 - _position);
        return file.Text[start..end];
    }

    private string? TakePlainQuoted()
    {
        var text = new StringBuilder();
        Advance();
        while (!AtEnd && Current != '\n')
        {
            if (TryTake('"')) return text.ToString();
            if (Current == '\\') TakeEscape(text);
            else
            {
                text.Append(Current);
                Advance();
            }
        }

        Error("a \" string does not end on its line; use \"\"\" for text of several lines");
        return null;
    }

    private void TakeEscape(StringBuilder text)
    {
        Advance();
        if (AtEnd || Current is '\r' or '\n') return;
        var escape = Current;
        Advance();
        if (escape == 'u')
        {
            TakeHexEscape(text);
            return;
        }

        var index = "\"\\/bfnrt".IndexOf(escape, StringComparison.Ordinal);
        if (index >= 0) text.Append("\"\\/\b\f\n\r\t"[index]);
        else Error($"'\\{escape}' is no escape; allowed: \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX");
    }

    private void TakeHexEscape(StringBuilder text)
    {
        var end = Math.Min(_position + 4, file.Text.Length);
        if (int.TryParse(file.Text.AsSpan(_position, end - _position), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) && end == _position + 4)
        {
            text.Append((char)code);
            Advance(4);
        }
        else
        {
            Error("'\\u' needs four hexadecimal digits");
        }
    }
}
