using System.Net;
using System.Text;
using Actors.Load.Fleets;

namespace Actors.Load.Reports;

/// <summary>A report as one page that needs nothing else: figures, and plots of the last round of each subject.</summary>
internal static class HtmlReport
{
    private const string Style = """
        :root { color-scheme: light dark; --back: #fff; --text: #1c2024; --faint: #6b7280; --line: #d9dde3; --good: #18794e; --bad: #cd2b31;
                --c0: #0072b2; --c1: #d55e00; --c2: #009e73; --c3: #cc79a7; --c4: #a07800; --c5: #56b4e9; --c6: #8250df; --c7: #4d4d4d; }
        @media (prefers-color-scheme: dark) { :root { --back: #14171a; --text: #e6e8eb; --faint: #98a2ad; --line: #343a41; --good: #4cc38a; --bad: #ff7b7b;
                --c0: #4aa8e0; --c1: #ff8c42; --c2: #2fd09f; --c3: #e8a0c8; --c4: #d9b430; --c5: #8fd0f5; --c6: #b794f6; --c7: #b0b0b0; } }
        @media print { :root { --back: #fff; --text: #000; --faint: #444; --line: #bbb; } figure, table { break-inside: avoid; } }
        body { background: var(--back); color: var(--text); font: 15px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
        h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin-top: 2.5rem; } .faint, figcaption { color: var(--faint); }
        table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; } th, td { border-bottom: 1px solid var(--line); padding: .3rem .6rem; text-align: right; }
        th:first-child, td:first-child { text-align: left; } .good { color: var(--good); } .bad { color: var(--bad); }
        figure { margin: 1.2rem 0; } svg { width: 100%; height: auto; display: block; } svg text { fill: var(--faint); font: 11px system-ui, sans-serif; }
        .axis { stroke: var(--line); } .mark { stroke: var(--faint); stroke-dasharray: 3 3; } .key { display: inline-block; width: .8em; height: .8em; margin: 0 .3em 0 1em; }
        code { overflow-wrap: anywhere; }
        """;

    public static string Write(Report report)
    {
        var page = new StringBuilder("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>");
        page.Append(Text(report.Title)).Append("</title><style>").Append(Style).Append("</style></head><body><h1>").Append(Text(report.Title)).Append("</h1>");
        page.Append($"<p class=\"faint\">{report.MadeAt:yyyy-MM-dd HH:mm} UTC, {report.Processors} processors, .NET {Text(report.Runtime)}<br><code>{Text(report.Command)}</code></p>");
        if (report.Rounds.Count > 0) page.Append(report.IsSound ? "<p class=\"good\">Nothing was lost, and nothing was done twice at once.</p>" : "<p class=\"bad\">Objects were lost, or reconciled twice at once.</p>");
        WriteFigures(page, report);
        foreach (var subject in report.Rounds.Select(static one => one.Subject).Distinct()) WritePlots(page, report.Rounds.Last(one => one.Subject == subject));
        return page.Append("</body></html>\n").ToString();
    }

    private static void WriteFigures(StringBuilder page, Report report)
    {
        string[] subjects = [.. report.Figures.Select(static one => one.Subject).Distinct()];
        page.Append("<table><thead><tr><th>median of the rounds (least–most)</th><th>goal</th>");
        foreach (var subject in subjects) page.Append($"<th>{Text(subject)}</th>");
        page.Append("</tr></thead><tbody>");
        foreach (var what in report.Figures.Select(static one => one.What).Distinct())
        {
            Figure?[] figures = [.. subjects.Select(subject => report.Figures.Find(one => one.Subject == subject && one.What == what))];
            var first = figures.First(static one => one is not null)!;
            page.Append($"<tr><td>{Text(what)}</td><td>{(first.Goal is { } goal ? Text($"≤ {ReportTable.Number(goal)} {first.Unit}") : "")}</td>");
            foreach (var figure in figures)
            {
                var verdict = figure?.Goal is not { } limit || figure.Subject != FleetPlan.Operator ? "" : figure.Median <= limit ? " class=\"good\"" : " class=\"bad\"";
                page.Append($"<td{verdict}>{Text(ReportTable.Text(figure))}</td>");
            }

            page.Append("</tr>");
        }

        page.Append("</tbody></table>");
    }

    private static void WritePlots(StringBuilder page, RoundResult round)
    {
        page.Append($"<h2>{Text(round.Subject)}, round {round.Round}</h2>");
        string[] names = [.. round.Samples.SelectMany(static one => one.Members).Select(static one => one.Name).Union(round.Replicas).Order(StringComparer.Ordinal)];
        var marks = round.Marks;
        Plot.Write(page, "from when a change was due to its reconcile, ms", [
            new("p50", [.. round.Latencies.Select(static one => (one.At, one.P50))]), new("p99", [.. round.Latencies.Select(static one => (one.At, one.P99))])], marks, isLogarithmic: true);
        Plot.Write(page, "reconciles a second", [.. names.Select(name => SeriesOf(round, name, static one => one.Reconciles))], marks);
        Plot.Write(page, "processors in use", [.. names.Select(name => SeriesOf(round, name, static one => one.Processors))], marks);
        Plot.Write(page, "working set, MB", [.. names.Select(name => SeriesOf(round, name, static one => one.WorkingSet / 1e6))], marks);
        OwnerMap.Write(page, round, names);
        Bars.Write(page, "changes by how long they took to their reconcile", round.ToBegin);
    }

    private static Series SeriesOf(RoundResult round, string name, Func<MemberSample, double> value) => new(
        name, [.. round.Samples.SelectMany(sample => sample.Members.Where(one => one.Name == name).Select(one => (sample.At, value(one))))]);

    public static string Text(string text) => WebUtility.HtmlEncode(text);
}
