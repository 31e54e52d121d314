using System.CommandLine;
using System.Globalization;
using Actors.Cli.Inspection.Client;
using Actors.Cli.Inspection.Output;
using Actors.Operators.Management;

namespace Actors.Cli.Inspection.Commands;

/// <summary><c>actors hierarchy</c>: an actor and those below it.</summary>
internal static class HierarchyCommand
{
    private const int PageMax = 500;

    public static Command Create(CommandTree tree)
    {
        var path = new Argument<string>("PATH") { Description = "The actor, such as /region/17", DefaultValueFactory = static _ => "/" };
        var limit = new Option<int>("--limit") { Description = "How many children at most, 1 to 500", HelpName = "N", DefaultValueFactory = static _ => PageMax, CustomParser = Words.Number("--limit", 1, PageMax) };
        tree.Completions.Paths(path.CompletionSources);
        return tree.Leaf(
            "hierarchy",
            "Show an actor and its children: what they are, what waits for them",
            """
            actors hierarchy
            actors hierarchy /region/17
            actors hierarchy /region --replica db-1
            """,
            [path, limit],
            async (parsed, session, cancellation) =>
            {
                var query = new Query { { "path", parsed.GetValue(path) }, { "limit", parsed.GetValue(limit).ToString(CultureInfo.InvariantCulture) } };
                var json = await session.AskReplicaAsync(HttpMethod.Get, "/actors/hierarchy", query, cancellation);
                session.Printer.Show(json, ManagementJson.Default.HierarchyAnswer, answer => Print(answer, session.Printer));
            });
    }

    private static void Print(HierarchyAnswer answer, Printer printer)
    {
        var table = new TextTable("PATH", "STATE", "MAILBOX", "CHILDREN", "TYPE");
        table.Add(answer.Path, Cell.State(answer.State), Cell.Of(answer.MailboxDepth), Cell.Of(answer.ChildCount), answer.Type);
        foreach (var one in answer.Children) table.Add(one.Path, Cell.State(one.State), Cell.Of(one.MailboxDepth), Cell.Of(one.ChildCount), one.Type);
        printer.Table(table);
        if (answer.Children.Count < answer.ChildCount)
            printer.Warn(string.Create(CultureInfo.InvariantCulture, $"{answer.Children.Count:N0} of {answer.ChildCount:N0} children on replica {answer.Asked}"));
    }
}
