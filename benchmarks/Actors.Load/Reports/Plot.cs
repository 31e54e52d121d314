using System.Globalization;
using System.Text;
using Actors.Load.Fleets;

namespace Actors.Load.Reports;

/// <summary>A line of a plot.</summary>
internal sealed record Series(string Name, IReadOnlyList<(double At, double Value)> Points);

/// <summary>A plot over time as SVG.</summary>
internal static class Plot
{
    public const int Width = 960;
    public const int Left = 62;
    public const int Right = 10;

    private const int Height = 220;
    private const int Top = 10;
    private const int Bottom = 26;
    private const int Ticks = 4;

    public static void Write(StringBuilder page, string title, IReadOnlyList<Series> series, IReadOnlyList<Mark> marks, bool isLogarithmic = false)
    {
        var values = series.SelectMany(static one => one.Points).ToArray();
        if (values.Length == 0) return;
        var until = Math.Max(1, values.Max(static one => one.At));
        var (least, most) = isLogarithmic ? (Math.Max(0.01, values.Min(static one => one.Value)), Math.Max(0.1, values.Max(static one => one.Value))) : (0, values.Max(static one => one.Value));
        if (isLogarithmic) (least, most) = (Math.Pow(10, Math.Floor(Math.Log10(least))), Math.Pow(10, Math.Ceiling(Math.Log10(most))));
        most = most <= least ? least + 1 : most;
        page.Append($"<figure><figcaption>{HtmlReport.Text(title)}");
        for (var at = 0; at < series.Count; at++) page.Append($"<span class=\"key\" style=\"background:{Colour(at)}\"></span>{HtmlReport.Text(series[at].Name)}");
        page.Append(CultureInfo.InvariantCulture, $"</figcaption><svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{HtmlReport.Text(title)}\">");
        WriteAxes(page, until, least, most, isLogarithmic);
        foreach (var mark in marks)
            page.Append(CultureInfo.InvariantCulture, $"<line class=\"mark\" x1=\"{X(mark.At, until):0.#}\" x2=\"{X(mark.At, until):0.#}\" y1=\"{Top}\" y2=\"{Height - Bottom}\"><title>{HtmlReport.Text(mark.Text)}</title></line>");
        for (var at = 0; at < series.Count; at++)
        {
            page.Append(CultureInfo.InvariantCulture, $"<polyline fill=\"none\" stroke=\"{Colour(at)}\" stroke-width=\"1.6\" points=\"");
            foreach (var (time, value) in series[at].Points) page.Append(CultureInfo.InvariantCulture, $"{X(time, until):0.#},{Y(value, least, most, isLogarithmic):0.#} ");
            page.Append("\"/>");
        }

        page.Append("</svg></figure>");
    }

    public static string Colour(int number) => $"var(--c{number % 8})";

    public static double X(double at, double until) => Left + (at / until * (Width - Left - Right));

    public static void WriteTimes(StringBuilder page, double until, int y)
    {
        for (var tick = 0; tick <= Ticks; tick++)
        {
            var at = until * tick / Ticks;
            page.Append(CultureInfo.InvariantCulture, $"<text x=\"{X(at, until):0.#}\" y=\"{y}\" text-anchor=\"{(tick == 0 ? "start" : tick == Ticks ? "end" : "middle")}\">{at:0} s</text>");
        }
    }

    private static void WriteAxes(StringBuilder page, double until, double least, double most, bool isLogarithmic)
    {
        var ticks = isLogarithmic
            ? Enumerable.Range(0, (int)Math.Round(Math.Log10(most / least)) + 1).Select(power => least * Math.Pow(10, power))
            : Enumerable.Range(0, Ticks + 1).Select(tick => most * tick / Ticks);
        foreach (var value in ticks)
        {
            var y = Y(value, least, most, isLogarithmic);
            page.Append(CultureInfo.InvariantCulture, $"<line class=\"axis\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{y:0.#}\" y2=\"{y:0.#}\"/><text x=\"{Left - 6}\" y=\"{y + 4:0.#}\" text-anchor=\"end\">{ReportTable.Number(value)}</text>");
        }

        WriteTimes(page, until, Height - 8);
    }

    private static double Y(double value, double least, double most, bool isLogarithmic)
    {
        var share = isLogarithmic ? Math.Log10(Math.Max(value, least) / least) / Math.Log10(most / least) : (value - least) / (most - least);
        return Height - Bottom - (share * (Height - Top - Bottom));
    }
}
