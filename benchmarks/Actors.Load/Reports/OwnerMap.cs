using System.Globalization;
using System.Text;
using Actors.Load.Fleets;

namespace Actors.Load.Reports;

/// <summary>Who owned which shard when: shards from top to bottom, time from left to right, a colour for each replica and none for nobody.</summary>
internal static class OwnerMap
{
    private const int Height = 200;
    private const int TimesHeight = 22;

    /// <param name="page">Gets it.</param>
    /// <param name="round">What was seen.</param>
    /// <param name="names">The replicas in the order in which they have colours.</param>
    public static void Write(StringBuilder page, RoundResult round, IReadOnlyList<string> names)
    {
        Sample[] samples = [.. round.Samples.Where(static one => one.Owners.Count > 0)];
        if (samples.Length == 0) return;
        var until = Math.Max(1, samples[^1].At);
        page.Append("<figure><figcaption>owners of the shards");
        string[] colours = [.. round.Replicas.Select(replica => Plot.Colour(names.Index().First(one => one.Item == replica).Index))];
        foreach (var (colour, replica) in colours.Zip(round.Replicas).OrderBy(static one => one.Second, StringComparer.Ordinal))
            page.Append($"<span class=\"key\" style=\"background:{colour}\"></span>{HtmlReport.Text(replica)}");
        page.Append(CultureInfo.InvariantCulture, $"</figcaption><svg viewBox=\"0 0 {Plot.Width} {Height + TimesHeight}\" role=\"img\" aria-label=\"owners of the shards\" shape-rendering=\"crispEdges\">");
        for (var at = 0; at < samples.Length; at++)
        {
            var from = at == 0 ? 0 : samples[at - 1].At;
            WriteColumn(page, samples[at].Owners, colours, Plot.X(from, until), Plot.X(samples[at].At, until));
        }

        Plot.WriteTimes(page, until, Height + TimesHeight - 6);
        page.Append("</svg></figure>");
    }

    /// <summary>Neighbours of one owner are one rectangle.</summary>
    private static void WriteColumn(StringBuilder page, IReadOnlyList<int> owners, string[] colours, double left, double right)
    {
        for (int from = 0, to; from < owners.Count; from = to)
        {
            for (to = from + 1; to < owners.Count && owners[to] == owners[from];) to++;
            if (owners[from] < 0) continue;
            page.Append(
                CultureInfo.InvariantCulture,
                $"<rect x=\"{left:0.#}\" y=\"{(double)from * Height / owners.Count:0.#}\" width=\"{right - left + 0.1:0.#}\" height=\"{(double)(to - from) * Height / owners.Count:0.#}\" fill=\"{colours[owners[from]]}\"/>");
        }
    }
}
