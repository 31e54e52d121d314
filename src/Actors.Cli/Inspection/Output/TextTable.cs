using System.Text;

namespace Actors.Cli.Inspection.Output;

/// <summary>
/// Rows in columns, as kubectl prints them. Only the last column is ever cut, and only to a width that is given: scripts get everything, and names are always whole.
/// </summary>
internal sealed class TextTable(params IReadOnlyList<string> headings)
{
    private const int Gap = 3;
    private const int LastMin = 20;

    private readonly List<IReadOnlyList<Cell>> _rows = [];

    public int Count => _rows.Count;

    /// <summary>Adds a row with a cell for each heading.</summary>
    public void Add(params IReadOnlyList<Cell> cells) => _rows.Add([.. cells.Select(static one => one.Text.Length == 0 ? new Cell("-") : one)]);

    /// <summary>Its lines, the headings first.</summary>
    /// <param name="ink">What they are written with.</param>
    /// <param name="width">The columns there are; null for as many as it takes.</param>
    /// <param name="rows">How many rows at most.</param>
    public IEnumerable<string> Lines(Ink ink, int? width = null, int rows = int.MaxValue)
    {
        var shown = _rows.Take(rows).ToList();
        var widths = headings.Select((heading, i) => shown.Select(row => TextWidth.Of(row[i].Text)).Append(heading.Length).Max()).ToList();
        if (width is { } most) widths[^1] = Math.Min(widths[^1], Math.Max(LastMin, most - widths.SkipLast(1).Sum(static one => one + Gap)));
        yield return Line([.. headings.Select(static heading => new Cell(heading, Tone.Faint))], widths, ink);
        foreach (var row in shown) yield return Line(row, widths, ink);
    }

    private static string Line(IReadOnlyList<Cell> cells, List<int> widths, Ink ink)
    {
        var line = new StringBuilder();
        for (var i = 0; i < cells.Count; i++)
        {
            var isLast = i == cells.Count - 1;
            var text = isLast ? TextWidth.Cut(cells[i].Text, widths[i]) : cells[i].Text;
            line.Append(ink.Paint(text, cells[i].Tone));
            if (!isLast) line.Append(' ', widths[i] + Gap - TextWidth.Of(text));
        }

        return line.ToString();
    }
}
