using System.Text;
using Spectre.Console;

namespace Actors.Cli.Inspection.Output;

/// <summary>Writes text with or without colours. What comes from elsewhere cannot do anything to the terminal: control characters are shown as '·'.</summary>
internal sealed class Ink(bool hasColours)
{
    public static Ink For(TextWriter output, bool isTerminal)
    {
        if (!isTerminal || Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 }) return new Ink(false);
        var profile = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) }).Profile;
        return new Ink(profile.Capabilities.Ansi && profile.Capabilities.ColorSystem != ColorSystem.NoColors);
    }

    public string Paint(Cell cell) => Paint(cell.Text, cell.Tone);

    public string Paint(string text, Tone tone)
    {
        var shown = Harmless(text);
        return !hasColours || tone == Tone.Plain || shown.Length == 0 ? shown : $"\e[{Code(tone)}m{shown}\e[0m";
    }

    /// <summary>A text in one line, without what terminals take for commands.</summary>
    public static string Harmless(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\0', '\x1f') && !text.AsSpan().ContainsAnyInRange('\x7f', '\x9f')) return text;
        var shown = new StringBuilder(text.Length);
        foreach (var character in text.ReplaceLineEndings(" ")) shown.Append(character == '\t' ? ' ' : char.IsControl(character) ? '·' : character);
        return shown.ToString();
    }

    private static string Code(Tone tone) => tone switch
    {
        Tone.Good => "32",
        Tone.Warning => "33",
        Tone.Bad => "31",
        Tone.Faint => "90",
        _ => "1",
    };
}
