using Spectre.Console.Rendering;

namespace Actors.Cli.Inspection.Output;

/// <summary>How many columns of a terminal a text takes.</summary>
internal static class TextWidth
{
    public static int Of(string text) => System.Text.Ascii.IsValid(text) ? text.Length : Segment.CellCount([new Segment(Ink.Harmless(text))]);

    /// <summary>A text of that many columns at most; what was cut ends with an ellipsis.</summary>
    public static string Cut(string text, int width)
    {
        if (Of(text) <= width) return text;
        if (width <= 0) return "";
        var shown = Ink.Harmless(text);
        var kept = Math.Min(shown.Length, width - 1);
        while (kept > 0 && (Of(shown[..kept]) > width - 1 || char.IsHighSurrogate(shown[kept - 1]))) kept--;
        return $"{shown[..kept]}…";
    }
}
