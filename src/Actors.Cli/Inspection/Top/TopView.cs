using System.Globalization;
using System.Text.Json;
using Actors.Cli.Inspection.Client;
using Actors.Cli.Inspection.Output;
using Actors.Operators.Management;

namespace Actors.Cli.Inspection.Top;

/// <summary>What <c>top</c> shows, as lines.</summary>
internal static class TopView
{
    private const int Headers = 2;
    private const int Blanks = 3;

    public static TopAnswer Read(JsonElement json) => Answers.Read(json, ManagementJson.Default.TopAnswer);

    /// <summary>Lays an answer out on a screen: no line is wider, and there are no more lines.</summary>
    /// <param name="answer">The figures.</param>
    /// <param name="problem">Why there are no newer ones; null if these are new.</param>
    /// <param name="width">The columns.</param>
    /// <param name="height">The rows.</param>
    /// <param name="ink">What to write with.</param>
    public static IReadOnlyList<string> Lines(TopAnswer answer, string? problem, int width, int height, Ink ink)
    {
        var (replicas, failing, slowest) = (Replicas(answer, width), Failing(answer), Slowest(answer));

        // Each table has a row of headings and is separated by an empty line; what is left of the screen is shared, the replicas first.
        var rows = Math.Max(0, height - 1 - Headers - Blanks - 3);
        var replicaRows = Math.Min(replicas.Count, Math.Max(1, rows / 2));
        var failingRows = Math.Min(failing.Count, Math.Max((rows - replicaRows + 1) / 2, rows - replicaRows - slowest.Count));
        var slowestRows = Math.Min(slowest.Count, rows - replicaRows - failingRows);
        List<string> lines =
        [
            Summary(answer, width, ink),
            States(answer, width, ink),
            "",
            .. replicas.Lines(ink, width, replicaRows),
            "",
            .. Titled("FAILING", failing, failingRows, width, ink),
            "",
            .. Titled("SLOWEST", slowest, slowestRows, width, ink),
        ];
        var screen = lines.Take(height - 1).ToList();
        while (screen.Count < height - 1) screen.Add("");
        screen.Add(Foot(answer, problem, width, ink));
        return screen;
    }

    public static void PrintOnce(TopAnswer answer, Printer printer)
    {
        printer.Line(Total(answer));
        foreach (var table in new[] { Replicas(answer, int.MaxValue), Failing(answer), Slowest(answer) })
        {
            printer.Line();
            printer.Table(table);
        }
    }

    private static string Summary(TopAnswer answer, int width, Ink ink) => ink.Paint(TextWidth.Cut(Total(answer), width), Tone.Strong);

