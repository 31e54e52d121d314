namespace Actors.Cli.Tests.Inspection.Prompt;

/// <summary>Keys by their names, with text between them; a space before and after a name is not typed.</summary>
internal static class Keys
{
    private static readonly Dictionary<string, ConsoleKeyInfo?> Named = new()
    {
        ["LEFT"] = Key(ConsoleKey.LeftArrow),
        ["RIGHT"] = Key(ConsoleKey.RightArrow),
        ["UP"] = Key(ConsoleKey.UpArrow),
        ["DOWN"] = Key(ConsoleKey.DownArrow),
        ["HOME"] = Key(ConsoleKey.Home),
        ["END"] = Key(ConsoleKey.End),
        ["DEL"] = Key(ConsoleKey.Delete),
        ["BACK"] = Key(ConsoleKey.Backspace),
        ["TAB"] = Key(ConsoleKey.Tab),
        ["CTRL-LEFT"] = Key(ConsoleKey.LeftArrow, control: true),
        ["CTRL-RIGHT"] = Key(ConsoleKey.RightArrow, control: true),
        ["ALT-B"] = new ConsoleKeyInfo('b', ConsoleKey.B, false, true, false),
        ["EOF"] = null,
    };

    public static IEnumerable<ConsoleKeyInfo?> Of(string keys)
    {
        var wasText = false;
        foreach (var word in keys.Split(' '))
        {
            if (Named.TryGetValue(word, out var key))
            {
                yield return key;
                wasText = false;
                continue;
            }

            if (word is ['^', var letter])
            {
                yield return new ConsoleKeyInfo((char)(letter - '@'), Enum.Parse<ConsoleKey>($"{letter}"), false, false, true);
                wasText = false;
                continue;
            }

            if (wasText) yield return Character(' ');
            foreach (var character in word) yield return Character(character);
            wasText = true;
        }
    }

    private static ConsoleKeyInfo Key(ConsoleKey key, bool control = false) => new('\0', key, false, false, control);

    private static ConsoleKeyInfo Character(char character) => new(character, ConsoleKey.None, false, false, false);
}
