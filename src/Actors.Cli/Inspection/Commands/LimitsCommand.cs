using System.CommandLine;
using Actors.Cli.Inspection.Output;
using Actors.Operators.Management;

namespace Actors.Cli.Inspection.Commands;

/// <summary><c>limits</c>: how many reconciles run, may run, and wait.</summary>
internal static class LimitsCommand
{
    public static Command Create(CommandTree tree) => tree.Leaf(
        "limits",
        "Show how many reconciles may run at once, do, and wait, by replica, controller and key",
        """
        limits
        limits --replica db-0
        """,
        [],
        async static (_, session, cancellation) =>
        {
            var json = await session.AskFleetAsync(HttpMethod.Get, "/limits", [], cancellation);
            session.Printer.Show(json, ManagementJson.Default.LimitsAnswer, answer => Print(answer, session.Printer));
        });

    private static void Print(LimitsAnswer answer, Printer printer)
    {
        var table = new TextTable("REPLICA", "LIMIT", "NAME", "MAX", "RUNNING", "WAITING");
        foreach (var one in answer.Items)
        {
            Add(table, one.Replica, "replica", new LimitInfo("-", one.Max, one.Running, one.Waiting));
            foreach (var limit in one.Controllers) Add(table, one.Replica, "controller", limit);
            foreach (var limit in one.Keys) Add(table, one.Replica, "key", limit);
        }

        printer.Table(table);
    }

    private static void Add(TextTable table, string replica, string type, LimitInfo limit) => table.Add(
        replica,
        type,
        limit.Name,
        Cell.Of(limit.Max),
        Cell.Of(limit.Running) with { Tone = limit.Running >= limit.Max ? Tone.Warning : Tone.Plain },
        Cell.Of(limit.Waiting) with { Tone = limit.Waiting > 0 ? Tone.Warning : Tone.Plain });
}