    private static string Total(TopAnswer answer)
    {
        var all = answer.Replicas;
        var (rate, errors) = (all.Sum(static one => one.ReconcilesPerSecond ?? 0), all.Sum(static one => one.ErrorsPerSecond ?? 0));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Count(all.Count, "replica")}  {Count(all.Sum(static one => one.Objects), "object")}  {all.Sum(static one => one.Running):N0} running  {all.Sum(static one => one.Waiting):N0} waiting  {Rate(rate)} reconciles/s  {Rate(errors)} errors/s");
    }

    private static string States(TopAnswer answer, int width, Ink ink)
    {
        var states = answer.Replicas.SelectMany(static one => one.States).GroupBy(static one => one.Key, static one => one.Value).Select(static one => (State: one.Key, Count: one.Sum()));
        var line = "";
        foreach (var (state, count) in states.OrderByDescending(static one => one.Count).ThenBy(static one => one.State, StringComparer.Ordinal))
        {
            var part = $"{(line.Length == 0 ? "" : "  ")}{state} {count.ToString("N0", CultureInfo.InvariantCulture)}";
            if (line.Length + part.Length > width) break;
            line += part;
        }

        return ink.Paint(line, Tone.Faint);
    }

    /// <summary>The replicas; on a narrow screen without what matters least.</summary>
    private static TextTable Replicas(TopAnswer answer, int width)
    {
        var isWide = width >= 120;
        var table = new TextTable(isWide
            ? ["REPLICA", "SHARDS", "OBJECTS", "RUN", "WAIT", "REC/S", "ERR/S", "HEARD", "LEASE", "CPU", "MEMORY", "GC", "UP"]
            : ["REPLICA", "SHARDS", "OBJECTS", "RUN", "WAIT", "REC/S", "ERR/S", "HEARD", "CPU"]);
        foreach (var one in answer.Replicas)
        {
            var errors = new Cell(Rate(one.ErrorsPerSecond), one.ErrorsPerSecond > 0 ? Tone.Bad : Tone.Plain);
            var waiting = Cell.Of(one.Waiting) with { Tone = one.Waiting > 0 ? Tone.Warning : Tone.Plain };
            var cpu = one.CpuUsage is { } usage ? string.Create(CultureInfo.InvariantCulture, $"{usage * 100:0}%") : "-";
            var name = isWide ? one.Replica : TextWidth.Cut(one.Replica, 20);
            Cell[] left = [name, Cell.Of(one.Shards), Cell.Of(one.Objects), Cell.Of(one.Running), waiting, Rate(one.ReconcilesPerSecond), errors, Ages.OfSeconds(one.IngestLagSeconds)];
            table.Add(isWide
                ? [.. left, Ages.OfSeconds(one.LeaseRemainingSeconds), cpu, $"{one.MemoryBytes >> 20} MiB", Ages.OfSeconds(one.GcPauseSeconds), Ages.OfSeconds(one.UptimeSeconds)]
                : [.. left, cpu]);
        }

        return table;
    }

    private static TextTable Failing(TopAnswer answer)
    {
        var table = new TextTable("FAILING", "TRIES", "FOR", "NEXT", "PROBLEM");
        foreach (var one in answer.Failing)
            table.Add(Name(one), Cell.Bad(one.Attempts), Ages.Since(one.Since, answer.Time), Ages.Until(one.DueAt, answer.Time), $"{one.Reason}: {one.Message}");
        return table;
    }

    private static TextTable Slowest(TopAnswer answer)
    {
        var table = new TextTable("SLOWEST", "TOOK", "STATE", "REPLICA");
        foreach (var one in answer.Slowest) table.Add(Name(one), Ages.OfSeconds(one.LastSeconds), Cell.State(one.State), one.Replica);
        return table;
    }

    private static IEnumerable<string> Titled(string title, TextTable table, int rows, int width, Ink ink) =>
        table.Count == 0 ? [ink.Paint($"{title}   none", Tone.Faint)] : table.Lines(ink, width, rows);

    private static string Foot(TopAnswer answer, string? problem, int width, Ink ink)
    {
        if (problem is not null) return ink.Paint(TextWidth.Cut($"{Ages.Clock(answer.Time)[..8]} is the last answer: {problem}", width), Tone.Bad);
        var missing = answer.Missing.Count == 0 ? "" : $"  without {string.Join(", ", answer.Missing.Select(static one => $"{one.Replica} ({one.Problem})"))}";
        return ink.Paint(TextWidth.Cut($"{Ages.Clock(answer.Time)[..8]}  q quits{missing}", width), missing.Length > 0 ? Tone.Warning : Tone.Faint);
    }

    /// <summary>Kind and name, of 40 columns at most so that the figures beside it stay on a narrow screen.</summary>
    private static string Name(ActorSummary one) => TextWidth.Cut($"{one.Kind} {ObjectReference.Display(one.Namespace, one.Name)}", 40);

    private static string Count(int count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {what}{(count == 1 ? "" : "s")}");

    private static string Rate(double? rate) => rate is { } known ? known.ToString(known < 10 ? "0.0" : "N0", CultureInfo.InvariantCulture) : "-";
}
