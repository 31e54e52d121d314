using System.CommandLine;
using Actors.Cli.Inspection.Output;
using Actors.Operators.Management;

namespace Actors.Cli.Inspection.Commands;

/// <summary><c>ingest</c>: what is listed and watched, and how far it has come.</summary>
internal static class IngestCommand
{
    public static Command Create(CommandTree tree) => tree.Leaf(
        "ingest",
        "Show what is listed and watched, by whom, and how current it is",
        """
        ingest
        ingest --replica db-0
        """,
        [],
        async static (_, session, cancellation) =>
        {
            var json = await session.AskFleetAsync(HttpMethod.Get, "/ingest", [], cancellation);
            session.Printer.Show(json, ManagementJson.Default.IngestAnswer, answer => Print(answer, session.Printer));
        });

    private static void Print(IngestAnswer answer, Printer printer)
    {
        var table = new TextTable("REPLICA", "KIND", "READ AT", "SYNCED", "ACTIVITY", "OBJECTS", "VERSION", "HEARD", "FOR", "PROBLEM");
        foreach (var one in answer.Items.OrderBy(static one => one.Kind, StringComparer.Ordinal).ThenBy(static one => one.Replica, StringComparer.Ordinal))
        {
            table.Add(
                one.Replica,
                one.Kind,
                one.ReadAt,
                one.IsSynced ? new Cell("yes") : new Cell("no", Tone.Warning),
                one.Activity,
                Cell.Of(one.Objects),
                one.ResourceVersion,
                Ages.OfSeconds(one.LagSeconds),
                string.Join(", ", one.Uses),
                new Cell(one.Problem ?? "-", one.Problem is null ? Tone.Plain : Tone.Bad));
        }

        printer.Table(table);
    }
}
