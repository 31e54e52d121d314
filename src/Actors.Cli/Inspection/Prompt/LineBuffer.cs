namespace Actors.Cli.Inspection.Prompt;

/// <summary>A line while it is typed: its text, and the place in it where the next character goes.</summary>
internal sealed class LineBuffer
{
    private string _cut = "";

    public string Text { get; private set; } = "";

    public int Cursor { get; private set; }

    public string BeforeCursor => Text[..Cursor];

    public void Set(string text) => (Text, Cursor) = (text, text.Length);

    /// <summary>Carries out what a key of a shell's line does; false if it is none of those.</summary>
    public bool Apply(ConsoleKeyInfo key)
    {
        var isControl = key.Modifiers.HasFlag(ConsoleModifiers.Control);
        switch (key.Key)
        {
            case ConsoleKey.LeftArrow when isControl:
            case ConsoleKey.B when key.Modifiers == ConsoleModifiers.Alt:
                Cursor = WordStart();
                return true;
            case ConsoleKey.RightArrow when isControl:
            case ConsoleKey.F when key.Modifiers == ConsoleModifiers.Alt:
                Cursor = WordEnd();
                return true;
            case ConsoleKey.LeftArrow:
            case ConsoleKey.B when isControl:
                Cursor = Math.Max(0, Cursor - 1);
                return true;
            case ConsoleKey.RightArrow:
            case ConsoleKey.F when isControl:
                Cursor = Math.Min(Text.Length, Cursor + 1);
                return true;
            case ConsoleKey.Home:
            case ConsoleKey.A when isControl:
                Cursor = 0;
                return true;
            case ConsoleKey.End:
            case ConsoleKey.E when isControl:
                Cursor = Text.Length;
                return true;
            case ConsoleKey.Backspace when !key.Modifiers.HasFlag(ConsoleModifiers.Alt):
            case ConsoleKey.H when isControl:
                Remove(Math.Max(0, Cursor - 1), Cursor);
                return true;
            case ConsoleKey.Delete:
            case ConsoleKey.D when isControl:
                Remove(Cursor, Math.Min(Text.Length, Cursor + 1));
                return true;
            case ConsoleKey.W when isControl:
            case ConsoleKey.Backspace:
                Cut(WordStart(), Cursor);
                return true;
            case ConsoleKey.U when isControl:
                Cut(0, Cursor);
                return true;
            case ConsoleKey.K when isControl:
                Cut(Cursor, Text.Length);
                return true;
            case ConsoleKey.Y when isControl:
                Insert(_cut);
                return true;
            default:
                if (char.IsControl(key.KeyChar)) return false;
                Insert(key.KeyChar.ToString());
                return true;
        }
    }

    /// <summary>Puts a text in place of the characters from <paramref name="start"/> to the cursor.</summary>
    public void Replace(int start, string text)
    {
        Remove(start, Cursor);
        Insert(text);
    }

    private void Insert(string text) => (Text, Cursor) = (Text.Insert(Cursor, text), Cursor + text.Length);

    private void Cut(int start, int end)
    {
        if (start < end) _cut = Text[start..end];
        Remove(start, end);
    }

    private void Remove(int start, int end) => (Text, Cursor) = (Text.Remove(start, end - start), start);

    private int WordStart()
    {
        var at = Cursor;
        while (at > 0 && Text[at - 1] == ' ') at--;
        while (at > 0 && Text[at - 1] != ' ') at--;
        return at;
    }

    private int WordEnd()
    {
        var at = Cursor;
        while (at < Text.Length && Text[at] == ' ') at++;
        while (at < Text.Length && Text[at] != ' ') at++;
        return at;
    }
}
