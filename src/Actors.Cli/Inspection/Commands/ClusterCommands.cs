using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Actors.Cli.Inspection.Client;
using Actors.Cli.Inspection.Output;
using Actors.Operators.Management;

namespace Actors.Cli.Inspection.Commands;

/// <summary><c>cluster</c>: the replicas and what becomes of them.</summary>
internal static class ClusterCommands
{
    public static Command Create(CommandTree tree) => new("cluster", "See the replicas, have one leave, follow what becomes of them") { Show(tree), Leave(tree), Tail(tree) };

    private static Command Show(CommandTree tree) => tree.Leaf(
        "show",
        "Show the replicas, their shards and Leases",
        """
        cluster show
        cluster show -o json
        """,
        [],
        async static (_, session, cancellation) =>
        {
            var json = await session.AskFleetAsync(HttpMethod.Get, "/cluster", [], cancellation);
            session.Printer.Show(json, ManagementJson.Default.ClusterAnswer, answer => Print(answer, session.Printer));
        });

    private static Command Leave(CommandTree tree)
    {
        var name = new Argument<string>("NAME") { Description = "The replica, by its name or the part before '_'" };
        tree.Completions.Replicas(name.CompletionSources);
        return tree.Leaf(
            "leave",
            "Have a replica give its shards and Lease up and end",
            "cluster leave db-0",
            [name],
            async (parsed, session, cancellation) =>
            {
                var json = await session.Client.SendAsync(HttpMethod.Post, "/cluster/leave", new() { { "replica", parsed.GetValue(name) } }, cancellation);
                ActionText.Print(session.Printer, json);
            });
    }

    private static Command Tail(CommandTree tree)
    {
        var last = new Option<int>("--tail") { Description = "How many of the last events to begin with, 0 to 100", HelpName = "N", DefaultValueFactory = static _ => 20, CustomParser = Words.Number("--tail", 0, 100) };
        var ends = new Option<bool>("--no-follow") { Description = "End with the last event instead of waiting for more" };
        return tree.Leaf(
            "tail",
            "Follow what becomes of the fleet: who joins, leaves, is lost; how the map changes",
            """
            cluster tail
            cluster tail --tail 100 --no-follow
            """,
            [last, ends],
            async (parsed, session, cancellation) =>
            {
                var follows = !parsed.GetValue(ends);

                // What a replica still knows was printed the first time.
                Query NewQuery(bool isAgain) => new() { { "tail", isAgain ? "0" : parsed.GetValue(last).ToString(CultureInfo.InvariantCulture) }, { "follow", follows ? "true" : "false" } };
                if (follows) await Streams.FollowAsync(session, "/cluster/events", NewQuery, Show, cancellation);
                await foreach (var json in session.StreamAsync("/cluster/events", NewQuery(isAgain: false), static () => { }, cancellation)) Show(json);

                void Show(JsonElement json) => session.Printer.ShowRecord(json, ManagementJson.Default.ClusterEvent, one => session.Printer.Line(
                    new(Ages.Clock(one.Time), Tone.Faint), $"  {one.Replica}  ", new($"{one.Type,-10}", Cell.ToneOf(one.Type)), $"  {one.Message}"));
            });
    }

    private static void Print(ClusterAnswer answer, Printer printer)
    {
        printer.Field("Operator", $"{answer.Operator} {answer.Version}");
        if (answer.IsFleet)
        {
            printer.Field("Coordinator", answer.Coordinator is { } name ? name : new Cell("nobody", Tone.Bad));
            printer.Field("Map epoch", Cell.Of(answer.Epoch));
            printer.Line($"{"Shards:",-18}", Cell.Of(answer.Shards), ", ", Cell.Bad(answer.Unowned), " without an owner, ", Cell.Of(answer.Moving), " moving");
        }
        else
        {
            printer.Field("Fleet", "none: this is the only replica");
        }

        printer.Line();
        var table = new TextTable("NAME", "STATE", "ROLES", "SHARDS", "WEIGHT", "GAINING", "LOSING", "LEASE", "MAP SEEN", "READS", "VERSION", "AGE", "ADDRESS", "PROBLEM");
        foreach (var one in answer.Members)
        {
            table.Add(
                one.Name,
                Cell.State(one.State),
                string.Join(',', one.Roles),
                Cell.Of(one.Shards),
                Cell.Of(one.Weight),
                Cell.Of(one.Gaining),
                Cell.Of(one.Losing),
                Ages.OfSeconds(one.LeaseRemainingSeconds),
                one.Losing > 0 && one.Acknowledged < one.Seen ? $"{one.Seen} (given up to {one.Acknowledged})" : $"{one.Seen}",
                Cell.Of(one.Ingests.Count),
                one.Version,
                Ages.Since(one.StartedAt, Printer.Now),
                one.Address,
                new Cell(one.Problem ?? "-", one.Problem is null ? Tone.Plain : Tone.Bad));
        }

        printer.Table(table);
    }
}
