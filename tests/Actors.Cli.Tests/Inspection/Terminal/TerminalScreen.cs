using System.Globalization;

namespace Actors.Cli.Tests.Inspection.Terminal;

/// <summary>What somebody sees who sits at a terminal: as much of an xterm as the console uses, and nothing is passed over that it does not know.</summary>
internal sealed class TerminalScreen
{
    private char[][] _cells;
    private char[][]? _main;
    private (int Row, int Column) _mainCursor;
    private bool _wraps;

    public TerminalScreen(int width, int height)
    {
        (Width, Height) = (width, height);
        _cells = Blank(width, height);
    }

    public int Width { get; private set; }

    public int Height { get; private set; }

    public int Row { get; private set; }

    public int Column { get; private set; }

    /// <summary>Whether the screen is one of its own, which leaves what was there before.</summary>
    public bool IsAlternate => _main is not null;

    /// <summary>Whether anything was shown in colour.</summary>
    public bool HasColours { get; private set; }

    public IReadOnlyList<string> Lines => [.. _cells.Select(static row => new string(row).TrimEnd())];

    public string Text => string.Join('\n', Lines).TrimEnd('\n');

    /// <summary>The line the cursor is in.</summary>
    public string Line => Lines[Row];

    public void Resize(int width, int height)
    {
        var cells = Blank(width, height);
        for (var row = 0; row < Math.Min(height, Height); row++) _cells[row].AsSpan(0, Math.Min(width, Width)).CopyTo(cells[row]);
        (_cells, Width, Height) = (cells, width, height);
        (Row, Column, _wraps) = (Math.Min(Row, height - 1), Math.Min(Column, width - 1), false);
    }

    /// <summary>Shows what was written; returns how much of it was: a command that is not whole yet is not.</summary>
    public int Feed(ReadOnlySpan<char> text)
    {
        var at = 0;
        while (at < text.Length)
        {
            var length = text[at] == '\e' ? Command(text[at..]) : Plain(text[at]);
            if (length == 0) break;
            at += length;
        }

        return at;
    }

    private static char[][] Blank(int width, int height) => [.. Enumerable.Range(0, height).Select(_ => BlankRow(width))];

    private static char[] BlankRow(int width)
    {
        var row = new char[width];
        row.AsSpan().Fill(' ');
        return row;
    }

    private int Plain(char character)
    {
        switch (character)
        {
            case '\r':
                (Column, _wraps) = (0, false);
                break;
            case '\n':
                NewLine();
                break;
            case '\b':
                (Column, _wraps) = (Math.Max(0, Column - 1), false);
                break;
            case '\a':
                break;
            default:
                if (char.IsControl(character)) throw new InvalidOperationException($"unknown control character {(int)character}");
                if (_wraps)
                {
                    Column = 0;
                    NewLine();
                }

                _cells[Row][Column] = character;
                if (Column == Width - 1) _wraps = true;
                else Column++;
                break;
        }

        return 1;
    }

    private void NewLine()
    {
        _wraps = false;
        if (Row < Height - 1)
        {
            Row++;
            return;
        }

        _cells = [.. _cells.Skip(1), BlankRow(Width)];
    }

    private int Command(ReadOnlySpan<char> text)
    {
        if (text.Length < 2) return 0;
        if (text[1] is '=' or '>') return 2;
        if (text[1] == '(') return text.Length < 3 ? 0 : 3;
        if (text[1] != '[') throw new InvalidOperationException($"unknown command ESC {text[1]}");
        var end = text[2..].IndexOfAnyInRange('@', '~');
        if (end < 0) return 0;
        Carry(text[end + 2], text.Slice(2, end).ToString());
        return end + 3;
    }

    private void Carry(char command, string parameters)
    {
        if (command != 'm') _wraps = false;
        var numbers = parameters.Split(';').Select(static one => int.TryParse(one, CultureInfo.InvariantCulture, out var number) ? number : 0).ToList();
        switch (command)
        {
            case 'H':
                (Row, Column) = (Math.Max(0, numbers[0] - 1), numbers.Count > 1 ? Math.Max(0, numbers[1] - 1) : 0);
                break;
            case 'D':
                Column = Math.Max(0, Column - Math.Max(1, numbers[0]));
                break;
            case 'K':
                _cells[Row].AsSpan(numbers[0] == 2 ? 0 : Column).Fill(' ');
                break;
            case 'J':
                for (var row = numbers[0] == 2 ? 0 : Row + 1; row < Height; row++) _cells[row].AsSpan().Fill(' ');
                if (numbers[0] == 0) _cells[Row].AsSpan(Column).Fill(' ');
                break;
            case 'm':
                HasColours |= numbers.Any(static one => one is >= 30 and <= 97);
                break;
            case 'h' or 'l' when parameters == "?1049":
                Switch(command == 'h');
                break;
            case 'h' or 'l' when parameters.StartsWith('?'):
                break;
            default:
                throw new InvalidOperationException($"unknown command ESC [ {parameters}{command}");
        }
    }

    private void Switch(bool toAlternate)
    {
        if (toAlternate == IsAlternate) return;
        if (toAlternate)
        {
            (_main, _mainCursor) = (_cells, (Row, Column));
            _cells = Blank(Width, Height);
            return;
        }

        _cells = _main!;
        (Row, Column) = _mainCursor;
        _main = null;
        if (_cells.Length != Height || _cells[0].Length != Width)
        {
            (var width, var height, Width, Height) = (Width, Height, _cells[0].Length, _cells.Length);
            Resize(width, height);
        }
    }
}
