using System.CommandLine;
using Actors.Cli.Inspection.Client;
using Actors.Operators.Management;

namespace Actors.Cli.Inspection.Commands;

/// <summary><c>actors</c>: the objects and their actors.</summary>
internal static class ActorCommands
{
    public static Command Create(CommandTree tree) => new("actors", "See objects and where they stand, and have them reconciled, paused, resumed")
    {
        ListCommand.Create(tree),
        Show(tree),
        HierarchyCommand.Create(tree),
        Act(tree, "reconcile", "Reconcile now, be it in backoff or not yet due"),
        Act(tree, "pause", "Pause: what runs ends, and nothing more is done until it is resumed"),
        Act(tree, "resume", "Resume what was paused; it is reconciled once"),
    };

    public static Option<string?> KindOption(CommandTree tree)
    {
        var kind = new Option<string?>("--kind", "-k") { Description = "The kind, by name, plural or short", HelpName = "KIND" };
        tree.Completions.Kinds(kind.CompletionSources);
        return kind;
    }

    private static Command Show(CommandTree tree)
    {
        var (words, kind) = (Object(tree, ArgumentArity.OneOrMore), KindOption(tree));
        return tree.Leaf(
            "show",
            "Show all that is known of an object: state, last error, children, last transitions",
            """
            actors show default/orders
            actors show database default/orders
            actors show orders -n default -o yaml
            """,
            [words, kind],
            async (parsed, session, cancellation) =>
            {
                var one = await ObjectReference.ReadAsync(session, parsed.GetValue(words)!, parsed.GetValue(kind), cancellation);
                var json = await one.AskAsync(session, HttpMethod.Get, "", cancellation);
                session.Printer.Show(json, ManagementJson.Default.ActorAnswer, answer => ActorDescription.Print(answer, session.Printer));
            });
    }

    private static Command Act(CommandTree tree, string action, string description)
    {
        var (words, kind) = (Object(tree, ArgumentArity.ZeroOrMore), KindOption(tree));
        var selector = new Option<string?>("--selector", "-l") { Description = "All objects with these labels instead of one; '*' is all", HelpName = "LABELS" };
        var state = new Option<string?>("--state") { Description = "With --selector: only those in these states, separated by commas", HelpName = "STATE" };
        Words.AcceptList(state, Words.States);
        return tree.Leaf(
            action,
            description,
            $"""
            actors {action} default/orders
            actors {action} --kind db --selector app=web -n default
            actors {action} --kind db --selector '*' --state Backoff
            """,
            [words, kind, selector, state],
            async (parsed, session, cancellation) =>
            {
                var (typed, labels) = (parsed.GetValue(words) ?? [], parsed.GetValue(selector));
                if (typed.Length == 0 == labels is null) throw InspectionException.Usage($"name one object, or give --selector; it is: actors {action} NAMESPACE/NAME, or actors {action} --kind KIND --selector LABELS");
                if (labels is null && parsed.GetValue(state) is not null) throw InspectionException.Usage("--state goes with --selector");
                var json = labels is null
                    ? await (await ObjectReference.ReadAsync(session, typed, parsed.GetValue(kind), cancellation)).AskAsync(session, HttpMethod.Post, $"/{action}", cancellation)
                    : await ActOnAllAsync(session, action, parsed.GetValue(kind), labels, parsed.GetValue(state), cancellation);
                ActionText.Print(session.Printer, json);
            });
    }

    private static async Task<System.Text.Json.JsonElement> ActOnAllAsync(Session session, string action, string? kind, string labels, string? state, CancellationToken cancellation)
    {
        var kinds = await session.KindsAsync(cancellation);
        if (kind is null && kinds.All.Count != 1) throw InspectionException.Usage($"--selector needs --kind, one of {string.Join(", ", kinds.Plurals)}");
        var query = new Query
        {
            { "kind", KindNames.PathOf(kind is null ? kinds.All[0] : kinds.Find(kind)) }, { "namespace", session.Settings.Namespace }, { "selector", labels }, { "state", state },
        };
        return await session.AskFleetAsync(HttpMethod.Post, $"/actors/{action}", query, cancellation);
    }

    private static Argument<string[]> Object(CommandTree tree, ArgumentArity arity)
    {
        var words = new Argument<string[]>("OBJECT")
        {
            Description = "[KIND] NAMESPACE/NAME; without NAMESPACE that of -n, or default", HelpName = "[KIND] NAMESPACE/NAME", Arity = new ArgumentArity(arity.MinimumNumberOfValues, 2),
        };
        tree.Completions.Objects(words.CompletionSources);
        tree.Completions.Kinds(words.CompletionSources);
        return words;
    }
}
