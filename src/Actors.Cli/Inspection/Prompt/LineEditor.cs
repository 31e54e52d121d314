using System.Text;
using Actors.Cli.Inspection.Output;

namespace Actors.Cli.Inspection.Prompt;

/// <summary>Reads a line at a terminal: keys as in a shell, the history with the arrows, Tab to complete. A line longer than the terminal is wide is shown in part.</summary>
/// <param name="keys">Gives the next key; null when there will be none.</param>
/// <param name="output">The terminal.</param>
/// <param name="width">How many columns it has now.</param>
/// <param name="history">The lines before.</param>
/// <param name="completer">Completes words.</param>
internal sealed class LineEditor(Func<CancellationToken, ValueTask<ConsoleKeyInfo?>> keys, TextWriter output, Func<int> width, History history, Completer completer)
{
    private const int ListedMax = 200;

    private readonly LineBuffer _line = new();
    private string _prompt = "";

    /// <summary>Reads a line.</summary>
    /// <returns>The line; null at Ctrl-D in an empty one, or when the terminal is gone.</returns>
    public async Task<string?> ReadAsync(string prompt, CancellationToken cancellation)
    {
        _prompt = prompt;
        _line.Set("");
        history.Rewind();
        while (true)
        {
            Draw();
            if (await keys(cancellation) is not { } key) return End(null);
            var isControl = key.Modifiers == ConsoleModifiers.Control;
            switch (key.Key)
            {
                case ConsoleKey.Enter:
                case ConsoleKey.J when isControl:
                    return End(_line.Text);
                case ConsoleKey.D when isControl && _line.Text.Length == 0:
                    return End(null);
                case ConsoleKey.C when isControl:
                    output.Write("^C");
                    return End("");
                case ConsoleKey.L when isControl:
                    output.Write("\e[H\e[2J");
                    break;
                case ConsoleKey.UpArrow:
                case ConsoleKey.P when isControl:
                    if (history.Older(_line.Text) is { } older) _line.Set(older);
                    break;
                case ConsoleKey.DownArrow:
                case ConsoleKey.N when isControl:
                    if (history.Newer() is { } newer) _line.Set(newer);
                    break;
                case ConsoleKey.Tab:
                    Complete();
                    break;
                default:
                    _line.Apply(key);
                    break;
            }
        }
    }

    private string? End(string? line)
    {
        output.WriteLine();
        output.Flush();
        return line;
    }

    private void Complete()
    {
        var (start, words) = completer.Complete(_line.BeforeCursor);
        if (words.Count == 0) return;
        var typed = _line.BeforeCursor[start..];
        var common = Completer.CommonStart(words);
        if (words.Count == 1) _line.Replace(start, words[0].EndsWith('/') ? words[0] : $"{words[0]} ");
        else if (common.Length > typed.Length) _line.Replace(start, common);
        else List(words);
    }

    /// <summary>Shows what can be typed below the line, in as many columns as there is room for.</summary>
    private void List(IReadOnlyList<string> words)
    {
        output.WriteLine();
        var shown = words.Take(ListedMax).Select(Ink.Harmless).ToList();
        var column = shown.Max(TextWidth.Of) + 2;
        var columns = Math.Max(1, width() / column);
        var rows = (shown.Count + columns - 1) / columns;
        for (var row = 0; row < rows; row++)
        {
            var line = new StringBuilder();
            for (var i = row; i < shown.Count; i += rows) line.Append(shown[i]).Append(' ', column - TextWidth.Of(shown[i]));
            output.WriteLine(line.ToString().TrimEnd());
        }

        if (words.Count > ListedMax) output.WriteLine($"… and {words.Count - ListedMax} more");
    }

    private void Draw()
    {
        // One column stays free, so that the cursor never stands behind the last one.
        var room = Math.Max(1, width() - _prompt.Length - 1);
        var start = 0;
        while (TextWidth.Of(_line.Text[start.._line.Cursor]) > room) start++;
        var end = _line.Text.Length;
        while (end > _line.Cursor && TextWidth.Of(_line.Text[start..end]) > room) end--;
        var back = TextWidth.Of(_line.Text[_line.Cursor..end]);
        output.Write($"\r\e[2K{_prompt}{_line.Text[start..end]}{(back > 0 ? $"\e[{back}D" : "")}");
        output.Flush();
    }
}
