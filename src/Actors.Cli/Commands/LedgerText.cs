using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Ledger;
using Actors.Operators.Ledger;
using Spectre.Console;

namespace Actors.Cli.Commands;

/// <summary>How what is remembered is shown.</summary>
internal static class LedgerText
{
    public static void Table(IReadOnlyList<StoredRow> rows, DateTimeOffset now, TextWriter output)
    {
        var table = new Table { Border = TableBorder.None, ShowRowSeparators = false };
        foreach (var heading in (string[])["OPERATOR", "CONTROLLER", "NAMESPACE", "NAME", "LAST", "FAILURES", "DUE", "GENERATION", "WRITTEN", "ERROR"])
            table.AddColumn(new TableColumn(heading) { NoWrap = true, Padding = new Padding(0, 0, 3, 0) });
        foreach (var stored in rows)
        {
            var row = stored.Row;
            string[] cells =
            [
                stored.Operator, row.Key.Controller, row.Namespace, row.Name, row.Outcome.ToString(), row.Failures.ToString(CultureInfo.InvariantCulture), Due(stored, now),
                row.Generation.ToString(CultureInfo.InvariantCulture), $"{Rounded(now.ToUnixTimeMilliseconds() - stored.WrittenMs)} ago", Line(row),
            ];
            table.AddRow(cells.Select(static cell => new Text(cell)));
        }

        // Piped, a table is as wide as it needs to be: scripts and files do not wrap.
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        if (Console.IsOutputRedirected) console.Profile.Width = 400;
        console.Write(table);
        output.WriteLine($"{rows.Count} {(rows.Count == 1 ? "object" : "objects")}");
    }

    public static string Json(StoredRow stored)
    {
        var row = stored.Row;
        return new JsonObject
        {
            ["operator"] = stored.Operator, ["controller"] = row.Key.Controller, ["uid"] = row.Key.Uid, ["namespace"] = row.Namespace, ["name"] = row.Name, ["shard"] = row.Shard,
            ["epoch"] = row.Epoch, ["outcome"] = row.Outcome.ToString(), ["failures"] = row.Failures, ["due"] = At(stored.DueMs), ["written"] = At(stored.WrittenMs), ["reason"] = row.Reason,
            ["message"] = row.Message, ["generation"] = row.Generation, ["doneGeneration"] = row.DoneGeneration, ["hash"] = row.DoneHash.ToString("x16", CultureInfo.InvariantCulture),
            ["state"] = StateOf(row),
        }.ToJsonString();
    }

    /// <summary>What an author keeps is JSON; what is none, because somebody has changed it, is shown as it is.</summary>
    private static JsonNode? StateOf(LedgerRow row)
    {
        if (row.State is not { } state) return null;
        try
        {
            return JsonNode.Parse(state);
        }
        catch (JsonException)
        {
            return Convert.ToBase64String(state);
        }
    }

    private static string Due(StoredRow stored, DateTimeOffset now)
    {
        if (stored.DueMs is not { } due) return "-";
        var wait = due - now.ToUnixTimeMilliseconds();
        return wait <= 0 ? "now" : $"in {Rounded(wait)}";
    }

    private static string Line(LedgerRow row) => row.Reason.Length == 0 ? "" : $"{row.Reason}: {row.Message.ReplaceLineEndings(" ")}";

    private static string? At(long? milliseconds) => milliseconds is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture) : null;

    private static string Rounded(long milliseconds)
    {
        var time = TimeSpan.FromMilliseconds(Math.Max(0, milliseconds));
        return time switch
        {
            { TotalDays: >= 2 } => $"{(int)time.TotalDays}d",
            { TotalHours: >= 2 } => $"{(int)time.TotalHours}h",
            { TotalMinutes: >= 2 } => $"{(int)time.TotalMinutes}m",
            _ => $"{(int)time.TotalSeconds}s",
        };
    }
}
