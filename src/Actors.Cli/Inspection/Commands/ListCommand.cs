using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Cli.Inspection.Client;
using Actors.Cli.Inspection.Output;
using Actors.Operators.Management;

namespace Actors.Cli.Inspection.Commands;

/// <summary><c>actors list</c>: the objects and their states, page by page.</summary>
internal static class ListCommand
{
    private const int PageMax = 500;
    private const int ForPeople = 100;

    public static Command Create(CommandTree tree)
    {
        var kind = ActorCommands.KindOption(tree);
        var state = new Option<string?>("--state", "-s") { Description = "Only objects in these states, separated by commas", HelpName = "STATE" };
        var name = new Option<string?>("--name") { Description = "Only names that hold this", HelpName = "TEXT" };
        var older = new Option<string?>("--older") { Description = "Only objects that have been in their state for longer, such as 90s, 5m, 1h30m", HelpName = "TIME" };
        var selector = new Option<string?>("--selector", "-l") { Description = "Only objects with these labels", HelpName = "LABELS" };
        var sort = new Option<string>("--sort") { Description = "name; age, attempts or duration (largest first); due (soonest first)", HelpName = "BY", DefaultValueFactory = static _ => "name" };
        var limit = new Option<int>("--limit")
        {
            Description = "How many at most; 0 is all [default: 100 on a terminal, else all]", HelpName = "N", CustomParser = Words.Number("--limit", 0, int.MaxValue),
        };
        Words.AcceptList(state, Words.States);
        Words.Accept(sort, Words.Sorts);
        return tree.Leaf(
            "list",
            "List objects and where they stand",
            """
            actors list --state backoff --kind db --older 5m --sort attempts
            actors list -n default -l app=web
            actors list --limit 0 -o json
            """,
            [kind, state, name, older, selector, sort, limit],
            async (parsed, session, cancellation) =>
            {
                var printer = session.Printer;
                var most = parsed.GetResult(limit) is not null ? parsed.GetValue(limit) : printer.IsForPeople ? ForPeople : 0;
                var typedKind = parsed.GetValue(kind);
                var path = typedKind is null ? null : KindNames.PathOf((await session.KindsAsync(cancellation)).Find(typedKind));
                Query Ask(string? token, int count) => new()
                {
                    { "kind", path },
                    { "state", parsed.GetValue(state) },
                    { "namespace", session.Settings.Namespace },
                    { "name", parsed.GetValue(name) },
                    { "olderThan", parsed.GetValue(older) },
                    { "selector", parsed.GetValue(selector) },
                    { "sort", Words.Find(parsed.GetValue(sort)!, Words.Sorts) },
                    { "limit", count.ToString(CultureInfo.InvariantCulture) },
                    { "continue", token },
                };
                var json = await ReadAsync(session, Ask, most == 0 ? int.MaxValue : most, cancellation);
                printer.Show(json, ManagementJson.Default.ActorsAnswer, answer => Print(answer, printer));
            });
    }

    /// <summary>Reads pages until there are enough, as one answer.</summary>
    private static async Task<JsonElement> ReadAsync(Session session, Func<string?, int, Query> ask, int most, CancellationToken cancellation)
    {
        JsonObject? whole = null;
        string? token = null;
        for (var left = most; left > 0;)
        {
            var page = JsonObject.Create(await session.AskFleetAsync(HttpMethod.Get, "/actors", ask(token, Math.Min(left, PageMax)), cancellation))!;
            var items = page["items"]!.AsArray();
            var count = items.Count;
            left -= count;
            token = page["continue"]?.GetValue<string>();
            if (whole is null)
            {
                whole = page;
            }
            else
            {
                foreach (var item in items.ToList())
                {
                    items.Remove(item);
                    whole["items"]!.AsArray().Add(item);
                }

                whole["missing"] = page["missing"]?.DeepClone();
            }

            if (token is null || count == 0) break;
        }

        if (token is null) whole!.Remove("continue");
        else whole!["continue"] = token;
        return whole.Deserialize<JsonElement>();
    }

    private static void Print(ActorsAnswer answer, Printer printer)
    {
        if (answer.Total == 0)
        {
            printer.Warn("no objects found");
            return;
        }

        var now = Printer.Now;
        var table = new TextTable("NAMESPACE", "NAME", "KIND", "STATE", "FOR", "ATTEMPTS", "NEXT", "TOOK", "GENERATION", "REPLICA", "PROBLEM");
        foreach (var one in answer.Items)
        {
            table.Add(
                one.Namespace,
                one.Name,
                one.Kind,
                Cell.State(one.IsPaused && one.State != "Paused" ? $"{one.State}, to pause" : one.State),
                Ages.Since(one.Since, now),
                Cell.Bad(one.Attempts),
                Ages.Until(one.DueAt, now),
                Ages.OfSeconds(one.LastSeconds),
                ActorDescription.Generation(one),
                one.Replica,
                one.Reason is null ? "-" : new Cell($"{one.Reason}: {one.Message}", Tone.Bad));
        }

        printer.Table(table);
        if (answer.Items.Count < answer.Total)
            printer.Warn(string.Create(CultureInfo.InvariantCulture, $"{answer.Items.Count:N0} of {answer.Total:N0}; --limit 0 lists all"));
    }
}
