using System.Globalization;
using System.Text;
using Actors.Load.Records;

namespace Actors.Load.Reports;

/// <summary>A histogram of times.</summary>
internal static class Bars
{
    private const int Height = 160;
    private const int Bottom = 22;
    private const int Top = 16;

    public static void Write(StringBuilder page, string title, Latencies latencies)
    {
        if (latencies.Count == 0) return;
        var used = latencies.Histogram.Select(static (count, place) => (count, place)).Where(static one => one.count > 0).Select(static one => one.place).ToArray();
        var (first, last) = (used[0], used[^1]);
        var width = (double)(Plot.Width - Plot.Left - Plot.Right) / (last - first + 1);
        var most = latencies.Histogram.Max();
        page.Append(CultureInfo.InvariantCulture, $"<figure><figcaption>{HtmlReport.Text(title)}</figcaption><svg viewBox=\"0 0 {Plot.Width} {Height}\" role=\"img\" aria-label=\"{HtmlReport.Text(title)}\">");
        for (var place = first; place <= last; place++)
        {
            var height = (double)latencies.Histogram[place] / most * (Height - Bottom - Top);
            var x = Plot.Left + ((place - first) * width);
            var label = place < Latencies.Bounds.Count ? $"≤ {ReportTable.Number(Latencies.Bounds[place])} ms" : "more";
            page.Append(CultureInfo.InvariantCulture, $"<rect x=\"{x + 2:0.#}\" y=\"{Height - Bottom - height:0.#}\" width=\"{width - 4:0.#}\" height=\"{height:0.#}\" fill=\"{Plot.Colour(0)}\"/>");
            page.Append(CultureInfo.InvariantCulture, $"<text x=\"{x + (width / 2):0.#}\" y=\"{Height - Bottom - height - 4:0.#}\" text-anchor=\"middle\">{latencies.Histogram[place]:#,0}</text>");
            page.Append(CultureInfo.InvariantCulture, $"<text x=\"{x + (width / 2):0.#}\" y=\"{Height - 6}\" text-anchor=\"middle\">{HtmlReport.Text(label)}</text>");
        }

        page.Append("</svg></figure>");
    }
}
