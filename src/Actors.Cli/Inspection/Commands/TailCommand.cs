using System.CommandLine;
using Actors.Cli.Inspection.Client;
using Actors.Cli.Inspection.Output;
using Actors.Operators.Management;

namespace Actors.Cli.Inspection.Commands;

/// <summary><c>tail</c>: transitions as they happen.</summary>
internal static class TailCommand
{
    public static Command Create(CommandTree tree)
    {
        var kind = new Option<string?>("--kind") { Description = "Only objects of this kind", HelpName = "KIND" };
        var name = new Option<string?>("--name") { Description = "Only the object of this name, or NAMESPACE/NAME", HelpName = "NAME" };
        var state = new Option<string?>("--state") { Description = "Only transitions to these states, separated by commas", HelpName = "STATE" };
        tree.Completions.Kinds(kind.CompletionSources);
        tree.Completions.Objects(name.CompletionSources);
        Words.AcceptList(state, Words.States);
        return tree.Leaf(
            "tail",
            "Follow the transitions of objects as they happen, until Ctrl-C; a replica that restarts is waited for",
            """
            tail
            tail --kind db --state Backoff,Failed
            tail --name default/orders
            """,
            [kind, name, state],
            async (parsed, session, cancellation) =>
            {
                var typed = parsed.GetValue(name)?.Split('/', 2);
                var of = parsed.GetValue(kind) is { } given ? KindNames.PathOf((await session.KindsAsync(cancellation)).Find(given)) : null;
                Query NewQuery(bool isAgain) => new()
                {
                    { "kind", of },
                    { "namespace", typed is { Length: 2 } ? typed[0] : session.Settings.Namespace },
                    { "name", typed?[^1] },
                    { "state", parsed.GetValue(state) },
                };
                await Streams.FollowAsync(
                    session, "/transitions", NewQuery, json => session.Printer.ShowRecord(json, ManagementJson.Default.TransitionEvent, one => Print(one, session.Printer)), cancellation);
            });
    }

    private static void Print(TransitionEvent one, Printer printer)
    {
        if (one.To == "Lost")
        {
            printer.Line(new(Ages.Clock(one.Time), Tone.Faint), "  ", new($"{one.Replica} lost: {one.Message}", Tone.Bad));
            return;
        }

        var attempts = one.Attempts > 0 ? $"  attempts {one.Attempts}" : "";
        var problem = one.Reason is null || one.To is not ("Backoff" or "Failed") ? "" : $"  {one.Reason}: {one.Message}";
        printer.Line(
            new(Ages.Clock(one.Time), Tone.Faint), $"  {one.Replica}  {one.Kind} {ObjectReference.Display(one.Namespace, one.Name)}  ", new(one.From, Tone.Faint), new(" → ", Tone.Faint),
            Cell.State(one.To), $"{attempts}{problem}");
    }
}
