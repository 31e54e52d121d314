using System.CommandLine;
using System.Globalization;
using Actors.Cli.Inspection.Output;
using Actors.Operators.Management;

namespace Actors.Cli.Inspection.Commands;

/// <summary><c>shards</c>: who owns what, and moves by hand.</summary>
internal static class ShardCommands
{
    public static Command Create(CommandTree tree)
    {
        var each = new Option<bool>("--each") { Description = "Show each shard in a row of its own, instead of neighbours with the same owner together" };
        var command = tree.Leaf(
            "shards",
            "Show who owns which shards, what moves, and how many objects they have",
            """
            shards
            shards --each
            shards move 17 db-1
            """,
            [each],
            async (parsed, session, cancellation) =>
            {
                var json = await session.AskFleetAsync(HttpMethod.Get, "/shards", [], cancellation);
                session.Printer.Show(json, ManagementJson.Default.ShardsAnswer, answer => Print(answer, parsed.GetValue(each), session.Printer));
            });
        command.Subcommands.Add(Move(tree));
        return command;
    }

    private static Command Move(CommandTree tree)
    {
        var shard = new Argument<int>("N") { Description = "The shard's number, from 0", CustomParser = Words.Number("N", 0, int.MaxValue) };
        var replica = new Argument<string>("REPLICA") { Description = "Who is to own it, by name or the part before '_'" };
        tree.Completions.Replicas(replica.CompletionSources);
        return tree.Leaf(
            "move",
            "Have a shard move to another replica",
            "shards move 17 db-1",
            [shard, replica],
            async (parsed, session, cancellation) =>
            {
                var path = string.Create(CultureInfo.InvariantCulture, $"/shards/{parsed.GetValue(shard)}/move");
                ActionText.Print(session.Printer, await session.AskReplicaAsync(HttpMethod.Post, path, new() { { "to", parsed.GetValue(replica) } }, cancellation));
            });
    }

    private static void Print(ShardsAnswer answer, bool each, Printer printer)
    {
        var table = new TextTable("SHARDS", "COUNT", "OBJECTS", "OWNER", "MOVES TO", "ORDERED AT EPOCH");
        foreach (var run in Runs(answer.Items, each))
        {
            var (first, last) = (run[0], run[^1]);
            table.Add(
                run.Count == 1 ? $"{first.Shard}" : $"{first.Shard}-{last.Shard}",
                Cell.Of(run.Count),
                run.Any(static one => one.Objects is null) ? "?" : Cell.Of(run.Sum(static one => one.Objects!.Value)),
                first.Owner is { } owner ? owner : new Cell("nobody", Tone.Bad),
                first.Next is { } next ? new Cell(next, Tone.Warning) : "-",
                Cell.Of(first.OrderedAt));
        }

        printer.Table(table);
    }

    private static List<List<ShardInfo>> Runs(IReadOnlyList<ShardInfo> shards, bool each)
    {
        var runs = new List<List<ShardInfo>>();
        foreach (var one in shards)
        {
            var before = runs.Count > 0 ? runs[^1][^1] : null;
            if (!each && before is not null && before.Shard + 1 == one.Shard && (before.Owner, before.Next, before.OrderedAt, before.Objects is null) == (one.Owner, one.Next, one.OrderedAt, one.Objects is null)) runs[^1].Add(one);
            else runs.Add([one]);
        }

        return runs;
    }
}
