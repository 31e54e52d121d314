using System.CommandLine;
using Actors.Cli.Inspection.Client;
using Actors.Cli.Inspection.Output;
using Actors.Operators.Management;

namespace Actors.Cli.Inspection.Commands;

/// <summary><c>log level</c>: from which level on is logged.</summary>
internal static class LogCommands
{
    private const string All = "all";

    public static Command Create(CommandTree tree)
    {
        var category = new Argument<string?>("CATEGORY") { Description = "The category, or the beginning of some; 'all' for what has no level of its own", Arity = ArgumentArity.ZeroOrOne };
        var level = new Argument<string?>("LEVEL") { Description = $"One of {string.Join(", ", Words.Levels)}; Default takes back what was set", Arity = ArgumentArity.ZeroOrOne };
        tree.Completions.Categories(category.CompletionSources);
        level.CompletionSources.Add(Words.Levels);
        return new("log", "See and set what is logged")
        {
            tree.Leaf(
                "level",
                "Show what was set, or set from which level on is logged, until the replica ends",
                """
                log level
                log level Actors.Operators Debug
                log level all Warning
                log level Actors.Operators Default    # as it was
                """,
                [category, level],
                (parsed, session, cancellation) => RunAsync(session, parsed.GetValue(category), parsed.GetValue(level), cancellation)),
        };
    }

    private static async Task RunAsync(Session session, string? category, string? level, CancellationToken cancellation)
    {
        if (category is not null && level is null) throw InspectionException.Usage("LEVEL is missing; it is: log level CATEGORY LEVEL, or 'log level all LEVEL'");
        if (level is not null && Words.Problem(level, Words.Levels) is { } problem) throw InspectionException.Usage($"LEVEL: {problem}");
        var query = new Query { { "category", category == All ? null : category }, { "level", level is null ? null : Words.Find(level, Words.Levels) } };
        var json = await session.AskFleetAsync(level is null ? HttpMethod.Get : HttpMethod.Put, "/log/level", query, cancellation);
        session.Printer.Show(json, ManagementJson.Default.LogLevelAnswer, answer => Print(answer, session.Printer));
    }

    private static void Print(LogLevelAnswer answer, Printer printer)
    {
        if (answer.Levels.Count == 0)
        {
            printer.Line("nothing was set: the levels are those of the operator's settings");
            return;
        }

        var table = new TextTable("CATEGORY", "LEVEL");
        foreach (var (category, level) in answer.Levels.OrderBy(static one => one.Key, StringComparer.Ordinal)) table.Add(category.Length == 0 ? All : category, level);
        printer.Table(table);
    }
}
